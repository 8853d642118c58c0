using Incubateurs.Words;

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

    private const string AllSql = "SELECT former_id, id FROM former_ids WHERE kind = @kind AND known_to = @Open";

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

    private const string HeirsSql = """
        SELECT DISTINCT f.id
          FROM former_ids f
         WHERE f.kind = @kind
           AND f.former_id = @id
           AND
        """;

    // An id that lives stands for itself, whoever had it before; one that was merged stands for what it was merged into.
    private const string LivingSql = """
        SELECT f.former_id, f.id
          FROM former_ids f
         WHERE f.kind = @kind
           AND f.former_id IN @ids
           AND NOT EXISTS (SELECT 1
                             FROM startup_versions s
                            WHERE f.kind = 'startup' AND s.startup_id = f.former_id AND s.known_to = @Open
                              AND NOT EXISTS (SELECT 1
                                                FROM withdrawals w
                                               WHERE w.kind = 'startup' AND w.id = s.startup_id AND w.known_to = @Open
                                                 AND w.merged_into IS NOT NULL))
           AND NOT EXISTS (SELECT 1
                             FROM incubator_versions i
                            WHERE f.kind = 'incubator' AND i.incubator_id = f.former_id AND i.known_to = @Open)
           AND
        """;

    public static async Task<IReadOnlyList<string>> ListFormerIdsAsync(this Tx tx, string kind, string id) =>
        [.. await tx.QueryAsync<string>(ListSql, new { kind, id, Tx.Open })];

    /// <summary>The former ids of all things of a kind, by the id of today.</summary>
    public static async Task<ILookup<string, string>> ListFormerIdsOfAllAsync(this Tx tx, string kind) =>
        (await tx.QueryAsync<Row>(AllSql, new { kind, Tx.Open })).ToLookup(row => row.Id, row => row.FormerId, StringComparer.Ordinal);

    /// <summary>The things that had an id before: none, one, or two that claim it.</summary>
    public static async Task<IReadOnlyList<string>> ListHeirsAsync(this Tx tx, string kind, string id, Knowledge knowledge) =>
        [.. await tx.QueryAsync<string>($"{HeirsSql} {knowledge.Of("f")} ORDER BY f.id", new { kind, id, sequence = knowledge.Sequence })];

    /// <summary>The ids that a filter names, former ones replaced by those of today.</summary>
    public static async Task<IReadOnlyList<string>> LivingIdsAsync(
        this Tx tx, string kind, IReadOnlyList<string> named, Knowledge knowledge)
    {
        if (named.Count == 0)
            return named;

        var ids = named.Select(ResourceIds.Normal).ToList();
        var former = (
            await tx.QueryAsync<Row>($"{LivingSql} {knowledge.Of("f")}", new { kind, ids, sequence = knowledge.Sequence, Tx.Open }))
            .ToLookup(row => row.FormerId, row => row.Id);
        return [.. ids.SelectMany(id => former.Contains(id) ? former[id] : [id]).Distinct()];
    }

    /// <summary>Makes the former ids those given.</summary>
    public static async Task SaveFormerIdsAsync(this Tx tx, long sequence, string kind, string id, IReadOnlyCollection<string> formerIds)
    {
        var current = await tx.ListFormerIdsAsync(kind, id);
        await tx.ExecuteAsync(CloseSql, current.Except(formerIds).Select(formerId => new { kind, formerId, id, sequence, Tx.Open }));
        await tx.ExecuteAsync(AddSql, formerIds.Except(current).Select(formerId => new { kind, formerId, id, sequence, Tx.Open }));
        if (kind == Kinds.Startup && !formerIds.ToHashSet().SetEquals(current))
            tx.Touch(sequence, kind, id);
    }

    private sealed record Row
    {
        public required string FormerId { get; init; }
        public required string Id { get; init; }
    }
}
