using Incubateurs.Incubation;

namespace Incubateurs.Flow;

/// <summary>A startup and the phases of its chain as of a day, in their order.</summary>
internal sealed record Life(string Id, IReadOnlyList<PhaseStart> Chain)
{
    /// <summary>Where it stands on the day the chain was taken.</summary>
    public Standing Standing { get; } = Lifecycle.Of(Chain);
}

/// <summary>The figures of the flow (docs/FIGURES.md defines each): pure functions of chains and a day.</summary>
internal static class FlowFigures
{
    /// <summary>The first year of beta.gouv.fr.</summary>
    public const int FirstYear = 2013;

    private const int YearsOfLittle = 3;
    private const int MostOldest = 20;

    public static readonly IReadOnlyList<string> IncubationCodes =
        [.. Phases.All.Where(phase => phase.IsIncubation).Select(phase => phase.Code)];

    public static readonly IReadOnlyList<string> ExitCodes =
        [.. Phases.All.Where(phase => !phase.IsIncubation).Select(phase => phase.Code)];

    /// <summary>
    /// The periods of some years up to a day, the last one cut there. No period of the calendar's last year is asked for.
    /// </summary>
    public static IEnumerable<(DateOnly Start, DateOnly End)> Periods(int months, int from, int to, DateOnly day)
    {
        for (var start = new DateOnly(from, 1, 1); start <= day && start.Year <= to; start = start.AddMonths(months))
        {
            var end = start.AddMonths(months).AddDays(-1);
            yield return (start, end < day ? end : day);
        }
    }

    public static IReadOnlyList<FlowPeriod> Flow(IReadOnlyList<Life> lives, IReadOnlyList<(DateOnly Start, DateOnly End)> periods)
    {
        var entries = new int[periods.Count];
        var builds = new int[periods.Count];
        var exits = periods.Select(_ => Zeros(ExitCodes)).ToList();
        var stocks = periods.Select(_ => Zeros(IncubationCodes)).ToList();
        foreach (var life in lives)
        {
            if (Index(periods, life.Standing.Entry) is { } entered)
                entries[entered]++;
            if (Index(periods, life.Standing.BuildEntry) is { } built)
                builds[built]++;
            if (life.Standing.Exit is { } exit && Index(periods, exit.StartsOn) is { } left)
                exits[left][exit.Phase.Code]++;
            Stand(life, periods, stocks);
        }

        return
        [
            .. periods.Select((period, i) => new FlowPeriod(
                period.Start, period.End, entries[i], builds[i], exits[i], stocks[i].Values.Sum(), stocks[i])),
        ];
    }

    /// <summary>Over the last three whole calendar years before a day.</summary>
    public static LittlesLaw Little(IReadOnlyList<Life> lives, DateOnly day)
    {
        var (from, to) = (Math.Max(day.Year - YearsOfLittle, 1), Math.Max(day.Year - 1, 1));
        var years = Flow(lives, [.. Periods(12, from, to, day)]);
        var stock = years.Count == 0 ? 0 : years.Average(year => year.Stock);
        var exits = years.Count == 0 ? 0 : years.Average(year => year.Exits.Values.Sum());
        return new(from, to, stock, exits, exits == 0 ? null : stock / exits);
    }

    /// <summary>The lengths in days of the spells of a phase: those that ended, and those that go on.</summary>
    public static (
        IReadOnlyList<int> Ended, IReadOnlyList<int> Open, int ZeroLength) Spells(IReadOnlyList<Life> lives, string phase, DateOnly day)
    {
        List<int> ended = [];
        List<int> open = [];
        var zero = 0;
        foreach (var chain in lives.Select(life => life.Chain))
            for (var i = 0; i < chain.Count; i++)
                if (chain[i].Phase.Code == phase)
                {
                    var days = (i + 1 < chain.Count ? chain[i + 1].StartsOn : day).DayNumber - chain[i].StartsOn.DayNumber;
                    if (i + 1 == chain.Count)
                        open.Add(days);
                    else if (days == 0)
                        zero++;
                    else
                        ended.Add(days);
                }

        return (ended, open, zero);
    }

    public static IReadOnlyList<PhaseDurations> Durations(IReadOnlyList<Life> lives, DateOnly day) =>
    [
        .. IncubationCodes.Select(phase =>
        {
            var (ended, open, zero) = Spells(lives, phase, day);
            return new PhaseDurations(
                phase,
                ended.Count,
                Statistics.Median(ended),
                Statistics.P90(ended),
                zero,
                open.Count,
                Statistics.Median(open),
                Statistics.KaplanMeierMedian(ended, open));
        }),
    ];

    /// <summary>The incubations that ended, since the entry or the build entry.</summary>
    public static IReadOnlyList<ExitIncubations> Incubations(IReadOnlyList<Life> lives, bool sinceBuild)
    {
        var ended = lives
            .Select(life => (Since: sinceBuild ? life.Standing.BuildEntry : life.Standing.Entry, life.Standing.Exit))
            .Where(pair => pair.Since is not null && pair.Exit is not null)
            .Select(pair => (Since: pair.Since!.Value, Exit: pair.Exit!.Value))
            .ToList();
        return
        [
            .. ExitCodes.Select(code => Of(code, [.. ended.Where(pair => pair.Exit.Phase.Code == code)])),
            Of("all", ended),
        ];

        static ExitIncubations Of(string code, IReadOnlyList<(DateOnly Since, PhaseStart Exit)> ended)
        {
            var days = ended.Select(pair => pair.Exit.StartsOn.DayNumber - pair.Since.DayNumber).ToList();
            var verdicts = ended.CountBy(pair => Lifecycle.Verdict(pair.Since, pair.Exit.StartsOn)).ToDictionary();
            return new(
                code,
                ended.Count,
                Statistics.Median(days),
                Statistics.P90(days),
                verdicts.GetValueOrDefault(Verdict.UnderOneYear),
                verdicts.GetValueOrDefault(Verdict.OneToThreeYears),
                verdicts.GetValueOrDefault(Verdict.OverThreeYears));
        }
    }

    public static IReadOnlyList<Life> Stock(IReadOnlyList<Life> lives) =>
        [.. lives.Where(life => life.Standing.Status == Status.Incubating)];

    public static IReadOnlyDictionary<string, int> ByPhase(IReadOnlyList<Life> stock)
    {
        var counts = Zeros(IncubationCodes);
        foreach (var life in stock)
            counts[life.Standing.Current!.Value.Phase.Code]++;
        return counts;
    }

    public static StockAge Age(IReadOnlyList<Life> stock, DateOnly day)
    {
        var days = stock.Select(life => life.Standing.Days(day)!.Value).ToList();
        var verdicts = stock.CountBy(life => life.Standing.Verdict(day)!.Value).ToDictionary();
        return new(
            Statistics.Median(days),
            Statistics.P90(days),
            verdicts.GetValueOrDefault(Verdict.UnderOneYear),
            verdicts.GetValueOrDefault(Verdict.OneToThreeYears),
            verdicts.GetValueOrDefault(Verdict.OverThreeYears));
    }

    /// <summary>The twenty that entered first; those of one day by id.</summary>
    public static IReadOnlyList<Life> Oldest(IReadOnlyList<Life> stock) =>
        [.. stock.OrderBy(life => life.Standing.Entry).ThenBy(life => life.Id, StringComparer.Ordinal).Take(MostOldest)];

    /// <summary>The portfolio of one incubator.</summary>
    /// <param name="total">All its startups, those without a phase too.</param>
    /// <param name="lives">Those of which a phase has begun.</param>
    public static IncubatorStock OfIncubator(string id, string name, int total, IReadOnlyList<Life> lives, DateOnly day)
    {
        var exits = lives.Where(life => life.Standing.Exit is not null).ToLookup(life => life.Standing.Exit!.Value.Phase);
        return new(
            id,
            name,
            total,
            lives.Count(life => life.Standing.Status == Status.Incubating),
            exits[Phases.HandedOver].Count() + exits[Phases.Operated].Count(),
            exits[Phases.Stopped].Count(),
            exits[Phases.Inconclusive].Count(),
            lives.Count(life => life.Standing.IsOverdue(day)),
            Statistics.Median(
                exits[Phases.HandedOver].Concat(exits[Phases.Operated])
                    .Where(life => life.Standing.Entry is not null).Select(life => life.Standing.Days(day)!.Value)));
    }

    // What it stood at, at each end that falls between one phase and the next.
    private static void Stand(Life life, IReadOnlyList<(DateOnly Start, DateOnly End)> periods, List<Dictionary<string, int>> stocks)
    {
        var at = 0;
        for (var i = 0; i < life.Chain.Count; i++)
        {
            while (at < periods.Count && periods[at].End < life.Chain[i].StartsOn)
                at++;
            var until = i + 1 < life.Chain.Count ? life.Chain[i + 1].StartsOn : DateOnly.MaxValue;
            for (; at < periods.Count && periods[at].End < until; at++)
                if (life.Chain[i].Phase.IsIncubation)
                    stocks[at][life.Chain[i].Phase.Code]++;
        }
    }

    private static int? Index(IReadOnlyList<(DateOnly Start, DateOnly End)> periods, DateOnly? day)
    {
        if (day is not { } found || periods.Count == 0 || found < periods[0].Start || found > periods[^1].End)
            return null;

        var (low, high) = (0, periods.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (periods[middle].End < found)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static Dictionary<string, int> Zeros(IEnumerable<string> codes) =>
        codes.ToDictionary(code => code, _ => 0, StringComparer.Ordinal);
}
