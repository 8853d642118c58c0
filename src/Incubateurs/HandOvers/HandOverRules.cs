using Incubateurs.Incubation;

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
}

/// <summary>The rules of hand-overs (DESIGN §3): pure, without a clock.</summary>
internal static class HandOverRules
{
    /// <summary>What forbids opening a hand-over; null when nothing does.</summary>
    /// <param name="standing">Where the startup stands today.</param>
    public static HandOverFault? OpeningFault(Standing standing, DateOnly openedOn, string? reason)
    {
        if (standing.Status == Status.Planned)
            return HandOverFault.NotStarted;

        // One that was handed over already gets the record of it afterwards.
        var earliest = standing.Status == Status.HandedOver ? standing.Entry : standing.Current!.Value.StartsOn;
        if (openedOn < earliest)
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
        (HandOverStatus.Completed, HandOverAction.FollowUp or HandOverAction.Adapt or HandOverAction.SetCost) => null,
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
        return effectiveOn < openedOn || effectiveOn < standing.Current?.StartsOn ? HandOverFault.EffectiveTooEarly : null;
    }
}
