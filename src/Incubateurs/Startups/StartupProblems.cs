using Incubateurs.Web.Problems;

namespace Incubateurs.Startups;

/// <summary>What startups refuse.</summary>
internal static class StartupProblems
{
    public static readonly ProblemType Withdrawn = new("startup_withdrawn", 409,
        new("Startup retirée", "Startup withdrawn"),
        new(
            "La startup est retirée : rien ne s'y écrit tant qu'elle l'est. `DELETE …/withdrawal` la rétablit.",
            "The startup is withdrawn, and nothing is written to it meanwhile. `DELETE …/withdrawal` brings it back."));
}
