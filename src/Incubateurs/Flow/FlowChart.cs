using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>The cumulative flow diagram: what has left, cumulated, below what is incubating, by phase.</summary>
internal static class FlowChart
{
    private const int High = 300;
    private const int BetweenYears = 64;
    private const int SecondColumn = 268;
    private const int LegendGap = 34;

    // From the top to the bottom, in the legend too: a startup moves down as it goes on.
    private static readonly IReadOnlyList<Phase> Incubating =
        [Phases.Investigation, Phases.Construction, Phases.Acceleration, Phases.Consolidation];
    private static readonly IReadOnlyList<Phase> Out = [Phases.HandedOver, Phases.Operated, Phases.Inconclusive, Phases.Stopped];

    public static SvgPicture Draw(IReadOnlyList<FlowPeriod> asked, DateOnly day, Language language)
    {
        var periods = Begun(asked);
        using var svg = new Svg(
            language,
            new Label("Flux cumulé des startups", "Cumulative flow of startups").In(language),
            FlowChartText.Description(periods, day, language));
        if (periods.Count == 0)
        {
            svg.Note(FlowChartText.Empty(day, language));
            return svg.Picture();
        }

        svg.Bottom += 14;
        var cumulated = Cumulated(periods);
        var most = cumulated.Max(values => values.Values.Sum());
        var step = Math.Max(1, Svg.Step(most, 5));
        var top = Math.Ceiling(most / step) * step;
        var left = Svg.Left + 8 + (13 * SvgText.Number(top, language).Length);
        var (upper, lower) = (svg.Bottom, svg.Bottom + High);
        var (first, last) = (periods[0].End.DayNumber, periods[^1].End.DayNumber);
        double X(DateOnly at) => left + ((Svg.Right - left) * Math.Clamp((at.DayNumber - first) / (double)Math.Max(last - first, 1), 0, 1));
        double Y(double value) => lower - ((lower - upper) * value / top);
        for (var value = 0.0; value <= top; value += step)
        {
            svg.Line(left, Y(value), Svg.Right, Y(value), value == 0 ? "axis" : "grid");
            svg.Text(left - 8, Y(value) + 5, SvgText.Number(value, language), "end small");
        }

        Areas(svg, periods, cumulated, X, Y);
        if (last > first)
            Years(svg, periods, lower, X);
        svg.Bottom = lower + LegendGap;
        Legend(svg, cumulated[^1], language);
        svg.Note(FlowChartText.Note(asked, periods, day, language));
        return svg.Picture();
    }

    /// <summary>At each period's end, what has left so far and what is incubating, by phase.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, int>> Cumulated(IReadOnlyList<FlowPeriod> periods)
    {
        var left = FlowFigures.ExitCodes.ToDictionary(code => code, _ => 0);
        List<IReadOnlyDictionary<string, int>> cumulated = [];
        foreach (var period in periods)
        {
            foreach (var (code, count) in period.Exits)
                left[code] += count;
            cumulated.Add(left.Concat(period.StockByPhase).ToDictionary(pair => pair.Key, pair => pair.Value));
        }

        return cumulated;
    }

    // Years before anything was there say nothing; the last of them is where the diagram rises from.
    private static IReadOnlyList<FlowPeriod> Begun(IReadOnlyList<FlowPeriod> periods)
    {
        var empty = periods.TakeWhile(period => period.Stock == 0 && period.Exits.Values.Sum() == 0).Count();
        return empty == periods.Count ? [] : [.. periods.Skip(Math.Max(empty - 1, 0))];
    }

    private static void Areas(
        Svg svg,
        IReadOnlyList<FlowPeriod> periods,
        IReadOnlyList<IReadOnlyDictionary<string, int>> cumulated,
        Func<DateOnly, double> x,
        Func<double, double> y)
    {
        // One period alone is drawn as a level.
        List<double> places = periods.Count == 1
            ? [x(DateOnly.MinValue), x(DateOnly.MaxValue)]
            : [.. periods.Select(period => x(period.End))];
        var values = periods.Count == 1 ? [cumulated[0], cumulated[0]] : cumulated;
        var floor = new double[places.Count];
        foreach (var phase in Incubating.Concat(Out).Reverse())
        {
            var under = floor.Select((value, i) => (places[i], y(value))).Reverse().ToList();
            for (var i = 0; i < floor.Length; i++)
                floor[i] += values[i][phase.Code];
            svg.Area(
                [.. floor.Select((value, i) => (places[i], y(value))), .. under],
                $"edge {phase.Code}",
                $"{phase.Label.Fr} / {phase.Label.En}");
        }
    }

    // A tick on 1 January of as many years as there is room for; where no year begins, the months at both ends.
    private static void Years(Svg svg, IReadOnlyList<FlowPeriod> periods, double lower, Func<DateOnly, double> x)
    {
        var starts = Enumerable.Range(
            periods[0].End.Year + 1, periods[^1].End.Year - periods[0].End.Year).Select(year => new DateOnly(year, 1, 1)).ToList();
        if (starts.Count == 0)
        {
            svg.Text(x(periods[0].End), lower + 24, $"{periods[0].End:yyyy-MM}", "small");
            svg.Text(Svg.Right, lower + 24, $"{periods[^1].End:yyyy-MM}", "end small");
        }

        var every = Svg.Every(
            BetweenYears * (periods[^1].End.DayNumber - periods[0].End.DayNumber) / (x(periods[^1].End) - x(periods[0].End)) / 365.25);
        foreach (var start in starts.Where(start => start.Year % every == 0))
        {
            svg.Line(x(start), lower, x(start), lower + 5, "axis");
            if (x(start) <= Svg.Right - 24)
                svg.Text(x(start), lower + 24, $"{start.Year}", "middle small");
        }
    }

    private static void Legend(Svg svg, IReadOnlyDictionary<string, int> last, Language language)
    {
        var y = svg.Bottom + 22;
        foreach (
            var (x, heading, phases) in new[]
            {
                (Svg.Left, new Label("En incubation", "Incubating"), Incubating),
                (SecondColumn, new Label("Sorties", "Out"), Out),
            })
        {
            svg.Text(
                x,
                y,
                $"{heading.In(language)}{FlowChartText.Colon(language)}{SvgText.Number(phases.Sum(phase => last[phase.Code]), language)}",
                "strong");
            foreach (var (i, phase) in phases.Index())
            {
                var line = y + 4 + ((i + 1) * Svg.LineHeight);
                svg.Box(x, line - 13, 16, 16, phase.Code);
                svg.Text(x + 70, line, SvgText.Number(last[phase.Code], language), "end");
                svg.Text(x + 80, line, phase.Label.In(language));
            }
        }

        svg.Bottom = y + 8 + (4 * Svg.LineHeight);
    }
}
