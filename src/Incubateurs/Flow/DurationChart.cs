using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>How long phases and whole incubations last, quarter by quarter, beside the doctrine's one to three years.</summary>
internal static class DurationChart
{
    private const int High = 46;
    private const int Row = 98;
    private const int FewestYears = 4;
    private const int MostYears = 8;
    private const int BarsOfYear = 4;
    private const double DaysOfYear = 365.25;

    /// <summary>A line of the picture: a phase, or whole incubations where it is none.</summary>
    public sealed record Distribution(Phase? Phase, IReadOnlyList<int> Days)
    {
        public string Name(Language language) =>
            Phase?.Label.In(language) ?? new Label("Incubation entière", "Whole incubation").In(language);
    }

    public static IReadOnlyList<Distribution> Of(IReadOnlyList<Life> lives, DateOnly day) =>
    [
        .. Phases.All.Where(phase => phase.IsIncubation)
            .Select(phase => new Distribution(phase, FlowFigures.Spells(lives, phase.Code, day).Ended)),
        new(
            null,
            [.. lives.Where(life => life.Standing is { Exit: not null, Entry: not null }).Select(life => life.Standing.Days(day)!.Value)]),
    ];

    public static SvgPicture Draw(IReadOnlyList<Distribution> lines, DateOnly day, Language language)
    {
        var none = new Label(
            $"Aucune phase n'était achevée au {SvgText.Date(day, Language.Fr)}.",
            $"No phase had ended by {SvgText.Date(day, Language.En)}.").In(language);
        var nothing = lines.All(line => line.Days.Count == 0);
        using var svg = new Svg(
            language,
            new Label("Durée des phases et des incubations", "How long phases and incubations last").In(language),
            nothing
                ? none
                : string.Join(
                    ' ',
                    lines.Select(line => Sentence(line, language))
                        .Prepend(
                            new Label($"Au {SvgText.Date(day, Language.Fr)}.", $"On {SvgText.Date(day, Language.En)}.").In(language))));
        if (nothing)
        {
            svg.Note(none);
            return svg.Picture();
        }

        var longest = (int)Math.Ceiling((lines.SelectMany(line => line.Days).Max() + 1) / DaysOfYear);
        var years = Math.Clamp(longest, FewestYears, MostYears);
        double X(double days) => Svg.Left + ((Svg.Right - Svg.Left) * Math.Min(days / DaysOfYear / years, 1));
        var top = svg.Bottom + 8;
        var bottom = top + 12 + (Row * lines.Count);
        svg.Box(X(DaysOfYear), top - 10, X(3 * DaysOfYear) - X(DaysOfYear), bottom - top + 10, "band");
        for (var year = 0; year <= years; year++)
        {
            svg.Line(X(year * DaysOfYear), top - 10, X(year * DaysOfYear), bottom, "grid");
            var anchor = year == 0 ? "small" : year == years ? "end small" : "middle small";
            svg.Text(
                X(year * DaysOfYear),
                bottom + 24,
                $"{year}{(year == years && longest > years ? "+" : "")}{(year == 0 ? new Label(" an", " years").In(language) : "")}",
                anchor);
        }

        foreach (var (i, line) in lines.Index())
            Draw(svg, line, top + 12 + (i * Row), years, X, language);
        svg.Bottom = bottom + 28;
        svg.Note(new Label(
            $"Au {SvgText.Date(day, Language.Fr)}, en années, par trimestre. Trait plein\u00A0: la médiane\u00A0; "
                + "pointillé\u00A0: p90, que neuf sur dix ne dépassent pas. En fond\u00A0: un à trois ans, "
                + "la durée d'une incubation selon la doctrine.",
            $"On {SvgText.Date(day, Language.En)}, in years, by quarter. Solid line: the median; "
                + "dotted: p90, which nine out of ten do not exceed. "
                + "Shaded: one to three years, what an incubation takes by the doctrine.").In(language));
        return svg.Picture();
    }

    private static void Draw(Svg svg, Distribution line, double top, int years, Func<double, double> x, Language language)
    {
        svg.Text(Svg.Left, top + 14, line.Name(language), "strong");
        if (line.Days.Count == 0)
        {
            svg.Text(Svg.Right, top + 14, new Label("aucune achevée", "none ended").In(language), "end small");
            return;
        }

        var (median, p90, floor) = (Statistics.Median(line.Days)!.Value, Statistics.P90(line.Days)!.Value, top + 26 + High);
        svg.Text(
            Svg.Right,
            top + 14,
            $"n {SvgText.Number(line.Days.Count, language)} · {Median(median, language)} · "
                + $"p90 {SvgText.Number(p90, language)} {new Label("j", "d").In(language)}",
            "end small");
        var bars = line.Days.CountBy(days => Math.Min((int)(days / DaysOfYear * BarsOfYear), (years * BarsOfYear) - 1)).ToList();
        var most = bars.Max(bar => bar.Value);
        var width = x(DaysOfYear / BarsOfYear) - x(0);
        foreach (var (at, count) in bars.OrderBy(bar => bar.Key))
        {
            var height = Math.Max(High * (double)count / most, 1.5);
            svg.Box(
                Svg.Left + (at * width) + 0.5,
                floor - height,
                width - 1,
                height,
                line.Phase?.Code ?? "whole",
                tip: SvgText.Number(count, language));
        }

        svg.Line(Svg.Left, floor, Svg.Right, floor, "axis");
        svg.Line(x(median), floor - High - 4, x(median), floor + 4, "mark");
        svg.Line(x(p90), floor - High - 4, x(p90), floor + 4, "far");
    }

    private static string Median(double median, Language language) =>
        new Label($"médiane {SvgText.Number(median, language)} j", $"median {SvgText.Number(median, language)} d").In(language);

    private static string Sentence(Distribution line, Language language)
    {
        var name = line.Name(language);
        if (line.Days.Count == 0)
            return new Label($"{name}\u00A0: aucune achevée.", $"{name}: none ended.").In(language);

        var (count, median, p90) = (
            line.Days.Count,
            SvgText.Number(Statistics.Median(line.Days)!.Value, language),
            SvgText.Number(Statistics.P90(line.Days)!.Value, language));
        return new Label(
            $"{name}\u00A0: {SvgText.Counted(count, language, "achevée", "achevées")}, médiane {median} jours, "
                + $"neuf sur dix en {p90} jours au plus.",
            $"{name}: {SvgText.Number(count, language)} ended, median {median} days, nine out of ten within {p90} days.").In(language);
    }
}
