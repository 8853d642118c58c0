using Incubateurs.Storage;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Candidacies;

/// <summary>Deletes the contacts of candidates 90 days after their hand-over closed.</summary>
internal sealed partial class ContactTimer(Database database, TimeProvider time, ILogger<ContactTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await database.ReadAsync(tx => tx.HasOldContactsAsync(tx.Now), stoppingToken))
                    _ = await database.WriteAsync(
                        Actor.System,
                        async tx =>
                        {
                            await tx.ForgetContactsAsync();
                            return 0;
                        },
                        stoppingToken);
            }
            catch (SqliteException exception)
            {
                Log.Waits(logger, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Old contacts could not be deleted; the next try is in ten minutes.")]
        public static partial void Waits(ILogger logger, Exception exception);
    }
}
