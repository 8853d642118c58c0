using Incubateurs.Web.Bodies;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Webhooks;

/// <summary>Agents make webhooks, change and delete them.</summary>
internal static class WebhookWriteEndpoints
{
    private static readonly TimeSpan FormerIsGood = TimeSpan.FromDays(1);

    public static void MapWrites(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapPost("", AddWebhook).WithName(nameof(AddWebhook));
        webhooks.MapPatch("/{id}", EditWebhook).WithName(nameof(EditWebhook)).RequiresIfMatch();
        webhooks.MapDelete("/{id}", RemoveWebhook).WithName(nameof(RemoveWebhook));
        webhooks.MapPost("/{id}/secret", RotateSecret).WithName(nameof(RotateSecret));
    }

    /// <summary>Makes a webhook.</summary>
    /// <remarks>
    /// It begins with what changes from now on; `redeliveries` goes back. The answer shows its secret, this once: each delivery is signed
    /// with it as Standard Webhooks say. The address is public and of https. An administration has at most 50.
    /// </remarks>
    private static Task<Results<CreatedAnswer<Webhook>, BadRequestProblem, ConflictProblem>> AddWebhook(
        NewWebhook body, Writing writing, HttpContext http) =>
        writing.RunAsync<Results<CreatedAnswer<Webhook>, BadRequestProblem, ConflictProblem>>(async tx =>
        {
            var (filter, problem) = await WebhookFilters.ReadAsync(tx, body);
            if (problem is not null)
                return problem;

            var administration = http.Actor()!.AdministrationId!;
            if (await tx.CountWebhooksOfAsync(administration) >= WebhookProblems.Most)
                return new ConflictProblem(WebhookProblems.TooManyWebhooks);

            var (id, secret) = (Ids.New(tx.Now), WebhookSecret.New());
            await tx.AddWebhookAsync(id, body.Url.Trim(), filter, secret, administration);
            var shown = (await tx.FindWebhookAsync(id))!.Shown(tx.Clock);
            return new CreatedAnswer<Webhook>($"/v1/webhooks/{id}", shown with { Secret = secret }, shown);
        });

    /// <summary>Changes a webhook.</summary>
    /// <remarks>
    /// A merge patch (RFC 7396) of its address, its filters and `enabled`; `If-Match` names the version that was read. What failed is tried
    /// afresh, and what was stopped goes on where it was: nothing is lost. `redeliveries` with a later `from` leaves items out.
    /// </remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static Task<Results<UpdatedAnswer<Webhook>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>> EditWebhook(
        string id, MergePatch<WebhookDescription> patch, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Webhook>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindWebhookAsync(id) is not { } before)
                return WebhookEndpoints.NotFound(id);
            if (writing.Stale(before.Version) is { } stale)
                return stale;
            if (patch.Apply(before.Described(), out var description) is { } wrong)
                return wrong;

            var (filter, problem) = await WebhookFilters.ReadAsync(tx, description, before.Filter);
            if (problem is not null)
                return problem;

            tx.IsOfSpecimen = before.IsSpecimen;
            var enabled = description.Enabled ?? true;
            var disabled = enabled ? null : before.Disabled ?? new(tx.Now, DisablingReason.Agent);
            if (description.Url.Trim() != before.Url || filter.Key != before.Filter.Key || enabled != before.Disabled is null)
                await tx.EditWebhookAsync(id, description.Url.Trim(), filter, disabled);
            return new UpdatedAnswer<Webhook>((await tx.FindWebhookAsync(id))!.Shown(tx.Clock));
        });

    /// <summary>Deletes a webhook.</summary>
    /// <remarks>With its secret and its log: nothing more is sent.</remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static Task<Results<DeletedAnswer, NotFoundProblem, PreconditionFailedProblem>> RemoveWebhook(string id, Writing writing) =>
        writing.RunAsync<Results<DeletedAnswer, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindWebhookAsync(id) is not { } webhook)
                return WebhookEndpoints.NotFound(id);
            if (writing.Stale(webhook.Version) is { } stale)
                return stale;

            tx.IsOfSpecimen = webhook.IsSpecimen;
            await tx.RemoveWebhookAsync(id);
            return new DeletedAnswer();
        });

    /// <summary>Gives a webhook a new secret.</summary>
    /// <remarks>
    /// The answer shows it, this once. For a day deliveries are signed with both: a receiver that takes either signature misses nothing.
    /// </remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<RotatedSecret>, NotFoundProblem, PreconditionFailedProblem>> RotateSecret(
        string id, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<RotatedSecret>, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindWebhookAsync(id) is not { } webhook)
                return WebhookEndpoints.NotFound(id);
            if (writing.Stale(webhook.Version) is { } stale)
                return stale;

            tx.IsOfSpecimen = webhook.IsSpecimen;
            var (secret, until) = (WebhookSecret.New(), tx.Clock + FormerIsGood);
            await tx.RotateSecretAsync(id, secret, until);
            var rotated = new RotatedSecret(id, until);
            return new CreatedAnswer<RotatedSecret>($"/v1/webhooks/{id}", rotated with { Secret = secret }, rotated);
        });
}
