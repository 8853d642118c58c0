namespace Incubateurs.Storage;

/// <summary>Things that will say something else once words are erased: a change tells it, so that copies kept elsewhere follow.</summary>
internal static class ErasedThingStore
{
    private static readonly IReadOnlyList<(string Kind, string Table, string Id, string Startup)> Shown =
    [
        (Kinds.Startup, "startup_versions", "startup_id", "startup_id"),
        (Kinds.Startup, "startup_phases", "startup_id", "startup_id"),
        (Kinds.Startup, "withdrawals", "id", "id"),
        (Kinds.HandOver, "hand_overs", "id", "startup_id"),
        (Kinds.Committee, "committees", "id", "startup_id"),
        (Kinds.Benefit, "benefits", "id", "startup_id"),
        (Kinds.Incubator, "incubator_versions", "incubator_id", "NULL"),
        (Kinds.Administration, "administration_versions", "administration_id", "NULL"),
    ];

    private const string DescribedSql = """
        SELECT v.startup_id AS id, v.startup_id AS startup
          FROM startup_versions v
          JOIN descriptions d ON d.id = v.description_id
         WHERE v.known_to = @Open
           AND replace(d.text, @text, '') <> d.text
        """;

    /// <summary>Tells which things hold one of the texts now; to be called before they are erased.</summary>
    public static async Task TellErasedAsync(this Tx tx, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var (kind, table, id, startup) in Shown)
                await tx.TellAsync(kind, HoldingSql(table, id, startup), text);
            await tx.TellAsync(Kinds.Startup, DescribedSql, text);
        }
    }

    private static string HoldingSql(string table, string id, string startup)
    {
        var columns = ErasedWordStore.Written.Single(written => written.Table == table).Columns;
        return $"""
            SELECT DISTINCT {id} AS id, {startup} AS startup
              FROM {table}
             WHERE known_to = @Open
               AND ({string.Join(" OR ", columns.Select(column => $"replace({column}, @text, '') <> {column}"))})
             ORDER BY 1
            """;
    }

    private static async Task TellAsync(this Tx tx, string kind, string sql, string text)
    {
        foreach (var thing in (await tx.QueryAsync<Thing>(sql, new { Tx.Open, text })).ToList())
        {
            if (tx.Touched.Any(touched => touched.Resource == kind && touched.Id == thing.Id))
                continue;

            var (type, subject, id) = thing.Startup is { } startup
                ? (kind == Kinds.HandOver ? "handOver.updated" : "startup.updated", Kinds.Startup, startup)
                : ($"{kind}.updated", kind, thing.Id);
            var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, type, subject, id, new { });
            tx.Touch(sequence, kind, thing.Id, thing.Startup);
        }
    }

    private sealed record Thing
    {
        public required string Id { get; init; }
        public string? Startup { get; init; }
    }
}
