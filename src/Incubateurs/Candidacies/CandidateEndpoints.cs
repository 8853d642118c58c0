using Incubateurs.Access;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Candidacies;

/// <summary>Routes of one candidacy.</summary>
internal static class CandidateRoutes
{
    /// <summary>Marks what the candidate of the address or an agent may do; asked before whether anything has changed.</summary>
    public static RouteHandlerBuilder RequireCandidate(this RouteHandlerBuilder route) => route
        .WithMetadata(CandidateRequired.Instance)
        .AddEndpointFilter(
            (context, next) => MaySee(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(Refuse(context.HttpContext)));

    private static bool MaySee(HttpContext http) =>
        http.Agent() is not null
        || (
            http.Features.Get<IKnownCaller>() is CandidateIdentity candidate
                && candidate.CandidacyId == http.GetRouteValue("id") as string);

    private static UnauthorizedProblem Refuse(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer, Candidacy";
        return Stranger;
    }

    private static readonly UnauthorizedProblem Stranger = new(new(
        "Cette candidature se lit avec son secret (`Authorization: Candidacy …`) ou en agent.",
        "This candidacy is read with its secret (`Authorization: Candidacy …`) or as an agent."));
}

/// <summary>Only the candidate itself or an agent may do this.</summary>
internal sealed class CandidateRequired
{
    public static readonly CandidateRequired Instance = new();
}
