using Incubateurs.Access;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Candidacies;

/// <summary>Routes of one candidacy.</summary>
internal static class CandidateRoutes
{
    /// <summary>Marks what the candidate of the address or an agent may do; asked before whether anything has changed.</summary>
    public static RouteHandlerBuilder RequireCandidate(this RouteHandlerBuilder route) => route
        .WithMetadata(CandidateRequired.OrAgent)
        .AddEndpointFilter((context, next) => context.HttpContext.Agent() is not null || IsCandidate(context.HttpContext)
            ? next(context)
            : Refuse(context.HttpContext, "Bearer, Candidacy", Stranger));

    /// <summary>Marks what the candidate of the address alone may do: an agent is as much a stranger to it as anybody.</summary>
    public static RouteHandlerBuilder RequireCandidateAlone(this RouteHandlerBuilder route) => route
        .WithMetadata(CandidateRequired.Alone)
        .AddEndpointFilter((context, next) => IsCandidate(context.HttpContext)
            ? next(context)
            : Refuse(context.HttpContext, "Candidacy", NotTheCandidate));

    private static bool IsCandidate(HttpContext http) =>
        http.Features.Get<IKnownCaller>() is CandidateIdentity candidate && candidate.CandidacyId == http.GetRouteValue("id") as string;

    private static ValueTask<object?> Refuse(HttpContext http, string schemes, UnauthorizedProblem problem)
    {
        http.Response.Headers.WWWAuthenticate = schemes;
        return ValueTask.FromResult<object?>(problem);
    }

    private static readonly UnauthorizedProblem Stranger = new(new(
        "Cette candidature se lit avec son secret (`Authorization: Candidacy …`) ou en agent.",
        "This candidacy is read with its secret (`Authorization: Candidacy …`) or as an agent."));

    private static readonly UnauthorizedProblem NotTheCandidate = new(new(
        "Le contact n'est corrigé qu'avec le secret de cette candidature (`Authorization: Candidacy …`).",
        "The contact is corrected with the secret of this candidacy alone (`Authorization: Candidacy …`)."));
}

/// <summary>Only the candidate itself may do this, or an agent too.</summary>
internal sealed record CandidateRequired(bool AgentsToo)
{
    public static readonly CandidateRequired OrAgent = new(AgentsToo: true);

    public static readonly CandidateRequired Alone = new(AgentsToo: false);
}
