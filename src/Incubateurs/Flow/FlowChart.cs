using Incubateurs.Http;
using Incubateurs.Incubation;
using Incubateurs.Pictures;

namespace Incubateurs.Flow;

/// <summary>The cumulative flow diagram: what has left, cumulated, below what is incubating, by phase.</summary>
internal static class FlowChart
{
    private const int Height = 460;
    private const int Left = 56;
    private const int Right = 510;
    private const int Top = 56;
    private const int Bottom = 410;

    // From the bottom to the top: out first, then the phases backwards, so that a startup moves down as it goes on.
    private static readonly IReadOnlyList<Phase> Series =
    [
        Phases.Stopped, Phases.Inconclusive, Phases.Operated, Phases.HandedOver,
        Phases.Consolidation, Phases.Acceleration, Phases.Construction, Phases.Investigation,
    ];

    public static SvgPicture Draw(IReadOnlyList<FlowPeriod> periods, DateOnly day, Language language)
    {
        var title = language == Language.En ? "Cumulative flow of startups" : "Flux cumulé des startups";
        var cumulated = Cumulated(periods);
        var most = cumulated.Count == 0 ? 0 : cumulated.Max(values => values.Values.Sum());
        using var svg = new Svg(Height, language, title, Description(periods, day, language));
        if (most == 0)
        {
            svg.Text(Svg.Width / 2.0, Height / 2.0, Empty(day, language), "middle");
            return svg.Picture();
        }

        var step = Math.Max(1, Svg.Step(most, 5));
        var top = Math.Ceiling(most / step) * step;
        double X(int i) => periods.Count == 1 ? Right : Left + ((Right - Left) * (double)i / (periods.Count - 1));
        double Y(double value) => Bottom - ((Bottom - Top) * value / top);
        for (var value = 0.0; value <= top; value += step)
        {
            svg.Line(Left, Y(value), Right, Y(value), value == 0 ? "axis" : "grid");
            svg.Text(Left - 8, Y(value) + 5, Svg.Number(value, language), "end small");
        }

        var floor = new double[periods.Count];
        foreach (var phase in Series)
        {
            var lower = floor.ToArray();
            for (var i = 0; i < periods.Count; i++)
                floor[i] += cumulated[i][phase.Code];
            List<(double X, double Y)> upper = periods.Count == 1
                ? [(Left, Y(floor[0])), (Right, Y(floor[0]))]
                : [.. floor.Select((value, i) => (X(i), Y(value)))];
            List<(double X, double Y)> under = periods.Count == 1
                ? [(Left, Y(lower[0])), (Right, Y(lower[0]))]
                : [.. lower.Select((value, i) => (X(i), Y(value)))];
            under.Reverse();
            svg.Area([.. upper, .. under], Svg.Colour(phase));
        }

        Years(svg, periods, X);
        var last = cumulated[^1];
        foreach (var (i, phase) in Series.Reverse().Index())
        {
            var y = Top + 8 + (i * 34) + (i >= 4 ? 22 : 0);
            svg.Box(Right + 16, y, 14, 14, "", Svg.Colour(phase));
            svg.Text(Right + 36, y + 12, $"{phase.Label.In(language)} : {Svg.Number(last[phase.Code], language)}".Replace(" :", language == Language.En ? ":" : " :", StringComparison.Ordinal));
        }

        svg.Text(Left, Height - 14, language == Language.En ? $"As of {day:yyyy-MM-dd}. Those that have left are cumulated." : $"Au {day:dd/MM/yyyy}. Les sorties sont cumulées.", "small");
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

    private static void Years(Svg svg, IReadOnlyList<FlowPeriod> periods, Func<int, double> x)
    {
        var every = Math.Max(1, (int)Math.Ceiling(periods.Select(period => period.End.Year).Distinct().Count() / 8.0));
        var last = double.MinValue;
        foreach (var (i, period) in periods.Index())
            if ((i == periods.Count - 1 || period.End.Year != periods[i + 1].End.Year) && (period.End.Year - periods[0].End.Year) % every == 0 && x(i) - last > 30)
            {
                last = x(i);
                svg.Line(x(i), Bottom, x(i), Bottom + 5, "axis");
                svg.Text(x(i), Bottom + 20, $"{period.End.Year}", "middle small");
            }
    }

    private static string Empty(DateOnly day, Language language) =>
        language == Language.En ? $"No startup was incubating or had left by {day:yyyy-MM-dd}." : $"Aucune startup n'était en incubation ni sortie au {day:dd/MM/yyyy}.";

    private static string Description(IReadOnlyList<FlowPeriod> periods, DateOnly day, Language language)
    {
        if (periods.All(period => period.Stock == 0 && period.Exits.Values.Sum() == 0))
            return Empty(day, language);

        return string.Join(' ', periods.Where(period => period.Stock > 0 || period.Exits.Values.Sum() > 0).Select(period => language == Language.En
            ? $"{period.End:yyyy-MM-dd}: {period.Stock} incubating, {period.Entries} entries, {period.Exits.Values.Sum()} exits."
            : $"{period.End:dd/MM/yyyy} : {period.Stock} en incubation, {period.Entries} entrées, {period.Exits.Values.Sum()} sorties."));
    }
}
