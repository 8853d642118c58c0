using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>
/// Writes what the feed tells, behind each write and in its transaction: committed in order, so that a reader never finds anything
/// later before what it has read.
/// </summary>
internal static class FeedIndexStore
{
    private const string LastSql = "SELECT coalesce(max(seq), 0) FROM feed";

    private const string AddSql = """
        INSERT INTO feed (seq, change, known, at, type, resource, resource_id, startup_id, phase)
        VALUES (@Seq, @Change, @Known, @At, @Type, @Resource, @Id, @StartupId, @Phase)
        """;

    private const string SpecimensSql = "SELECT kind, id FROM specimens";

    private const string PhaseSql = """
        SELECT s.phase
          FROM spans s
         WHERE s.startup_id = @id
           AND s.from_day <= @day
           AND s.to_day > @day
           AND
        """;

    /// <summary>The last item's number; 0 before the first.</summary>
    public static Task<long> FeedHeadAsync(this Tx tx) => tx.ScalarAsync<long>(LastSql);

    /// <summary>Appends what this transaction has touched.</summary>
    public static async Task AppendFeedAsync(Tx tx)
    {
        if (tx.Touched.Count > 0)
            await tx.AppendFeedAsync(tx.Touched, tx.Now, tx.Versions.Sequence, tx.Sequence);

        // What is hidden or erased is told otherwise, be it of long ago.
        if (tx.HasRaised(Areas.Removals))
            tx.RaiseFeed();
    }

    /// <summary>Appends what a transaction touched that ended with a change.</summary>
    /// <param name="before">The last change before it.</param>
    /// <param name="known">Its last change.</param>
    public static async Task AppendFeedAsync(this Tx tx, IReadOnlyList<Touched> touched, DateTimeOffset at, long before, long known)
    {
        var specimens = (await tx.QueryAsync<Specimen>(SpecimensSql)).Select(one => (one.Kind, one.Id)).ToHashSet();
        var told = FeedTypes.Told(touched).Where(thing => !specimens.Contains((thing.Resource, thing.Id))
            && !(thing.StartupId is { } startup && specimens.Contains((Kinds.Startup, startup)))).ToList();
        if (told.Count == 0)
            return;

        var day = at.DayInParis();
        var seq = await tx.FeedHeadAsync();
        var lasts = told.Where(thing => thing.Resource == Kinds.Startup).GroupBy(thing => thing.Id)
            .Select(same => same.Last()).ToHashSet();
        foreach (var thing in told)
            await tx.ExecuteAsync(AddSql, new
            {
                Seq = ++seq,
                thing.Change,
                Known = known,
                At = at,
                Type = FeedTypes.Of(thing),
                thing.Resource,
                thing.Id,
                thing.StartupId,
                Phase = lasts.Contains(thing) ? await EnteredAsync(tx, thing, day, before, known) : null,
            });
        tx.RaiseFeed();
    }

    // A planned phase that takes effect was known before.
    private static async Task<string?> EnteredAsync(Tx tx, Touched thing, DateOnly day, long before, long known)
    {
        var now = await PhaseAsync(tx, thing.Id, day, known);
        return thing.ChangeType == "phase.started" || now != await PhaseAsync(tx, thing.Id, day, before) ? now : null;
    }

    private static Task<string?> PhaseAsync(Tx tx, string id, DateOnly day, long sequence) =>
        tx.FirstAsync<string>($"{PhaseSql} {new Knowledge(sequence).Of("s")}", new { id, day, sequence });

    private sealed record Specimen
    {
        public required string Kind { get; init; }
        public required string Id { get; init; }
    }
}
