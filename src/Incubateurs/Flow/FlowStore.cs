using Incubateurs.Incubation;
using Incubateurs.Storage;

namespace Incubateurs.Flow;

/// <summary>Reads the chains that figures are made of.</summary>
internal static class FlowStore
{
    private const string ChainsSql = """
        SELECT p.startup_id, p.phase, p.starts_on
          FROM startup_phases p
         WHERE p.starts_on <= @day
           AND
        """;

    private const string IncubatorsSql = """
        SELECT p.startup_id, p.key AS incubator_id, v.name
          FROM startup_terms p
          LEFT JOIN incubator_versions v ON v.incubator_id = p.key AND
        """;

    private const string NamesSql = """
        SELECT v.startup_id, v.name
          FROM startup_versions v
         WHERE v.startup_id IN @ids
           AND
        """;

    /// <summary>The startups of which a phase has begun by the day, with their chains.</summary>
    public static async Task<IReadOnlyList<Life>> ListLivesAsync(this Tx tx, FlowQuery query, Knowledge knowledge)
    {
        var (where, args) = await FlowFilterStore.OfAsync(tx, query, knowledge, "p");

        // In the order of an index; each chain, which also needs the ranks, is short.
        var listed = WithdrawalStore.Listed(Kinds.Startup, "p.startup_id", knowledge);
        var rows = await tx.QueryAsync<ChainRow>($"{ChainsSql} {knowledge.Of("p")}{where}\n   AND {listed}\n ORDER BY p.startup_id", args);
        List<Life> lives = [];
        foreach (var chain in rows.ChunkedBy(row => row.StartupId))
            lives.Add(
                new(chain[0].StartupId, Lifecycle.Ordered(chain.Select(row => new PhaseStart(Phases.Find(row.Phase)!, row.StartsOn)))));
        return lives;
    }

    /// <summary>Which startups each incubator has, planned ones too.</summary>
    public static async Task<IReadOnlyList<(string Id, string Name, IReadOnlyList<string> Startups)>> ListPortfoliosAsync(
        this Tx tx, FlowQuery query, Knowledge knowledge)
    {
        var (where, args) = await FlowFilterStore.OfAsync(tx, query, knowledge, "p");
        var rows = await tx.QueryAsync<IncubatorRow>(
            $"{IncubatorsSql} {knowledge.Of("v")}\n WHERE p.kind = 'incubator' AND {knowledge.Of("p")}{where}", args);
        return
        [
            .. rows.GroupBy(row => row.IncubatorId)
                .Select(
                    group => (group.Key, group.First().Name ?? group.Key, (IReadOnlyList<string>)[.. group.Select(row => row.StartupId)])),
        ];
    }

    public static async Task<IReadOnlyDictionary<string, string>> StartupNamesAsync(
        this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge) =>
        ids.Count == 0
            ? new Dictionary<string, string>()
            : (await tx.QueryAsync<NameRow>($"{NamesSql} {knowledge.Of("v")}", new { ids, sequence = knowledge.Sequence }))
                .ToDictionary(row => row.StartupId, row => row.Name, StringComparer.Ordinal);

    private static IEnumerable<List<T>> ChunkedBy<T>(this IEnumerable<T> rows, Func<T, string> key)
    {
        List<T> chunk = [];
        foreach (var row in rows)
        {
            if (chunk.Count > 0 && key(chunk[0]) != key(row))
            {
                yield return chunk;
                chunk = [];
            }

            chunk.Add(row);
        }

        if (chunk.Count > 0)
            yield return chunk;
    }

    private sealed record ChainRow
    {
        public required string StartupId { get; init; }
        public required string Phase { get; init; }
        public required DateOnly StartsOn { get; init; }
    }

    private sealed record IncubatorRow
    {
        public required string StartupId { get; init; }
        public required string IncubatorId { get; init; }
        public string? Name { get; init; }
    }

    private sealed record NameRow
    {
        public required string StartupId { get; init; }
        public required string Name { get; init; }
    }
}
