using Incubateurs.Storage;

namespace Incubateurs.Webhooks;

/// <summary>
/// Keeps one <see cref="DeliveryWork"/> for each webhook that is enabled, and begins anew whenever an agent, on whichever server, has
/// changed one.
/// </summary>
internal sealed partial class DeliveryService(Database database, Deliveries deliveries, ILogger<DeliveryService> logger) : BackgroundService
{
    // What another process has written wakes nobody here.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Running> all = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var next = database.Commits.Next;
                await TryLookAsync(stoppingToken);
                try
                {
                    await next.WaitAsync(Pause, deliveries.Time, stoppingToken);
                }
                catch (TimeoutException)
                {
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await Task.WhenAll(all.Values.Select(one => one.Work));
            foreach (var one in all.Values)
                one.Changed.Dispose();
        }
    }

    private async Task TryLookAsync(CancellationToken stop)
    {
        try
        {
            // What agents alone see: webhooks are of that.
            if (database.Versions().Agents.Number is var number && number != deliveries.Seen)
            {
                await LookAsync(stop);
                deliveries.Seen = number;
            }

            deliveries.Looked.Beat();
        }
        catch (StorageException exception)
        {
            Log.Waits(logger, exception);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var enabled = (await database.ReadAsync(tx => tx.ListEnabledWebhooksAsync(), stop)).ToDictionary(webhook => webhook.Id);
        foreach (var (id, running) in all.ToList())
            if (!enabled.TryGetValue(id, out var webhook) || !running.IsOf(webhook))
            {
                await running.Changed.CancelAsync();
                if (webhook is null && running.Work.IsCompleted && all.Remove(id))
                    running.Changed.Dispose();
            }

        foreach (var webhook in enabled.Values)
            if (!all.TryGetValue(webhook.Id, out var running) || !running.IsOf(webhook))
                all[webhook.Id] = Begin(webhook, running, stop);
    }

    // Never two for one webhook: the one before ends first.
    private Running Begin(StoredWebhook webhook, Running? before, CancellationToken stop)
    {
#pragma warning disable CA2000 // Disposed of by who comes after it, or in the end.
        var changed = new CancellationTokenSource();
#pragma warning restore CA2000
        return new(webhook.Turn, webhook.Url, changed, Task.Run(
            async () =>
            {
                if (before is not null)
                {
                    await before.Work;
                    before.Changed.Dispose();
                }

                await new DeliveryWork(webhook, deliveries, logger).RunAsync(changed.Token, stop);
            },
            CancellationToken.None));
    }

    private sealed record Running(long Turn, string Url, CancellationTokenSource Changed, Task Work)
    {
        // What was erased from an address is no turn of an agent's.
        public bool IsOf(StoredWebhook webhook) => webhook.Turn == Turn && webhook.Url == Url;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhooks could not be read; it is tried again.")]
        public static partial void Waits(ILogger logger, Exception exception);
    }
}
