using Dapper;
using Incubateurs.Storage;

namespace Incubateurs.Changes;

/// <summary>What the feed tells, without what the things are.</summary>
/// <param name="Seq">Its number, from 1, without a gap.</param>
/// <param name="Known">The last change of its transaction: the thing is shown as it was known then.</param>
/// <param name="Phase">The phase that a startup entered with it.</param>
internal sealed record FeedRow(
    long Seq, long Known, DateTimeOffset At, string Type, string Resource, string Id, string? StartupId, string? Phase);

/// <summary>Reads the feed.</summary>
internal static class FeedStore
{
    private const string ListSql = """
        SELECT f.seq, f.known, f.at, f.type, f.resource, f.resource_id AS id, f.startup_id, f.phase
          FROM feed f
         WHERE f.seq > @after
        """;

    private const string LatestSql = """
        SELECT f.seq, f.known, f.at, f.type, f.resource, f.resource_id AS id, f.startup_id, f.phase
          FROM feed f
         WHERE f.seq <= @until
        """;

    // Those that belong to it after the change, and those that leave it with it.
    private const string OfIncubators = """
        (f.resource = 'incubator' AND f.resource_id IN @Incubators
                OR EXISTS (SELECT 1
                             FROM startup_terms t
                            WHERE t.startup_id = f.startup_id
                              AND t.kind = 'incubator'
                              AND t.key IN @Incubators
                              AND t.known_from <= f.known
                              AND t.known_to >= f.change))
        """;

    private const string NamesSql = """
        WITH RECURSIVE names (id) AS (
               SELECT s.id FROM startups s WHERE s.id IN @ids
                UNION
               SELECT f.former_id
                 FROM names n
                 JOIN former_ids f ON f.kind = 'startup' AND f.id = n.id)
        SELECT n.id FROM names n
        """;

    // Instants grow with the numbers, so that only what came since is looked at.
    private const string BeforeSql = """
        SELECT f.seq
          FROM feed f
         WHERE f.at < @at
         ORDER BY f.seq DESC
         LIMIT 1
        """;

    /// <summary>The number of the last item that was recorded before an instant; 0 where none was.</summary>
    public static Task<long> FeedBeforeAsync(this Tx tx, DateTimeOffset at) => tx.ScalarAsync<long>(BeforeSql, new { at });

    /// <summary>Up to <paramref name="most"/> items after one, in order.</summary>
    public static async Task<IReadOnlyList<FeedRow>> ListFeedAsync(this Tx tx, FeedFilter filter, long after, int most)
    {
        var (where, args) = await WhereAsync(tx, filter);
        args.AddDynamicParams(new { after, most });
        return [.. (await tx.QueryAsync<Row>($"{ListSql}{where}\n ORDER BY f.seq\n LIMIT @most", args)).Select(row => row.Item())];
    }

    /// <summary>The last items up to one, the latest first.</summary>
    public static async Task<IReadOnlyList<FeedRow>> ListLatestAsync(this Tx tx, FeedFilter filter, long until, int most)
    {
        var (where, args) = await WhereAsync(tx, filter);
        args.AddDynamicParams(new { until, most });
        return [.. (await tx.QueryAsync<Row>($"{LatestSql}{where}\n ORDER BY f.seq DESC\n LIMIT @most", args)).Select(row => row.Item())];
    }

    private static async Task<(string Where, DynamicParameters Args)> WhereAsync(Tx tx, FeedFilter filter)
    {
        List<string> clauses = [];
        var args = new DynamicParameters();
        if (filter.Types.Count > 0)
            And("f.type IN @Types", "Types", filter.Types);
        if (filter.Startups.Count > 0)
        {
            // Under the ids that it had before, and those that it has been given since.
            var ids = await tx.LivingIdsAsync(Kinds.Startup, filter.Startups, Knowledge.Now);
            And("f.startup_id IN @Startups", "Startups", (await tx.QueryAsync<string>(NamesSql, new { ids })).ToList());
        }

        if (filter.Phases.Count > 0)
            And("f.phase IN @Phases", "Phases", filter.Phases);
        if (filter.Incubators.Count > 0)
            And(OfIncubators, "Incubators", await tx.LivingIdsAsync(Kinds.Incubator, filter.Incubators, Knowledge.Now));
        return (string.Concat(clauses.Select(clause => $"\n   AND {clause}")), args);

        void And(string clause, string name, object value)
        {
            clauses.Add(clause);
            args.Add(name, value);
        }
    }

    private sealed record Row
    {
        public required long Seq { get; init; }
        public required long Known { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string Type { get; init; }
        public required string Resource { get; init; }
        public required string Id { get; init; }
        public string? StartupId { get; init; }
        public string? Phase { get; init; }

        public FeedRow Item() => new(Seq, Known, At, Type, Resource, Id, StartupId, Phase);
    }
}
