using Incubateurs.Changes;
using Incubateurs.Storage;

namespace Incubateurs.Webhooks;

/// <summary>
/// Follows the feed for one webhook: one item at a time, in order, each until it is delivered. It holds the lease while there is something
/// to deliver, and goes by what the database says of how far it has come.
/// </summary>
internal sealed partial class DeliveryWork(StoredWebhook webhook, Deliveries deliveries, ILogger logger)
{
    private const int MostAtOnce = 50;

    // What is passed by without a delivery is noted now and then: a webhook that asks for little would else begin far behind.
    private const int MostUnnoted = 10_000;

    // Another process takes over no later than this.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LeastLease = WebhookSender.Patience + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private WebhookState state = webhook.State;

    // As the database has it.
    private long noted = webhook.State.Position;
    private DateTimeOffset leaseUntil = DateTimeOffset.MinValue;
    private bool isDisabled;

    private bool HasLease => leaseUntil - deliveries.Now >= LeastLease;

    /// <summary>Until the webhook is not as it was any more, or the server stops; what was delivered is then on record.</summary>
    /// <param name="changed">What waits is left; what is being sent is awaited.</param>
    /// <param name="stop">What is being sent is left, and sent again another time.</param>
    public async Task RunAsync(CancellationToken changed, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(changed, stop);
        while (!either.IsCancellationRequested && !isDisabled)
            try
            {
                await TurnAsync(either.Token, stop);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The storage cannot take it now; whatever else it is, no other webhook waits for it.
                Log.Waits(logger, exception, webhook.Id);
                leaseUntil = DateTimeOffset.MinValue;
                await PauseAsync(Pause, either.Token);
            }

        await GiveBackAsync();
    }

    private async Task TurnAsync(CancellationToken either, CancellationToken stop)
    {
        if (state.NextTryAt is { } at && at > deliveries.Now)
            await Task.Delay(at - deliveries.Now, deliveries.Time, either);

        var batch = await deliveries.Feed.NextAsync(webhook.Filter, state.Position, MostAtOnce);
        if (batch.Items.Count > 0)
        {
            if (await deliveries.IsCurrentAsync(either) && (HasLease || await TakeLeaseAsync(either)))
                await DeliverAsync(batch, either, stop);
            return;
        }

        state = state with { Position = batch.Position };
        if (state.Position - noted >= MostUnnoted)
        {
            _ = await deliveries.Writes.WriteAsync(async tx =>
            {
                await tx.SkipAsync(webhook.Id, webhook.Turn, state.Position);
                return 0;
            });
            noted = state.Position;
        }

        if (batch.IsLast)
            _ = await deliveries.Feed.WaitAsync(batch.Version, Quiet, either);
    }

    // True where it goes on from here; another process may have come further.
    private async Task<bool> TakeLeaseAsync(CancellationToken either)
    {
        var until = deliveries.Now + Lease;
        if (await deliveries.Writes.WriteAsync(tx => tx.TakeLeaseAsync(webhook.Id, webhook.Turn, deliveries.Owner, until)) is not { } found)
        {
            await Task.Delay(Pause, deliveries.Time, either);
            return false;
        }

        leaseUntil = until;
        if (found.Position == noted && found.NextTryAt == state.NextTryAt)
            return true;

        (state, noted) = (found, found.Position);
        return false;
    }

    private async Task DeliverAsync(FeedBatch batch, CancellationToken either, CancellationToken stop)
    {
        List<WebhookAttempt> attempts = [];
        WebhookDisabling? disabling = null;
        try
        {
            foreach (var item in batch.Items)
            {
                if (either.IsCancellationRequested || !HasLease)
                    break;

                var outcome = await deliveries.SendAsync(webhook, item, stop);
                (state, disabling) = After(item, outcome);
                attempts.Add(Deliveries.Attempt(AttemptKind.Item, outcome, item.Seq, state.NextTryAt));
                if (outcome.Error is not null)
                    break;
            }

            if (attempts.Count == batch.Items.Count && state.FailingSince is null)
                state = state with { Position = batch.Position };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The item may have come there: it is sent again.
        }

        await SaveAsync(attempts, disabling, either.IsCancellationRequested);
    }

    private (WebhookState State, WebhookDisabling? Disabling) After(ChangeItem item, Outcome outcome)
    {
        if (outcome.Error is null)
            return (new(item.Seq), null);

        var now = deliveries.Now;
        var since = state.FailingSince ?? now;
        var failed = state with { Failures = state.Failures + 1, FailingSince = since, NextTryAt = null };
        if (outcome.StatusCode == 410)
            return (failed, new(now, DisablingReason.Gone));

        var next = RetryRules.NextTry(webhook.Id, failed.Failures, since, now, outcome.RetryAfter);
        return (failed with { NextTryAt = next }, next is null ? new(now, DisablingReason.Failing) : null);
    }

    // What waits for long, and what ends, holds no lease.
    private async Task SaveAsync(List<WebhookAttempt> attempts, WebhookDisabling? disabling, bool ends)
    {
        DateTimeOffset? until = ends || state.FailingSince is not null ? null : deliveries.Now + Lease;
        var isOurs = await deliveries.Writes.WriteAsync(async tx =>
        {
            await tx.AddAttemptsAsync(webhook.Id, attempts);
            var saved = await tx.SaveDeliveryAsync(webhook.Id, webhook.Turn, deliveries.Owner, state, until);
            if (saved && disabling is not null)
                await tx.DisableWebhookAsync(webhook.Id, webhook.Turn, disabling);
            return saved;
        });
        (noted, leaseUntil) = (state.Position, isOurs && until is { } held ? held : DateTimeOffset.MinValue);
        if (isOurs && disabling is { } why)
        {
            isDisabled = true;
            Log.Disabled(logger, webhook.Id, why.Reason);
        }
    }

    // Who starts again, or another one, need not wait for it to end.
    private async Task GiveBackAsync()
    {
        try
        {
            if (leaseUntil > deliveries.Now)
                await SaveAsync([], disabling: null, ends: true);
        }
        catch (StorageException exception)
        {
            Log.Waits(logger, exception, webhook.Id);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken either)
    {
        try
        {
            await Task.Delay(pause, deliveries.Time, either);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Id} could not go on; it is tried again.")]
        public static partial void Waits(ILogger logger, Exception exception, string id);

        [LoggerMessage(
            Level = LogLevel.Warning, Message = "Webhook {Id} is disabled ({Reason}): nothing is sent until an agent enables it.")]
        public static partial void Disabled(ILogger logger, string id, DisablingReason reason);
    }
}
