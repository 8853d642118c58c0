using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Writes;

namespace Incubateurs.Access;

/// <summary>Reads tokens of a configured issuer.</summary>
internal interface ITokenReader
{
    /// <summary>The agent that a token names, or why it is not taken.</summary>
    Task<Recognition> ReadAsync(string token, CancellationToken cancellation);
}

/// <summary>Reads the follow-up secrets of candidates.</summary>
internal interface ICandidateReader
{
    /// <summary>The candidate whose secret it is; null when it is nobody's.</summary>
    Task<IKnownCaller?> ReadAsync(string secret, CancellationToken cancellation);
}

/// <summary>Whom credentials name.</summary>
/// <param name="Caller">Null when they are not taken.</param>
/// <param name="Refusal">Why, where it is not their own fault.</param>
internal readonly record struct Recognition(IKnownCaller? Caller, Refusal? Refusal = null)
{
    public static readonly Recognition Nobody = new((IKnownCaller?)null);
}

/// <summary>Only an agent may do this.</summary>
internal sealed class AgentRequired
{
    public static readonly AgentRequired Instance = new();
}

/// <summary>
/// Who asks. Bad credentials are refused on any request, reads too; none are refused only where an agent is required.
/// Not the framework's authentication, whose schemes answer challenges in a shape of their own.
/// </summary>
internal static class Authentication
{
    private const string Bearer = "Bearer";
    private const string Candidacy = "Candidacy";

    public static void AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<PublicAgents>();
        services.AddSingleton<IWriteAuthors, FirstWrites>();
    }

    /// <summary>Marks what needs an agent; the mark of a route is stronger than that of its group.</summary>
    public static TBuilder RequireAgent<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(AgentRequired.Instance);

    /// <summary>The agent that asks, or null.</summary>
    public static AgentIdentity? Agent(this HttpContext http) => http.Features.Get<IKnownCaller>() as AgentIdentity;

    /// <summary>Before requests are counted: an agent has a limit of its own.</summary>
    public static void UseCallers(this IApplicationBuilder app)
    {
        // Settings are checked at start, and not by the first token.
        _ = app.ApplicationServices.GetService<ITokenReader>();
        _ = app.Use(next => http => http.Request.Headers.Authorization.Count > 0 ? KnowAsync(http, next) : next(http));
    }

    /// <summary>Behind routing and the checks of the query: whether anybody must be known is the endpoint's to say.</summary>
    public static void UseAgents(this IApplicationBuilder app) => app.Use(next => http =>
        http.Features.Get<RefusedCredentials>() is { } refused ? RefuseAsync(http, refused.Refusal)
        : NeedsAgent(http) && http.Agent() is null ? Missing.ExecuteAsync(http)
        : next(http));

    private static bool NeedsAgent(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<AgentRequired>() is not null;

    private static async Task KnowAsync(HttpContext http, RequestDelegate next)
    {
        var (known, refusal) = await FindAsync(http);
        if (known is null)
            http.Features.Set(new RefusedCredentials(refusal ?? Wrong));
        else
            http.Features.Set(known);
        if (known is AgentIdentity agent)
            http.RequestServices.GetRequiredService<AccessLog>().Watch(http, agent);
        await next(http);
    }

    private static Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        http.RequestServices.GetService<AccessLog>()?.NoteRefused(http, refusal.StatusCode!.Value);
        if (refusal == Wrong)
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return refusal.ExecuteAsync(http);
    }

    private static async Task<Recognition> FindAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header] || header.Split(' ', 2) is not [var scheme, { Length: > 0 } credential])
            return Recognition.Nobody;

        var services = http.RequestServices;
        if (scheme.Equals(Candidacy, StringComparison.OrdinalIgnoreCase))
            return services.GetService<ICandidateReader>() is { } candidates
                ? new(await candidates.ReadAsync(credential, http.RequestAborted))
                : Recognition.Nobody;
        if (!scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
            return Recognition.Nobody;
        if (credential.StartsWith(ApiKey.Start, StringComparison.Ordinal))
            return new(await services.GetRequiredService<Database>().ReadAsync(tx => tx.FindAgentAsync(credential), http.RequestAborted));
        return services.GetService<ITokenReader>() is { } tokens
            ? await tokens.ReadAsync(credential, http.RequestAborted)
            : Recognition.Nobody;
    }

    private static readonly UnauthorizedProblem Missing = new(new(
        "Cette opération demande un agent public identifié.", "This operation needs an authenticated public agent."));

    private static readonly UnauthorizedProblem Wrong = new(new(
        "L'identifiant présenté est inconnu, révoqué, expiré ou mal formé.",
        "The credentials are unknown, revoked, expired or malformed."));
}
