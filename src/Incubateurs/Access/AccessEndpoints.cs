using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Access;

/// <summary>Who one is, as the credentials say.</summary>
/// <param name="Agent">E-mail address of the agent.</param>
/// <param name="Administration">For which administration it acts.</param>
/// <param name="Via">Whether a key or a token says so.</param>
/// <param name="Siret">The SIRET that the key or the token bears.</param>
/// <param name="ExpiresAt">When the key or the token ends, if it does.</param>
public sealed record Me(
    string Agent, AdministrationReference Administration, Credential Via, string? Siret = null, DateTimeOffset? ExpiresAt = null);

/// <summary>Who I am, and who did what.</summary>
internal static class AccessEndpoints
{
    private const string Tag = "Access";

    private static readonly TextParameter Agent = new("agent", "E-mail address of an agent; for agents alone.", 254);
    private static readonly IdParameter Administration =
        new("administration", "Id of an administration.", Kinds.Administration) { AsksPast = _ => true };
    private static readonly TextParameter Resource = new("resource", "Path that was asked for, such as `/v1/startups/exemple`.", 500);
    private static readonly InstantParameter From =
        new("from", "The first instant of the period; for the anonymous its whole day in Paris.");
    private static readonly InstantParameter To =
        new("to", "The instant at which the period ends, not included; for the anonymous the last day is whole.");
    private static readonly SealParameter Kept = new("from", "A head that was kept; whether the log goes on from it is told.");

    private static readonly IReadOnlyList<QueryParameter> ListQuery =
        [Agent, Administration, Resource, From, To, PageQuery.LimitParameter, PageQuery.CursorParameter];

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AccessLog>();
        services.AddSingleton<IWriteWitness>(provider => provider.GetRequiredService<AccessLog>());
        services.AddSingleton(provider => AccessSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<SealSigner>();
        services.AddHostedService<AccessLogService>();
        services.AddSingleton<AccessVerification>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessVerification>());
        services.AddSingleton(provider => OpenIdSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ITokenReader, OpenIdTokens>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", ReadMe).WithTags(Tag).WithName(nameof(ReadMe)).RequireAgent();
        var accesses = routes.MapGroup("/accesses").WithTags(Tag).AllowAnonymous();
        accesses.MapGet("", ListAccesses).WithName(nameof(ListAccesses)).WithQuery(ListQuery);
        accesses.MapGet("/seal", ReadAccessSeal).WithName(nameof(ReadAccessSeal)).WithQuery([Kept]);
    }

    /// <summary>Tells who one is.</summary>
    /// <remarks>As the key or the token says. All agents may do the same.</remarks>
    private static async Task<Ok<Me>> ReadMe(HttpContext http, Database database, IAgentAdministrations administrations)
    {
        http.Response.Headers.CacheControl = "no-store";
        var agent = http.Agent()!;
        var administration = await database.ReadAsync(
            tx => administrations.NameAsync(tx, agent.AdministrationId), http.RequestAborted);
        return TypedResults.Ok(new Me(agent.Agent, administration, agent.Via, agent.Siret, agent.ExpiresAt));
    }

    /// <summary>Lists accesses by agents.</summary>
    /// <remarks>
    /// The newest first. Anyone sees which administration did what, on which day, once the day is over; agents also see the persons, the
    /// instants and today. Each row carries its seal, so that anyone can follow the chain (docs/AUDIT.md).
    /// </remarks>
    private static async Task<Results<Ok<AccessPage>, UnauthorizedProblem>> ListAccesses(
        PageQuery page, HttpContext http, Database database, AccessLog log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var reader = http.Query();
        var isAgent = http.Agent() is not null;
        var filter = new AccessFilter(
            reader.Text(Agent),
            reader.Text(Administration),
            reader.Text(Resource),
            reader.Instant(From),
            reader.Instant(To),
            isAgent ? null : database.Today);
        if (filter.Agent is not null && !isAgent)
            return new UnauthorizedProblem(new("Seuls les agents filtrent par personne.", "Only agents filter by person."));

        if (isAgent)
            await log.FlushAsync();
        var slice = await database.ReadAsync(tx => tx.ListAccessesAsync(filter, page.After, page.Limit), http.RequestAborted);
        return TypedResults.Ok(new AccessPage(slice.Items, isAgent ? slice.Total : null, page.Next(slice)));
    }

    /// <summary>Gives the seal of the access log.</summary>
    /// <remarks>
    /// Each row is sealed with the hash of the one before, so that a head which somebody keeps holds all that came before it: `from` asks
    /// whether the log goes on from it. To the anonymous it is the head of the last day that is over.
    /// </remarks>
    private static async Task<Ok<AccessLogSeal>> ReadAccessSeal(
        HttpContext http, Database database, AccessLog log, AccessVerification verification, SealSigner signer)
    {
        http.Response.Headers.CacheControl = "no-store";
        var kept = http.Query().Text(Kept);
        var isAgent = http.Agent() is not null;
        if (isAgent)
            await log.FlushAsync();
        var seal = await database.ReadAsync(
            tx => tx.SealAsync(kept, isAgent ? null : tx.Today, verification.FirstAltered), http.RequestAborted);
        return TypedResults.Ok(seal with { Signature = seal.Day is { } day ? signer.Sign(day, seal.Rows, seal.Head) : null });
    }
}
