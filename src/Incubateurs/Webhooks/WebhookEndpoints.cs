using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Webhooks;

/// <summary>Webhooks over HTTP, as agents read them. How far each has come moves by itself: these answers have no validator.</summary>
internal static class WebhookEndpoints
{
    public const string Tag = "Changes";

    public static void AddWebhooks(this IServiceCollection services)
    {
        _ = services.AddSingleton<IValidator<NewWebhook>, WebhookValidator<NewWebhook>>();
        _ = services.AddSingleton<IValidator<WebhookDescription>, WebhookValidator<WebhookDescription>>();
        _ = services.AddSingleton<IValidator<NewRedelivery>, NewRedeliveryValidator>();
        _ = services.AddSingleton(provider => WebhookSettings.Of(provider.GetRequiredService<IConfiguration>()));
        _ = services.AddSingleton<WebhookSender>();
        _ = services.AddSingleton<GroupedWrites>();
        _ = services.AddSingleton<Deliveries>();
        _ = services.AddSingleton(AttemptStore.Old);
        _ = services.AddHostedService<DeliveryService>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/webhooks").WithTags(Tag).RequireAgent();
        webhooks.MapGet("", ListWebhooks).WithName(nameof(ListWebhooks)).WithQuery([PageQuery.LimitParameter, PageQuery.CursorParameter]);
        webhooks.MapGet("/{id}", ReadWebhook).WithName(nameof(ReadWebhook));
        webhooks.MapGet("/{id}/attempts", ListAttempts).WithName(nameof(ListAttempts)).InLanguageAskedFor()
            .WithQuery([PageQuery.LimitParameter, PageQuery.CursorParameter]);
        webhooks.MapWrites();
        webhooks.MapSending();
    }

    /// <summary>Lists the webhooks of all administrations.</summary>
    /// <remarks>For agents, of whatever administration; the oldest first, without their secrets.</remarks>
    private static async Task<Ok<WebhookPage>> ListWebhooks(PageQuery query, HttpContext http, Database database)
    {
        var slice = await database.ReadAsync(tx => tx.ListWebhooksAsync(query.After, query.Limit), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(
            new WebhookPage([.. slice.Items.Select(webhook => webhook.Shown(database.Now))], slice.Total, query.Next(slice)));
    }

    /// <summary>Gives one webhook.</summary>
    /// <remarks>For agents: whether it is enabled, how far it has come, and never its secret. `version` goes into `If-Match`.</remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static async Task<Results<Ok<Webhook>, NotFoundProblem>> ReadWebhook(string id, HttpContext http, Database database)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await database.ReadAsync(tx => tx.FindWebhookAsync(id), http.RequestAborted) is not { } webhook)
            return NotFound(id);

        // Weak: what says how far it has come is no part of the version.
        http.Response.Headers.ETag = new EntityTagHeaderValue($"\"{webhook.Version}\"", isWeak: true).ToString();
        return TypedResults.Ok(webhook.Shown(database.Now));
    }

    /// <summary>Lists the attempts of a webhook.</summary>
    /// <remarks>
    /// For agents; the newest first. The last thousand are kept, for 30 days. What the receiver answered is not kept, but for its status.
    /// </remarks>
    /// <param name="id">Id of the webhook, case-sensitive.</param>
    private static async Task<Results<Ok<WebhookAttemptPage>, NotFoundProblem>> ListAttempts(
        string id, PageQuery query, HttpContext http, Database database)
    {
        http.Response.Headers.CacheControl = "no-store";
        var slice = await database.ReadAsync(
            async tx => await tx.FindWebhookAsync(id) is null
                ? null
                : await tx.ListAttemptsAsync(id, query.After, query.Limit, http.Language()),
            http.RequestAborted);
        if (slice is null)
            return NotFound(id);

        http.Response.Headers.ContentLanguage = http.Language().Code();
        return TypedResults.Ok(new WebhookAttemptPage(slice.Items, slice.Total, query.Next(slice)));
    }

    public static NotFoundProblem NotFound(string id) => new(new(
        $"Aucun webhook n'a l'identifiant « {id.Shown()} ».", $"No webhook has the id “{id.Shown()}”."));
}
