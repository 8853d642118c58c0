using Incubateurs.Incubation;
using Incubateurs.Startups;

namespace Incubateurs.HandOvers;

/// <summary>What the state of a hand-over, or of its startup, forbids.</summary>
internal enum HandOverFault
{
    NotStarted,
    InProgress,
    OpenedBeforePhase,
    ReasonRequired,
    HostAlreadyRetained,
    NoHostRetained,
    AlreadyCompleted,
    AlreadyCancelled,
    NotCompleted,
    EffectiveTooEarly,
    NotTheTransfer,
}

/// <summary>What is done to a hand-over.</summary>
internal enum HandOverAction
{
    Apply,
    Describe,
    Retain,
    Second,
    Adapt,
    SetCost,
    Complete,
    Cancel,
    FollowUp,
    Control,
}

/// <summary>The rules of hand-overs (docs/ARCHITECTURE.md, Hand-over): pure, without a clock.</summary>
internal static class HandOverRules
{
    /// <summary>What forbids opening a hand-over; null when nothing does.</summary>
    /// <param name="standing">Where the startup stands today.</param>
    public static HandOverFault? OpeningFault(Standing standing, DateOnly openedOn, string? reason)
    {
        if (standing.Status == Status.Planned)
            return HandOverFault.NotStarted;

        // One that was handed over already gets the record of it afterwards.
        var tooEarly = standing.Status == Status.HandedOver
            ? openedOn < standing.Entry
            : openedOn < standing.Current!.Value.StartsOn
                || (EntersConsolidation(standing) && !Follows(standing, Phases.Consolidation, openedOn));
        if (tooEarly)
            return HandOverFault.OpenedBeforePhase;
        return standing.Status == Status.Stopped && reason is null ? HandOverFault.ReasonRequired : null;
    }

    /// <summary>Whether opening a hand-over brings the startup into consolidation.</summary>
    public static bool EntersConsolidation(Standing standing) =>
        standing.Status == Status.Stopped
        || (standing.Status == Status.Incubating && standing.Current!.Value.Phase.Rank < Phases.Consolidation.Rank);

    /// <summary>What the state of a hand-over forbids: the table of states and actions.</summary>
    public static HandOverFault? Fault(HandOverStatus status, HandOverAction action) => (status, action) switch
    {
        (HandOverStatus.Cancelled, _) => HandOverFault.AlreadyCancelled,
        (
            HandOverStatus.Completed,
            HandOverAction.FollowUp or HandOverAction.Adapt or HandOverAction.SetCost or HandOverAction.Control) => null,
        (HandOverStatus.Completed, _) => HandOverFault.AlreadyCompleted,
        (_, HandOverAction.FollowUp) => HandOverFault.NotCompleted,
        (HandOverStatus.HostRetained, HandOverAction.Retain) => HandOverFault.HostAlreadyRetained,
        (HandOverStatus.Open, HandOverAction.Second or HandOverAction.Complete) => HandOverFault.NoHostRetained,
        _ => null,
    };

    /// <summary>What forbids an effective day.</summary>
    public static HandOverFault? CompletionFault(Standing standing, DateOnly openedOn, DateOnly effectiveOn)
    {
        if (standing.Status == Status.HandedOver)
            return effectiveOn == standing.Current!.Value.StartsOn ? null : HandOverFault.NotTheTransfer;
        return effectiveOn < openedOn || !Follows(standing, Phases.HandedOver, effectiveOn) ? HandOverFault.EffectiveTooEarly : null;
    }

    // Of two phases on one day the one of higher rank is the current one: after a stop, only another day changes anything.
    private static bool Follows(Standing standing, Phase phase, DateOnly day) =>
        standing.Current is not { } current || (day, phase.Rank).CompareTo((current.StartsOn, current.Phase.Rank)) >= 0;
}
