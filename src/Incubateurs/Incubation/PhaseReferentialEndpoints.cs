using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Incubation;

/// <summary>A phase of the vocabulary.</summary>
/// <param name="Code">Code of the phase, stable.</param>
/// <param name="Rank">Order of phases that start the same day; going to a lower one is a step back.</param>
/// <param name="Kind">Still incubated, or one of the three ways out.</param>
/// <param name="Label">What the phase is called.</param>
/// <param name="FormerNames">Older names, accepted as filters and by the import.</param>
public sealed record PhaseDefinition(string Code, int Rank, PhaseKind Kind, Label Label, IReadOnlyList<string> FormerNames);

/// <summary>The vocabulary of phases.</summary>
/// <param name="Items">The phases, the lowest rank first.</param>
/// <param name="Total">How many there are: all are in `items`.</param>
public sealed record PhaseDefinitions(IReadOnlyList<PhaseDefinition> Items, long Total);

/// <summary>The referential of phases over HTTP.</summary>
internal static class PhaseReferentialEndpoints
{
    public static void MapPhases(this IEndpointRouteBuilder routes)
    {
        var phases = routes.MapGroup("/phases").WithTags("Phases");
        phases.MapGet("", ListPhases).WithName(nameof(ListPhases)).Reads(Areas.None, Moves.Never);
        phases.MapGet("/{code}", ReadPhase).WithName(nameof(ReadPhase)).Reads(Areas.None, Moves.Never);
    }

    /// <summary>Lists the phases.</summary>
    /// <remarks>The vocabulary of the lifecycle, by rank. It has changed four times in public and will again.</remarks>
    private static Answer<PhaseDefinitions> ListPhases() => new(new PhaseDefinitions([.. Phases.All.Select(Definition)], Phases.All.Count));

    /// <summary>Gives one phase.</summary>
    /// <remarks>By its code of today; older names are listed with it.</remarks>
    /// <param name="code">Code of the phase, as it is called today.</param>
    private static Results<Answer<PhaseDefinition>, NotFoundProblem> ReadPhase(string code) =>
        Phases.Find(code) is { } phase
            ? new Answer<PhaseDefinition>(Definition(phase))
            : new NotFoundProblem(new($"Aucune phase n'a le code « {code.Shown()} ».", $"No phase has the code “{code.Shown()}”."));

    private static PhaseDefinition Definition(Phase phase) => new(phase.Code, phase.Rank, phase.Kind, phase.Label, phase.FormerNames);
}
