using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>The life of one startup on a line: its phases, what is planned, and the doctrine's one to three years.</summary>
internal static class TimelineChart
{
    private const int Thick = 40;
    private const int BetweenYears = 64;

    public static SvgPicture Draw(string name, IReadOnlyList<PhaseStart> phases, DateOnly day, Language language)
    {
        var none = new Label("Aucune phase n'est enregistrée.", "No phase is recorded.").In(language);
        using var svg = new Svg(
            language, name, phases.Count == 0 ? none : string.Join(' ', phases.Select((_, i) => Sentence(phases, i, day, language))));
        if (phases.Count == 0)
        {
            svg.Note(none);
            return svg.Picture();
        }

        svg.Bottom += 34;
        var band = Bar(svg, phases, day, language);
        svg.Bottom += Thick + 42;
        foreach (var (i, phase) in phases.Index())
        {
            var y = svg.Bottom += Svg.LineHeight;
            svg.Box(Svg.Left, y - 13, 16, 16, phase.Phase.Code, Fill(phases, i, day));
            svg.Text(Svg.Left + 26, y, SvgText.Date(phase.StartsOn, language), "small");
            svg.Text(Svg.Left + 162, y, phase.Phase.Label.In(language));
            svg.Text(Svg.Right, y, Length(phases, i, day, language), "end small");
        }

        svg.Bottom += 4;
        svg.Note(new Label(
            $"Au {SvgText.Date(day, Language.Fr)} (pointillé).", $"On {SvgText.Date(day, Language.En)} (dotted).").In(language)
            + (
                band
                    ? new Label(
                        " En fond\u00A0: un à trois ans après l'entrée.", " Shaded: one to three years after the entry.").In(language)
                    : ""));
        return svg.Picture();
    }

    // Says whether the band of the doctrine is in the picture.
    private static bool Bar(Svg svg, IReadOnlyList<PhaseStart> phases, DateOnly day, Language language)
    {
        // What is planned is shown from the day on, and for a while after it begins.
        var first = phases[0].StartsOn < day ? phases[0].StartsOn : day;
        var last = phases[^1].StartsOn > day
            ? phases[^1].StartsOn.AddDays(Math.Max(180, (phases[^1].StartsOn.DayNumber - first.DayNumber) / 8))
            : day;
        var span = Math.Max(last.DayNumber - first.DayNumber, 1);
        var top = svg.Bottom;
        double X(DateOnly at) => Svg.Left + ((Svg.Right - Svg.Left) * Math.Clamp((double)(at.DayNumber - first.DayNumber) / span, 0, 1));

        var band = Lifecycle.On(DateOnly.MaxValue, phases).Entry is { } entry && entry.AddYears(1) < last ? entry : (DateOnly?)null;
        if (band is { } entered)
        {
            var (from, to) = (X(entered.AddYears(1)), X(entered.AddYears(3)));
            svg.Box(from, top - 30, to - from, Thick + 40, "band");
            var narrow = to - from < 130 && from > Svg.Width / 2;
            svg.Text(narrow ? to : from + 4, top - 12, new Label("1 à 3 ans", "1 to 3 years").In(language), narrow ? "end small" : "small");
        }

        // What has no length is a mark, drawn last so that it can be seen.
        DateOnly Until(int i) => i + 1 < phases.Count ? phases[i + 1].StartsOn : last;
        foreach (var (i, phase) in phases.Index().OrderBy(pair => Until(pair.Index) == pair.Item.StartsOn))
        {
            if (phase.StartsOn > day)
                svg.Pattern($"planned{i}", phase.Phase.Code);

            // What has left is thin.
            var (y, height) = phase.Phase.IsIncubation ? (top, Thick) : (top + (Thick / 4.0), Thick / 2.0);
            svg.Box(
                X(phase.StartsOn),
                y,
                Math.Max(X(Until(i)) - X(phase.StartsOn), 4),
                height,
                $"edge {phase.Phase.Code}",
                Fill(phases, i, day),
                Sentence(phases, i, day, language));
        }

        svg.Line(X(day), top - 8, X(day), top + Thick + 8, "now");
        Years(svg, first, last, top + Thick, X);
        return band is not null;
    }

    private static void Years(Svg svg, DateOnly first, DateOnly last, double top, Func<DateOnly, double> x)
    {
        svg.Line(Svg.Left, top + 10, Svg.Right, top + 10, "axis");
        var every = Svg.Every(BetweenYears * (last.DayNumber - first.DayNumber) / (Svg.Right - Svg.Left) / 365.25);
        for (var year = first.Year + 1; year <= last.Year; year++)
            if (year % every == 0 && x(new(year, 1, 1)) is var at)
            {
                svg.Line(at, top + 10, at, top + 15, "axis");
                if (at >= Svg.Left + 24 && at <= Svg.Right - 24)
                    svg.Text(at, top + 33, $"{year}", "middle small");
            }
    }

    private static string? Fill(IReadOnlyList<PhaseStart> phases, int at, DateOnly day) =>
        phases[at].StartsOn > day ? $"url(#planned{at})" : null;

    private static string Length(IReadOnlyList<PhaseStart> phases, int at, DateOnly day, Language language)
    {
        if (phases[at].StartsOn > day)
            return new Label("prévue", "planned").In(language);

        var ended = at + 1 < phases.Count && phases[at + 1].StartsOn <= day;
        var days = (ended ? phases[at + 1].StartsOn : day).DayNumber - phases[at].StartsOn.DayNumber;
        return ended && days == 0 ? new Label("durée inconnue", "length unknown").In(language)
            : !ended && !phases[at].Phase.IsIncubation ? ""
            : SvgText.Counted(days, language, new Label("jour", "day").In(language), new Label("jours", "days").In(language));
    }

    private static string Sentence(IReadOnlyList<PhaseStart> phases, int at, DateOnly day, Language language)
    {
        var (label, from, length) = (
            phases[at].Phase.Label.In(language), SvgText.Date(phases[at].StartsOn, language), Length(phases, at, day, language));
        return phases[at].StartsOn > day
            ? new Label($"{label}, prévue à partir du {from}.", $"{label}, planned from {from}.").In(language)
            : new Label($"{label} à partir du {from}", $"{label} from {from}").In(language) + (length.Length == 0 ? "." : $", {length}.");
    }
}
