using Incubateurs.Incubation;
using Incubateurs.Web.Problems;

namespace Incubateurs.HandOvers;

/// <summary>What hand-overs refuse.</summary>
internal static class HandOverProblems
{
    public static readonly ProblemType NotStarted = new("not_started", 409,
        new("Startup non commencée", "Startup not started"),
        new("Aucune phase n'a commencé : il n'y a rien à transférer.", "No phase has begun: there is nothing to hand over."));

    public static readonly ProblemType HandOverInProgress = new("hand_over_in_progress", 409,
        new("Transfert déjà ouvert", "Hand-over in progress"),
        new("Un transfert de cette startup n'est ni achevé ni annulé.", "A hand-over of this startup is neither completed nor cancelled."));

    public static readonly ProblemType OpenedBeforePhase = new("opened_before_phase", 409,
        new("Ouverture trop ancienne", "Opened before the phase"),
        new(
            "Un transfert ne s'ouvre ni avant la phase en cours ni, pour une startup déjà transférée, avant son entrée.",
            "A hand-over is opened neither before the current phase nor, for a startup already handed over, before its entry."));

    public static readonly ProblemType HostAlreadyRetained = new("host_already_retained", 409,
        new("Hôte déjà retenu", "Host already retained"),
        new("Un hôte est déjà retenu.", "A host is retained already."));

    public static readonly ProblemType NoHostRetained = new("no_host_retained", 409,
        new("Aucun hôte retenu", "No host retained"),
        new("Il faut d'abord retenir un hôte.", "A host must be retained first."));

    public static readonly ProblemType HandOverCompleted = new("hand_over_completed", 409,
        new("Transfert achevé", "Hand-over completed"),
        new("Le transfert est achevé.", "The hand-over is completed."));

    public static readonly ProblemType HandOverCancelled = new("hand_over_cancelled", 409,
        new("Transfert annulé", "Hand-over cancelled"),
        new("Le transfert est annulé.", "The hand-over is cancelled."));

    public static readonly ProblemType NotCompleted = new("not_completed", 409,
        new("Transfert non achevé", "Hand-over not completed"),
        new("Le suivi commence quand le transfert est achevé.", "Follow-up begins when the hand-over is completed."));

    public static readonly ProblemType EffectiveTooEarly = new("effective_too_early", 409,
        new("Date d'effet trop ancienne", "Effective day too early"),
        new(
            "La date d'effet ne précède ni l'ouverture ni la phase en cours.",
            "The effective day is neither before the opening nor before the current phase."));

    public static readonly ProblemType NotTheTransfer = new("effective_on_not_the_transfer", 409,
        new("Date d'effet autre que le transfert", "Effective day is not the transfer's"),
        new(
            "Pour une startup déjà transférée, la date d'effet est le début de sa phase `transfere`.",
            "For a startup already handed over, the effective day is the start of its phase `transfere`."));

    public static readonly ProblemType JustificationRequired = new("justification_required", 409,
        new("Justification attendue", "Justification required"),
        new(
            "Des points de la doctrine ne sont pas respectés : les justifier (`justification`). `errors` les nomme.",
            "Points of the doctrine are not met: justify them (`justification`). `errors` names them."));

    /// <summary>The refusal that a fault of a hand-over is.</summary>
    public static ProblemType Of(HandOverFault fault) => fault switch
    {
        HandOverFault.NotStarted => NotStarted,
        HandOverFault.InProgress => HandOverInProgress,
        HandOverFault.OpenedBeforePhase => OpenedBeforePhase,
        HandOverFault.ReasonRequired => PhaseProblems.ReasonRequired,
        HandOverFault.HostAlreadyRetained => HostAlreadyRetained,
        HandOverFault.NoHostRetained => NoHostRetained,
        HandOverFault.AlreadyCompleted => HandOverCompleted,
        HandOverFault.AlreadyCancelled => HandOverCancelled,
        HandOverFault.NotCompleted => NotCompleted,
        HandOverFault.EffectiveTooEarly => EffectiveTooEarly,
        HandOverFault.NotTheTransfer => NotTheTransfer,
        { } unknown => throw new ArgumentOutOfRangeException(nameof(fault), unknown, null),
    };
}
