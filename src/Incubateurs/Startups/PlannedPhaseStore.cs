using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>
/// A planned phase takes effect at midnight in Paris, though nobody writes. <c>phase.started</c> is appended to the log of
/// changes all the same, once: at the head of the next write, whatever that is, or by the timer. The mark on the row and
/// the change are of one transaction, so that neither a restart nor a second process repeats it.
/// </summary>
internal static class PlannedPhaseStore
{
    private const string DueSql = """
        SELECT count(*)
          FROM startup_phases
         WHERE planned = 1
           AND known_to = @Open
           AND starts_on <= @Today
           AND startup_id NOT IN (SELECT u.id FROM unlisted u WHERE u.kind = 'startup' AND u.known_to = @Open)
        """;

    private const string StartSql = """
           UPDATE startup_phases
              SET planned = 0
            WHERE planned = 1
              AND known_to = @Open
              AND starts_on <= @Today
              AND startup_id NOT IN (SELECT u.id FROM unlisted u WHERE u.kind = 'startup' AND u.known_to = @Open)
        RETURNING startup_id, id, phase, starts_on
        """;

    // Successions are few, and never too many to look at.
    private const string LastMoveSql = """
        SELECT max(day)
          FROM (SELECT starts_on AS day FROM startup_phases WHERE planned = 1 AND known_to = @Open AND starts_on <= @day
                 UNION ALL
                SELECT on_day AS day FROM successions WHERE known_to = @Open AND on_day <= @day) AS moves
        """;

    /// <summary>The last day, up to this one, on which a phase began that is not announced, or an administration succeeded.</summary>
    public static Task<DateOnly?> LastMoveAsync(Tx tx, DateOnly day) => tx.ScalarAsync<DateOnly?>(LastMoveSql, new { Tx.Open, day });

    /// <summary>Whether a phase has begun that was not announced.</summary>
    public static async Task<bool> IsPhaseDueAsync(this Tx tx) => await tx.ScalarAsync<long>(DueSql, new { Tx.Open, tx.Today }) > 0;

    /// <summary>Announces what has begun: the startup says something else of itself, so that this is a version of it.</summary>
    public static async Task StartPlannedPhasesAsync(this Tx tx)
    {
        var started = await tx.QueryAsync<Row>(StartSql, new { Tx.Open, tx.Today });
        foreach (var phase in started.OrderBy(phase => phase.StartsOn).ThenBy(phase => phase.StartupId, StringComparer.Ordinal))
        {
            var sequence = await tx.AppendAsync(
                Areas.Portfolio, "phase.started", Kinds.Startup, phase.StartupId, new
                {
                    after = new { phase.Id, phase.Phase, phase.StartsOn },
                }, Actor.System);
            if (await tx.FindRecordedAsync(phase.StartupId, Knowledge.Now) is { } startup)
                _ = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
        }
    }

    private sealed record Row
    {
        public required string StartupId { get; init; }
        public required string Id { get; init; }
        public required string Phase { get; init; }
        public required DateOnly StartsOn { get; init; }
    }
}
