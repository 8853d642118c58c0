namespace Incubateurs.Storage;

/// <summary>Reads the whole database once, beside the first requests: one that is damaged must not say that it is ready.</summary>
internal sealed class SoundnessService(Database database) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await database.CheckAsync(stoppingToken);
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            // Noted where it was met.
        }
    }
}
