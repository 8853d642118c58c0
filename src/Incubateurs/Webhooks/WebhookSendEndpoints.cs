using Incubateurs.Changes;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Microsoft.AspNetCore.Http.HttpResults;
using SentAgain = Microsoft.AspNetCore.Http.HttpResults.Results<
    Incubateurs.Web.Writes.CreatedAnswer<Incubateurs.Webhooks.Redelivery>,
    Incubateurs.Web.Problems.BadRequestProblem,
    Incubateurs.Web.Problems.NotFoundProblem>;

namespace Incubateurs.Webhooks;

/// <summary>
/// What agents have sent: a test, or something again. What is sent at once is awaited before the write begins, and holds up nobody.
/// </summary>
internal static class WebhookSendEndpoints
{
    public static void MapSending(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapPost("/{id}/test", TestWebhook).WithName(nameof(TestWebhook)).InLanguageAskedFor();
        webhooks.MapPost("/{id}/redeliveries", AddRedelivery).WithName(nameof(AddRedelivery)).InLanguageAskedFor();
    }

    /// <summary>Sends a test to a webhook, at once.</summary>
    /// <remarks>
    /// Signed as deliveries are, also where it is disabled: an item of the type `webhook.test` whose `seq` is 0. The answer tells how it
    /// was received; that it was not is an answer, too.
    /// </remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static async Task<Results<CreatedAnswer<WebhookAttempt>, NotFoundProblem>> TestWebhook(
        string id, Writing writing, HttpContext http, Database database, Deliveries deliveries)
    {
        await writing.RefuseRepeatedAsync();
        if (await database.ReadAsync(tx => tx.FindWebhookAsync(id), http.RequestAborted) is not { } webhook)
            return WebhookEndpoints.NotFound(id);

        var attempt = await deliveries.SendTestAsync(webhook, http.Language(), http.RequestAborted);
        return await writing.RunAsync<Results<CreatedAnswer<WebhookAttempt>, NotFoundProblem>>(async tx =>
        {
            await tx.AddAttemptsAsync(id, attempt);
            return new CreatedAnswer<WebhookAttempt>($"/v1/webhooks/{id}/attempts", attempt);
        });
    }

    /// <summary>Sends again what was sent, or was not.</summary>
    /// <remarks>
    /// With `from` the webhook goes on from this item, in order, as soon as it is enabled. With `attempt` the item of that attempt is sent
    /// at once, beside the others, and the answer tells how it was received. An item has the same `webhook-id` each time.
    /// </remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static async Task<SentAgain> AddRedelivery(
        string id, NewRedelivery body, Writing writing, HttpContext http, Database database, FeedFollower feed, Deliveries deliveries)
    {
        if (body.From is { } from)
            return await writing.RunAsync<SentAgain>(tx => MoveAsync(tx, id, from));

        await writing.RefuseRepeatedAsync();
        var (webhook, item) = await database.ReadAsync(tx => FindAsync(tx, id, body.Attempt!, feed), http.RequestAborted);
        if (webhook is null)
            return WebhookEndpoints.NotFound(id);
        if (item is null)
            return BadRequestProblem.Of([new("attempt", new(
                "Aucune tentative de ce webhook n'a cet identifiant et un article.",
                "No attempt of this webhook has this id and an item."))]);

        var attempt = await deliveries.SendAgainAsync(webhook, item, http.Language(), http.RequestAborted);
        return await writing.RunAsync<SentAgain>(async tx =>
        {
            await tx.AddAttemptsAsync(id, attempt);
            return new CreatedAnswer<Redelivery>($"/v1/webhooks/{id}/attempts", new(Sent: attempt));
        });
    }

    private static async Task<SentAgain> MoveAsync(Tx tx, string id, long from)
    {
        if (await tx.FindWebhookAsync(id) is not { } webhook)
            return WebhookEndpoints.NotFound(id);
        if (from > await tx.FeedHeadAsync() + 1)
            return BadRequestProblem.Of([new("from", new("Le flux ne va pas si loin.", "The feed does not go so far."))]);

        tx.IsOfSpecimen = webhook.IsSpecimen;
        await tx.MoveWebhookAsync(id, from - 1);
        return new CreatedAnswer<Redelivery>($"/v1/webhooks/{id}", new(From: from));
    }

    private static async Task<(StoredWebhook? Webhook, ChangeItem? Item)> FindAsync(Tx tx, string id, string attempt, FeedFollower feed)
    {
        var webhook = await tx.FindWebhookAsync(id);
        if (webhook is null || (await tx.FindAttemptAsync(id, attempt))?.Seq is not { } seq)
            return (webhook, null);

        var batch = await feed.ReadAsync(tx, FeedFilter.Everything, seq - 1, 1);
        return (webhook, batch.Items.Count > 0 ? batch.Items[0] : null);
    }
}
