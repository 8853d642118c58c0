using System.Globalization;
using System.Text.Json;
using Incubateurs.Changes;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>What all who deliver share: the messages, and what is written of them.</summary>
internal sealed class Deliveries(
    Database database, FeedFollower feed, WebhookSender sender, GroupedWrites writes, ProxySettings proxies, TimeProvider time)
{
    /// <summary>Names this process to others of the same database.</summary>
    public string Owner { get; } = Ids.New(database.Now);

    public FeedFollower Feed { get; } = feed;

    public GroupedWrites Writes { get; } = writes;

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => database.Now;

    /// <summary>The version of what agents see for which webhooks are as they were read; beaten after each look.</summary>
    public Pulse Looked { get; } = new();

    public long Seen { get; set; } = -1;

    /// <summary>
    /// Whether no agent has changed a webhook since they were looked at: where one has, it is waited until that is taken in, so that
    /// nothing is sent with a former secret alone, to a former address, or to a webhook that is deleted.
    /// </summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellation)
    {
        var looked = Looked.Next;
        if (database.Versions().Agents.Number == Seen)
            return true;

        // Another process may have written, which wakes nobody here.
        database.Commits.Beat();
        await looked.WaitAsync(cancellation);
        return false;
    }

    /// <summary>Sends an item in its turn: as the feed's page has it.</summary>
    public Task<Outcome> SendAsync(StoredWebhook webhook, ChangeItem item, CancellationToken cancellation) =>
        sender.SendInTurnAsync(webhook, MessageOf(webhook, item.Seq), Body(item), cancellation);

    /// <summary>Sends an item again, at once, under the same id.</summary>
    public async Task<WebhookAttempt> SendAgainAsync(
        StoredWebhook webhook, ChangeItem item, Language language, CancellationToken cancellation)
    {
        var outcome = await sender.SendAsync(webhook, MessageOf(webhook, item.Seq), Body(item), cancellation);
        return Attempt(AttemptKind.Redelivery, outcome, item.Seq, nextTryAt: null, language);
    }

    /// <summary>Sends a test, at once: an item that is none, whose number is 0.</summary>
    public async Task<WebhookAttempt> SendTestAsync(StoredWebhook webhook, Language language, CancellationToken cancellation)
    {
        var now = Now;
        var test = new ChangeItem(0, now, "webhook.test", "webhook", webhook.Id, $"/v1/webhooks/{webhook.Id}", Data: null);
        var outcome = await sender.SendAsync(webhook, $"{webhook.Id}-{Ids.New(now)}", Body(test), cancellation);
        return Attempt(AttemptKind.Test, outcome, seq: null, nextTryAt: null, language);
    }

    /// <summary>An attempt as it is put on record.</summary>
    public static WebhookAttempt Attempt(
        AttemptKind kind, Outcome outcome, long? seq, DateTimeOffset? nextTryAt, Language language = Language.Fr) => new(
        Ids.New(outcome.At),
        kind,
        outcome.At.Truncated(),
        (int)outcome.Duration.TotalMilliseconds,
        outcome.Error is null,
        seq,
        outcome.StatusCode,
        outcome.Error,
        Outcome.DetailOf(outcome.Error, language),
        nextTryAt);

    // Of this webhook and item, at every attempt; without a full stop, which stands between what is signed.
    private static string MessageOf(StoredWebhook webhook, long seq) => string.Create(CultureInfo.InvariantCulture, $"{webhook.Id}-{seq}");

    private byte[] Body(ChangeItem item) =>
        JsonSerializer.SerializeToUtf8Bytes(item with { Href = proxies.PathBase + item.Href }, Json.Options);
}
