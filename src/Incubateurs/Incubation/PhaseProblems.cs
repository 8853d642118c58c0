using Incubateurs.Web.Problems;

namespace Incubateurs.Incubation;

/// <summary>What the lifecycle refuses.</summary>
internal static class PhaseProblems
{
    public static readonly ProblemType PhaseDateOutOfRange = new("phase_date_out_of_range", 400,
        new("Date de phase hors bornes", "Phase date out of range"),
        new(
            "Une phase commence au plus tôt le 1er juin 2013 et au plus tard dans dix ans.",
            "A phase starts on 1 June 2013 at the earliest and in ten years at the latest."));

    public static readonly ProblemType DuplicatePhase = new("duplicate_phase", 409,
        new("Phase déjà enregistrée", "Phase already recorded"),
        new("La startup a déjà cette phase à cette date.", "The startup already has this phase on this date."));

    public static readonly ProblemType ReasonRequired = new("reason_required", 409,
        new("Motif attendu", "Reason required"),
        new(
            "Revenir en arrière, ou rouvrir une startup sortie d'incubation, demande un motif (`reason`).",
            "Going back, or reopening a startup that has left incubation, needs a `reason`."));

    /// <summary>The refusal that a fault of a phase is.</summary>
    public static ProblemType Of(PhaseFault fault) => fault switch
    {
        PhaseFault.DateOutOfRange => PhaseDateOutOfRange,
        PhaseFault.Duplicate => DuplicatePhase,
        PhaseFault.ReasonRequired => ReasonRequired,
        { } unknown => throw new ArgumentOutOfRangeException(nameof(fault), unknown, null),
    };
}
