using Incubateurs.Storage;

namespace Incubateurs.Incubation;

/// <summary>The timer: looks every minute, and once at the start, whether a phase has begun while nobody wrote.</summary>
internal sealed partial class PlannedPhaseService(Database database, TimeProvider time, ILogger<PlannedPhaseService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A delay after each look, and no periodic timer: when the clock leaps, the minutes left out are not caught up.
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // Any write announces what is due: this one writes nothing else.
    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            if (await database.ReadAsync(PlannedPhaseStore.IsPhaseDueAsync, cancellation))
                _ = await database.WriteAsync(Actor.System, _ => Task.FromResult(0), cancellation);
        }
        catch (StorageException exception)
        {
            Log.Waits(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Phases that have begun could not be announced; it is tried again.")]
        public static partial void Waits(ILogger logger, Exception exception);
    }
}
