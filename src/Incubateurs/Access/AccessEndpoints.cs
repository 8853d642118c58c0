using System.ComponentModel.DataAnnotations;
using Incubateurs.Administrations;
using Incubateurs.Http;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Access;

/// <summary>Who one is, as the credentials say.</summary>
/// <param name="Agent">E-mail address of the agent.</param>
/// <param name="Administration">For which administration it acts.</param>
/// <param name="Via">Whether a key or a token says so.</param>
/// <param name="Siret">The SIRET that the key or the token bears.</param>
/// <param name="ExpiresAt">When the key or the token ends, if it does.</param>
public sealed record Me(string Agent, AdministrationReference Administration, Credential Via, string? Siret = null, DateTimeOffset? ExpiresAt = null);

/// <summary>An access by an agent.</summary>
/// <param name="Id">Number of the row; without gaps.</param>
/// <param name="At">The instant of the access.</param>
/// <param name="Administration">For which administration the agent acted.</param>
/// <param name="Method">Method of the request.</param>
/// <param name="Route">Pattern of the operation; empty where no operation answered.</param>
/// <param name="Resource">Path that was asked for.</param>
/// <param name="Status">Status code of the answer.</param>
/// <param name="Agent">E-mail address of the agent; shown to agents alone.</param>
/// <param name="RequestId">Id of the request; shown to agents alone.</param>
public sealed record Access(
    long Id,
    DateTimeOffset At,
    AdministrationReference Administration,
    string Method,
    string Route,
    string Resource,
    [property: Range(100, 599)] int Status,
    string? Agent = null,
    string? RequestId = null);

/// <summary>A page of the access log.</summary>
/// <param name="Items">The accesses, the newest first.</param>
/// <param name="Total">How many match on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record AccessPage([property: MaxLength(200)] IReadOnlyList<Access> Items, long Total, string? Next = null);

/// <summary>Whether the access log is whole.</summary>
/// <param name="Valid">Whether each row is as it was sealed.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Head">Seal of the last row; kept elsewhere, it proves later that nothing was cut or rewritten.</param>
/// <param name="FirstKept">Number of the first row that is kept; absent where there is none.</param>
/// <param name="FirstAltered">Number of the first row that is not as it was sealed.</param>
public sealed record LogSeal(bool Valid, long Count, string Head, long? FirstKept = null, long? FirstAltered = null);

/// <summary>Who I am, and who did what.</summary>
internal static class AccessEndpoints
{
    private const string Tag = "Access";

    private static readonly TextParameter Agent = new("agent", "E-mail address of an agent; for agents alone.", 254);
    private static readonly TextParameter Administration = new("administration", "Id of an administration.", 200);
    private static readonly TextParameter Resource = new("resource", "Path that was asked for, such as `/v1/startups/exemple`.", 500);
    private static readonly InstantParameter From = new("from", "The first instant of the period.");
    private static readonly InstantParameter To = new("to", "The instant at which the period ends, not included.");

    private static readonly IReadOnlyList<QueryParameter> ListQuery = [Agent, Administration, Resource, From, To, PageQuery.LimitParameter, PageQuery.CursorParameter];

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AccessLog>();
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
    private static async Task<Ok<Me>> ReadMe(HttpContext http, Database database)
    {
        http.Response.Headers.CacheControl = "no-store";
        var agent = http.Agent()!;
        var administration = await database.ReadAsync(
            tx => tx.FindRecordedNameAsync(agent.AdministrationId, Knowledge.Now), http.RequestAborted);
        return TypedResults.Ok(new Me(agent.Agent, administration, agent.Via, agent.Siret, agent.ExpiresAt));
    }

    /// <summary>Lists accesses by agents.</summary>
    /// <remarks>The newest first. Anyone sees which administration did what; agents also see the persons.</remarks>
    private static async Task<Results<Ok<AccessPage>, UnauthorizedProblem>> ListAccesses(PageQuery page, HttpContext http, Database database, AccessLog log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var reader = http.Query();
        var filter = new AccessFilter(reader.Text(Agent), reader.Text(Administration), reader.Text(Resource), reader.Instant(From), reader.Instant(To));
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
