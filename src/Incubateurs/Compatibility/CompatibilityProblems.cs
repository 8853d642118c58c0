using Incubateurs.Web.Problems;

namespace Incubateurs.Compatibility;

/// <summary>What the static API has and this service has not.</summary>
internal static class CompatibilityProblems
{
    public static readonly ProblemType PersonsNotHere = new("persons_not_here", 410,
        new("Les personnes ne sont pas ici", "No persons here"),
        new(
            "Ce fichier de l'API statique liste des personnes, que ce service ne connaît pas : son éditeur le publie toujours.",
            "This file of the static API lists persons, whom this service does not know: its publisher still has it."));
}
