namespace Incubateurs.Storage;

/// <summary>
/// Work that the server does by itself, again and again: one loop for all of it. A pause follows each turn, and no periodic
/// timer: when the clock leaps, the turns left out are not caught up. What the storage cannot do now is tried again.
/// </summary>
internal abstract partial class RepeatedWork(TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>What is waited for when the storage cannot take it, for the log.</summary>
    protected abstract string Waiting { get; }

    /// <summary>How long is waited after the storage could not take it.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>One turn.</summary>
    /// <returns>The pause until the next one.</returns>
    protected abstract Task<TimeSpan> RunAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await Task.Delay(await TryAsync(stoppingToken), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<TimeSpan> TryAsync(CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(cancellation);
        }
        catch (StorageException exception)
        {
            Log.Waits(logger, exception, Waiting);
            return Pause;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Waiting}; it is tried again.")]
        public static partial void Waits(ILogger logger, Exception exception, string waiting);
    }
}
