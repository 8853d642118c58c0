using Incubateurs.Storage;

namespace Incubateurs.Incubation;

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

    /// <summary>Whether a phase has begun that was not announced.</summary>
    public static async Task<bool> IsPhaseDueAsync(this Tx tx) => await tx.ScalarAsync<long>(DueSql, new { Tx.Open, tx.Today }) > 0;

    /// <summary>
    /// Announces what has begun. The startup keeps its version: the phase was written long ago, and an agent who read the
    /// startup yesterday would lose an If-Match to nobody. Caches and validators do move, since the history shows it.
    /// </summary>
    public static async Task StartPlannedPhasesAsync(this Tx tx)
    {
        var started = await tx.QueryAsync<Row>(StartSql, new { Tx.Open, tx.Today });
        foreach (var phase in started.OrderBy(phase => phase.StartsOn).ThenBy(phase => phase.StartupId, StringComparer.Ordinal))
            _ = await tx.AppendAsync(
                Areas.Portfolio, "phase.started", Kinds.Startup, phase.StartupId, new
                {
                    after = new { phase.Id, phase.Phase, phase.StartsOn },
                }, Actor.System);
    }

    private sealed record Row
    {
        public required string StartupId { get; init; }
        public required string Id { get; init; }
        public required string Phase { get; init; }
        public required DateOnly StartsOn { get; init; }
    }
}
