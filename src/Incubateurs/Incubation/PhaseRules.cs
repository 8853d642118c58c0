namespace Incubateurs.Incubation;

/// <summary>A rule of the lifecycle that a phase would break.</summary>
internal enum PhaseFault
{
    DateOutOfRange,
    Duplicate,
    ReasonRequired,
}

/// <summary>
/// What agents may not write (docs/ARCHITECTURE.md, Lifecycle). All else is allowed: going back and reopening are legitimate, with a
/// reason.
/// </summary>
internal static class PhaseRules
{
    /// <summary>The first rule that a phase breaks beside the others of its startup; null when it breaks none.</summary>
    public static PhaseFault? Fault(IEnumerable<PhaseStart> others, PhaseStart phase, string? reason, DateOnly today)
    {
        if (phase.StartsOn < Lifecycle.FirstDay || phase.StartsOn > today.AddYears(Lifecycle.MostYearsAhead))
            return PhaseFault.DateOutOfRange;

        var ordered = Lifecycle.Ordered(others);
        if (ordered.Contains(phase))
            return PhaseFault.Duplicate;

        var before = ordered.LastOrDefault(other => (other.StartsOn, other.Phase.Rank).CompareTo((phase.StartsOn, phase.Phase.Rank)) < 0);
        return before.Phase is not null && reason is null && (phase.Phase.Rank < before.Phase.Rank || !before.Phase.IsIncubation)
            ? PhaseFault.ReasonRequired
            : null;
    }

    /// <summary>
    /// The phase that a name of any age means; <c>alumni</c> is an inconclusive investigation when only one came before.
    /// Null for an unknown name.
    /// </summary>
    public static Phase? Named(string name, DateOnly startsOn, IEnumerable<PhaseStart> others) => Phases.Named(name) switch
    {
        [] => null,
        [var only] => only,
        _ => others.Where(other => other.StartsOn <= startsOn).All(other => other.Phase == Phases.Investigation)
            ? Phases.Inconclusive
            : Phases.Stopped,
    };
}
