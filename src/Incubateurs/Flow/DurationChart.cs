using Incubateurs.Http;
using Incubateurs.Incubation;
using Incubateurs.Pictures;

namespace Incubateurs.Flow;

/// <summary>How long phases and whole incubations last, beside the doctrine's one to three years.</summary>
internal static class DurationChart
{
    private const int Height = 400;
    private const int Left = 150;
    private const int Right = 690;
    private const int Top = 66;
    private const int Row = 56;
    private const double DaysOfYear = 365.25;

    /// <summary>A line of the picture: a phase, or whole incubations where it is none.</summary>
    public sealed record Distribution(Phase? Phase, IReadOnlyList<int> Days);

    public static IReadOnlyList<Distribution> Of(IReadOnlyList<Life> lives, DateOnly day) =>
    [
        .. Phases.All.Where(phase => phase.IsIncubation).Select(phase => new Distribution(phase, FlowFigures.Spells(lives, phase.Code, day).Ended)),
        new(null, [.. lives.Where(life => life.Standing is { Exit: not null, Entry: not null }).Select(life => life.Standing.Days(day)!.Value)]),
    ];

    public static SvgPicture Draw(IReadOnlyList<Distribution> lines, DateOnly day, Language language)
    {
        var english = language == Language.En;
        var title = english ? "How long phases and incubations last" : "Durée des phases et des incubations";
        var none = english ? $"No phase had ended by {day:yyyy-MM-dd}." : $"Aucune phase n'était achevée au {day:dd/MM/yyyy}.";
        using var svg = new Svg(Height, language, title, lines.All(line => line.Days.Count == 0) ? none : string.Join(' ', lines.Select(line => Sentence(line, language))));
        if (lines.All(line => line.Days.Count == 0))
        {
            svg.Text(Svg.Width / 2.0, Height / 2.0, none, "middle");
            return svg.Picture();
        }

        var years = Math.Max(4, Math.Ceiling(lines.Max(line => At(line.Days, 0.95)) / DaysOfYear));
        double X(double days) => Left + ((Right - Left) * Math.Min(days / DaysOfYear / years, 1));
        var bottom = Top + (Row * lines.Count);
        svg.Box(X(DaysOfYear), Top - 14, X(3 * DaysOfYear) - X(DaysOfYear), bottom - Top + 14, "band");
        svg.Text((X(DaysOfYear) + X(3 * DaysOfYear)) / 2, Top - 20, english ? "1 to 3 years" : "1 à 3 ans", "middle small");
        for (var year = 0; year <= years; year++)
        {
            svg.Line(X(year * DaysOfYear), Top - 14, X(year * DaysOfYear), bottom, "grid");
            svg.Text(X(year * DaysOfYear), bottom + 18, english ? $"{year} y" : $"{year} an{(year > 1 ? "s" : "")}", "middle small");
        }

        foreach (var (i, line) in lines.Index())
        {
            var middle = Top + (i * Row) + 16;
            svg.Text(Left - 12, middle + 5, line.Phase?.Label.In(language) ?? (english ? "Incubation" : "Incubation"), "end");
            if (line.Days.Count == 0)
            {
                svg.Text(Left + 8, middle + 5, english ? "none ended" : "aucune achevée", "small");
                continue;
            }

            svg.Line(X(At(line.Days, 0.1)), middle, X(At(line.Days, 0.9)), middle, "line");
            svg.Box(X(At(line.Days, 0.25)), middle - 11, X(At(line.Days, 0.75)) - X(At(line.Days, 0.25)), 22, "box", line.Phase is { } phase ? Svg.Colour(phase) : "var(--transfere)");
            var median = Statistics.Median(line.Days)!.Value;
            svg.Line(X(median), middle - 14, X(median), middle + 14, "mark");
            svg.Text(
                Left + 4,
                middle + 30,
                english ? $"median {Svg.Number(median, language)} days, n = {Svg.Number(line.Days.Count, language)}" : $"médiane {Svg.Number(median, language)} jours, n = {Svg.Number(line.Days.Count, language)}",
                "small");
        }

        svg.Text(16, Height - 14, english ? $"As of {day:yyyy-MM-dd}. Line: 10 to 90 %; box: the middle half; mark: the median." : $"Au {day:dd/MM/yyyy}. Trait : de 10 à 90 % ; boîte : la moitié centrale ; repère : la médiane.", "small");
        return svg.Picture();
    }

    private static string Sentence(Distribution line, Language language)
    {
        var name = line.Phase?.Label.In(language) ?? "Incubation";
        return line.Days.Count == 0 ? ""
            : language == Language.En ? $"{name}: {line.Days.Count} ended, median {Svg.Number(Statistics.Median(line.Days)!.Value, language)} days, nine out of ten within {Statistics.P90(line.Days)} days."
            : $"{name} : {line.Days.Count} achevées, médiane {Svg.Number(Statistics.Median(line.Days)!.Value, language)} jours, neuf sur dix en {Statistics.P90(line.Days)} jours au plus.";
    }

    // Nearest rank.
    private static int At(IReadOnlyList<int> days, double part)
    {
        var sorted = days.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
