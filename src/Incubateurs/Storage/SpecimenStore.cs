namespace Incubateurs.Storage;

/// <summary>What is openly fictional: read by its ids, in no list, and set back each night.</summary>
internal static class SpecimenStore
{
    private const string AddSql = """
        INSERT INTO specimens (kind, id, set_at)
        VALUES (@kind, @id, @Now)
            ON CONFLICT (kind, id)
            DO UPDATE SET set_at = excluded.set_at
        """;

    private const string RemoveSql = "DELETE FROM specimens WHERE kind = @kind AND id = @id";

    private const string ListSql = "SELECT id FROM specimens WHERE kind = @kind ORDER BY id";

    private const string SetAtSql = "SELECT set_at FROM specimens WHERE kind = @kind AND id = @id";

    public static Task AddSpecimenAsync(this Tx tx, string kind, string id) => tx.ExecuteAsync(AddSql, new { kind, id, tx.Now });

    /// <summary>From now on it is as real as any other; false of what was no specimen.</summary>
    public static async Task<bool> RemoveSpecimenAsync(this Tx tx, string kind, string id) =>
        await tx.ExecuteAsync(RemoveSql, new { kind, id }) > 0;

    public static async Task<IReadOnlyList<string>> ListSpecimensAsync(this Tx tx, string kind) =>
        [.. await tx.QueryAsync<string>(ListSql, new { kind })];

    /// <summary>The instant at which it was last set back; null of what is no specimen.</summary>
    public static async Task<DateTimeOffset?> FindSpecimenAsync(this Tx tx, string kind, string id) =>
        (await tx.QueryAsync<DateTimeOffset>(SetAtSql, new { kind, id })).Select(at => (DateTimeOffset?)at).FirstOrDefault();
}
