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
    private static readonly InstantParameter From = new("from", "The first instant of the period.");
    private static readonly InstantParameter To = new("to", "The instant at which the period ends, not included.");

    private static readonly IReadOnlyList<QueryParameter> ListQuery =
        [Agent, Administration, Resource, From, To, PageQuery.LimitParameter, PageQuery.CursorParameter];

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AccessLog>();
        services.AddSingleton<IWriteWitness>(provider => provider.GetRequiredService<AccessLog>());
        services.AddSingleton(provider => AccessSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddHostedService<AccessLogService>();
        services.AddSingleton(provider => OpenIdSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ITokenReader, OpenIdTokens>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/me", ReadMe).WithTags(Tag).WithName(nameof(ReadMe)).RequireAgent();
        var accesses = routes.MapGroup("/accesses").WithTags(Tag).AllowAnonymous();
        accesses.MapGet("", ListAccesses).WithName(nameof(ListAccesses)).WithQuery(ListQuery);
        accesses.MapGet("/seal", ReadAccessSeal).WithName(nameof(ReadAccessSeal));
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
    /// <remarks>The newest first. Anyone sees which administration did what; agents also see the persons.</remarks>
    private static async Task<Results<Ok<AccessPage>, UnauthorizedProblem>> ListAccesses(
        PageQuery page, HttpContext http, Database database, AccessLog log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var reader = http.Query();
        var filter = new AccessFilter(
            reader.Text(Agent), reader.Text(Administration), reader.Text(Resource), reader.Instant(From), reader.Instant(To));
        var isAgent = http.Agent() is not null;
        if (filter.Agent is not null && !isAgent)
            return new UnauthorizedProblem(new("Seuls les agents filtrent par personne.", "Only agents filter by person."));

        await log.FlushAsync();
        var slice = await database.ReadAsync(tx => tx.ListAccessesAsync(filter, page.After, page.Limit, isAgent), http.RequestAborted);
        return TypedResults.Ok(new AccessPage(slice.Items, slice.Total, page.Next(slice)));
    }

    /// <summary>Verifies the access log.</summary>
    /// <remarks>Each row is sealed with the hash of the one before: the first row that was altered is named.</remarks>
    private static async Task<Ok<LogSeal>> ReadAccessSeal(HttpContext http, Database database, AccessLog log)
    {
        http.Response.Headers.CacheControl = "no-store";
        await log.FlushAsync();
        var (seal, _) = await database.ReadAsync(tx => tx.VerifyAccessesAsync(), http.RequestAborted);
        return TypedResults.Ok(seal);
    }
}
