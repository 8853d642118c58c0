using Incubateurs.Storage;

namespace Incubateurs.Changes;

/// <summary>
/// Fills in the feed of a portfolio that an earlier build has written, from the first import on: what each change touched is in the rows
/// that begin or end with it. Once, when the database is opened, in one transaction.
/// </summary>
internal static class FeedUpgradeStore
{
    private const string TouchedSql = """
        WITH touched (change, resource, id, startup_id, type) AS (
               SELECT v.known_from, 'startup', v.startup_id, v.startup_id, NULL FROM startup_versions v
                UNION
               SELECT v.known_to, 'startup', v.startup_id, v.startup_id, NULL FROM startup_versions v
                UNION
               SELECT p.known_from, 'startup', p.startup_id, p.startup_id, 'phase.added'
                 FROM startup_phases p
                WHERE p.hand_over_id IS NOT NULL
                UNION
               SELECT f.known_from, 'startup', f.id, f.id, NULL FROM former_ids f WHERE f.kind = 'startup'
                UNION
               SELECT f.known_to, 'startup', f.id, f.id, NULL FROM former_ids f WHERE f.kind = 'startup'
                UNION
               SELECT h.known_from, 'startup', h.startup_id, h.startup_id, NULL FROM startup_hosts h
                UNION
               SELECT h.known_from, 'handOver', h.id, h.startup_id, NULL FROM hand_overs h
                UNION
               SELECT c.known_from, 'committee', c.id, c.startup_id, NULL FROM committees c
                UNION
               SELECT c.known_to, 'committee', c.id, c.startup_id, NULL FROM committees c
                UNION
               SELECT b.known_from, 'benefit', b.id, b.startup_id, NULL FROM benefits b
                UNION
               SELECT v.known_from, 'incubator', v.incubator_id, NULL, NULL FROM incubator_versions v
                UNION
               SELECT v.known_to, 'incubator', v.incubator_id, NULL, NULL FROM incubator_versions v
                UNION
               SELECT v.known_from, 'administration', v.administration_id, NULL, NULL FROM administration_versions v
                UNION
               SELECT v.known_to, 'administration', v.administration_id, NULL, NULL FROM administration_versions v
                UNION
               SELECT s.known_from, 'administration', s.predecessor_id, NULL, NULL FROM successions s
                UNION
               SELECT s.known_to, 'administration', s.predecessor_id, NULL, NULL FROM successions s
                UNION
               SELECT w.known_from, w.kind, w.id, CASE w.kind WHEN 'startup' THEN w.id END, NULL FROM withdrawals w
                UNION
               SELECT w.known_to, w.kind, w.id, CASE w.kind WHEN 'startup' THEN w.id END, NULL FROM withdrawals w
                UNION
               SELECT c.sequence, 'startup', c.subject_id, c.subject_id, NULL
                 FROM changes c
                WHERE c.subject = 'startup'
                  AND (c.type LIKE 'startup.%' OR c.type LIKE 'phase.%'))
        SELECT t.change, c.at, c.type AS change_type, t.resource, t.id, t.startup_id, t.type
          FROM touched t
          JOIN changes c ON c.sequence = t.change
         ORDER BY t.change, t.resource, t.id
        """;

    public static async Task FillFeedAsync(this Database database, CancellationToken cancellation)
    {
        // Before any write.
        if (database.Versions().Feed.Number < 0)
            _ = await database.WriteAsync(Actor.System, _ => Task.FromResult(0), cancellation);
    }

    /// <summary>Fills it in where that has not been done. The changes of a transaction have its instant.</summary>
    public static async Task FillFeedAsync(this Tx tx)
    {
        if (tx.Versions.Feed.Number >= 0)
            return;

        tx.RaiseFeed();
        var before = 0L;
        foreach (var transaction in (await tx.QueryAsync<Row>(TouchedSql)).ToList().GroupBy(row => row.At))
        {
            var known = await tx.SequenceAtAsync(transaction.Key);
            await tx.AppendFeedAsync([.. transaction.Select(row => row.Touched())], transaction.Key, before, known);
            before = known;
        }
    }

    private sealed record Row
    {
        public required long Change { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string ChangeType { get; init; }
        public required string Resource { get; init; }
        public required string Id { get; init; }
        public string? StartupId { get; init; }
        public string? Type { get; init; }

        public Touched Touched() => new(Change, ChangeType, Resource, Id, StartupId, Type);
    }
}
