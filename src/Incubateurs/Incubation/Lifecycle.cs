namespace Incubateurs.Incubation;

/// <summary>A phase and the day it starts.</summary>
internal readonly record struct PhaseStart(Phase Phase, DateOnly StartsOn);

/// <summary>Where a startup stands on a day: nothing has begun, it is incubated, or it has left in one of three ways.</summary>
public enum Status
{
    /// <summary>No phase has begun.</summary>
    Planned,

    /// <summary>In investigation, construction, acceleration or consolidation.</summary>
    Incubating,

    /// <summary>Operated within the network of incubators.</summary>
    Operated,

    /// <summary>Handed over to a host administration.</summary>
    HandedOver,

    /// <summary>Stopped, or its investigation was inconclusive.</summary>
    Stopped,
}

/// <summary>How long an incubation took beside the doctrine's one to three years.</summary>
public enum Verdict
{
    /// <summary>It ends before the first anniversary of the entry.</summary>
    UnderOneYear,

    /// <summary>It ends between the first and the third anniversary, both included.</summary>
    OneToThreeYears,

    /// <summary>It ends after the third anniversary.</summary>
    OverThreeYears,
}

/// <summary>
/// What the phases of a startup say on a day. It stays the same until the next phase starts;
/// only what is asked with a day (days, verdict, overdue) grows in between.
/// </summary>
/// <param name="Current">The last phase of the chain; none while planned.</param>
/// <param name="Entry">Start of the first incubation phase.</param>
/// <param name="BuildEntry">Start of the first of construction, acceleration, consolidation.</param>
/// <param name="Exit">The first element of the final run of phases out of incubation; none while incubating.</param>
/// <param name="Next">The first planned phase.</param>
internal sealed record Standing(PhaseStart? Current, DateOnly? Entry, DateOnly? BuildEntry, PhaseStart? Exit, PhaseStart? Next)
{
    public Status Status => Current?.Phase.Kind switch
    {
        null => Status.Planned,
        PhaseKind.Incubation => Status.Incubating,
        PhaseKind.Operated => Status.Operated,
        PhaseKind.HandedOver => Status.HandedOver,
        PhaseKind.Stopped => Status.Stopped,
        { } kind => throw new InvalidOperationException($"The kind {kind} has no status."),
    };

    /// <summary>Days from entry to exit, or to <paramref name="day"/> while incubating; null without an entry.</summary>
    public int? Days(DateOnly day) => Entry is { } entry ? (Exit?.StartsOn ?? day).DayNumber - entry.DayNumber : null;

    /// <summary>The doctrine's verdict by calendar anniversaries; null without an entry.</summary>
    public Verdict? Verdict(DateOnly day) => Entry is { } entry ? Lifecycle.Verdict(entry, Exit?.StartsOn ?? day) : null;

    /// <summary>The first day on which a startup that is still incubating has been so for over three years.</summary>
    public DateOnly? OverdueOn => Status == Status.Incubating ? Entry?.AddYears(Lifecycle.MostYears).AddDays(1) : null;

    /// <summary>Incubating for over three years.</summary>
    public bool IsOverdue(DateOnly day) => day >= OverdueOn;
}

/// <summary>A stretch of days during which a startup's standing is the same: <c>From</c> included, <c>To</c> excluded.</summary>
internal readonly record struct Stretch(DateOnly From, DateOnly To, Standing Standing);

/// <summary>The rules of the lifecycle (docs/ARCHITECTURE.md, Lifecycle): pure, without a clock.</summary>
internal static class Lifecycle
{
    /// <summary>beta.gouv.fr began in June 2013; agents write no phase before.</summary>
    public static readonly DateOnly FirstDay = new(2013, 6, 1);

    /// <summary>The doctrine's longest incubation, in years.</summary>
    public const int MostYears = 3;

    /// <summary>How far ahead a phase may be planned.</summary>
    public const int MostYearsAhead = 10;

    /// <summary>All phases in the order in which they follow each other: by start, then by rank.</summary>
    public static IReadOnlyList<PhaseStart> Ordered(IEnumerable<PhaseStart> phases) =>
        [.. phases.OrderBy(phase => phase.StartsOn).ThenBy(phase => phase.Phase.Rank)];

    /// <summary>What the phases say on a day.</summary>
    public static Standing On(DateOnly day, IEnumerable<PhaseStart> phases)
    {
        var ordered = Ordered(phases);
        return Of(ordered, ordered.Count(phase => phase.StartsOn <= day));
    }

    /// <summary>What a chain says on the day it was taken: its phases are in order and have all begun.</summary>
    public static Standing Of(IReadOnlyList<PhaseStart> chain) => Of(chain, chain.Count);

    /// <summary>
    /// The whole life as stretches that leave no gap from the first to the last day of the calendar.
    /// A startup without phases has one, planned.
    /// </summary>
    public static IEnumerable<Stretch> Stretches(IEnumerable<PhaseStart> phases)
    {
        var ordered = Ordered(phases);
        var from = DateOnly.MinValue;
        var begun = 0;
        while (begun < ordered.Count)
        {
            var to = ordered[begun].StartsOn;
            if (to > from)
                yield return new(from, to, Of(ordered, begun));
            from = to;
            while (begun < ordered.Count && ordered[begun].StartsOn == to)
                begun++;
        }

        yield return new(from, DateOnly.MaxValue, Of(ordered, begun));
    }

    /// <summary>
    /// Under one year before the first anniversary of the entry; over three after the third.
    /// 29 February plus n years is 28 February.
    /// </summary>
    public static Verdict Verdict(DateOnly entry, DateOnly exit) =>
        exit < entry.AddYears(1) ? Incubation.Verdict.UnderOneYear
        : exit <= entry.AddYears(MostYears) ? Incubation.Verdict.OneToThreeYears
        : Incubation.Verdict.OverThreeYears;

    private static Standing Of(IReadOnlyList<PhaseStart> ordered, int begun)
    {
        PhaseStart? exit = null;
        for (var i = begun - 1; i >= 0 && !ordered[i].Phase.IsIncubation; i--)
            exit = ordered[i];

        var chain = ordered.Take(begun);
        return new(
            Current: begun > 0 ? ordered[begun - 1] : null,
            Entry: First(chain, phase => phase.IsIncubation),
            BuildEntry: First(chain, phase => phase.IsIncubation && phase.Rank > Phases.Investigation.Rank),
            Exit: exit,
            Next: begun < ordered.Count ? ordered[begun] : null);
    }

    private static DateOnly? First(IEnumerable<PhaseStart> chain, Func<Phase, bool> matches)
    {
        foreach (var (phase, startsOn) in chain)
            if (matches(phase))
                return startsOn;
        return null;
    }
}
