namespace Incubateurs.Storage;

/// <summary>Data of persons that must not be kept any longer.</summary>
/// <param name="IsDue">Whether there is any; a read.</param>
/// <param name="Forget">Deletes it.</param>
internal sealed record Forgettable(Func<Tx, Task<bool>> IsDue, Func<Tx, Task> Forget);

/// <summary>Deletes in time what must not be kept, whether anybody asks or not, so that the file does not hold it any more.</summary>
internal sealed partial class ForgettingService(
    IEnumerable<Forgettable> forgettables, Database database, TimeProvider time, ILogger<ForgettingService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private bool unwiped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ForgetAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StorageException exception)
            {
                Log.Waits(logger, exception);
                await Task.Delay(Pause, time, CancellationToken.None).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ForgetAsync(CancellationToken cancellation)
    {
        foreach (var forgettable in forgettables)
            if (await database.ReadAsync(forgettable.IsDue, cancellation))
            {
                unwiped = true;
                _ = await database.WriteAsync(
                    Actor.System,
                    async tx =>
                    {
                        await forgettable.Forget(tx);
                        return 0;
                    },
                    cancellation);
            }

        // A reader may still need what the log holds; then it is tried again.
        if (unwiped)
            unwiped = !await database.WipeLogAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What must be forgotten could not be deleted; it is tried again.")]
        public static partial void Waits(ILogger logger, Exception exception);
    }
}
