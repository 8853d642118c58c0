namespace Incubateurs.Storage;

/// <summary>The ids that startups and incubators had before. One may be claimed by two.</summary>
internal static class FormerIdStore
{
    private const string ListSql = """
        SELECT former_id
          FROM former_ids
         WHERE kind = @kind
           AND id = @id
           AND known_to = @Open
        """;

    private const string AddSql = """
        INSERT INTO former_ids (kind, former_id, id, known_from, known_to)
        VALUES (@kind, @formerId, @id, @sequence, @Open)
        """;

    private const string CloseSql = """
        UPDATE former_ids
           SET known_to = @sequence
         WHERE kind = @kind
           AND former_id = @formerId
           AND id = @id
           AND known_to = @Open
        """;

    public static async Task<IReadOnlyList<string>> ListFormerIdsAsync(this Tx tx, string kind, string id) =>
        [.. await tx.QueryAsync<string>(ListSql, new { kind, id, Tx.Open })];

    /// <summary>Makes the former ids those given.</summary>
    public static async Task SaveFormerIdsAsync(this Tx tx, long sequence, string kind, string id, IReadOnlyCollection<string> formerIds)
    {
        var current = await tx.ListFormerIdsAsync(kind, id);
        await tx.ExecuteAsync(CloseSql, current.Except(formerIds).Select(formerId => new { kind, formerId, id, sequence, Tx.Open }));
        await tx.ExecuteAsync(AddSql, formerIds.Except(current).Select(formerId => new { kind, formerId, id, sequence, Tx.Open }));
    }
}
