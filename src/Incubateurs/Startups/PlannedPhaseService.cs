using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>The timer: looks every minute, and once at the start, whether a phase has begun while nobody wrote.</summary>
internal sealed class PlannedPhaseService(Database database, TimeProvider time, ILogger<PlannedPhaseService> logger)
    : RepeatedWork(time, logger)
{
    protected override string Waiting => "Phases that have begun could not be announced";

    protected override TimeSpan Pause { get; } = TimeSpan.FromMinutes(1);

    // Any write announces what is due: this one writes nothing else.
    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        if (await database.ReadAsync(PlannedPhaseStore.IsPhaseDueAsync, cancellation))
            _ = await database.WriteAsync(Actor.System, _ => Task.FromResult(0), cancellation);
        return Pause;
    }
}
