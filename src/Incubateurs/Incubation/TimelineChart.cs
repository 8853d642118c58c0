using Incubateurs.Http;
using Incubateurs.Pictures;

namespace Incubateurs.Incubation;

/// <summary>The life of one startup on a line: its phases, what is planned, and the doctrine's one to three years.</summary>
internal static class TimelineChart
{
    private const int Height = 250;
    private const int Left = 20;
    private const int Right = 700;
    private const int Bar = 84;
    private const int Thick = 40;

    public static SvgPicture Draw(string name, IReadOnlyList<PhaseStart> phases, DateOnly day, Language language)
    {
        var english = language == Language.En;
        var shown = name.Length > 60 ? name[..(char.IsHighSurrogate(name[59]) ? 59 : 60)] + "…" : name;
        var none = english ? "No phase is recorded." : "Aucune phase n'est enregistrée.";
        using var svg = new Svg(Height, language, shown, phases.Count == 0 ? none : Description(phases, day, language));
        if (phases.Count == 0)
        {
            svg.Text(Svg.Width / 2.0, Height / 2.0, none, "middle");
            return svg.Picture();
        }

        var first = phases[0].StartsOn;
        var last = phases[^1].StartsOn > day ? phases[^1].StartsOn.AddYears(1) : day > first ? day : first.AddYears(1);
        var span = Math.Max(last.DayNumber - first.DayNumber, 1);
        double X(DateOnly at) => Left + ((Right - Left) * Math.Clamp((double)(at.DayNumber - first.DayNumber) / span, 0, 1));

        if (Lifecycle.On(DateOnly.MaxValue, phases).Entry is { } entry && entry.AddYears(1) < last)
        {
            svg.Box(X(entry.AddYears(1)), Bar - 26, X(entry.AddYears(3)) - X(entry.AddYears(1)), Thick + 40, "band");
            svg.Text(X(entry.AddYears(1)) + 4, Bar - 14, english ? "1 to 3 years" : "1 à 3 ans", "small");
        }

        foreach (var (i, phase) in phases.Index())
        {
            var until = i + 1 < phases.Count ? phases[i + 1].StartsOn : last;
            var planned = phase.StartsOn > day;
            if (planned)
                svg.Pattern($"planned{i}", Svg.Colour(phase.Phase));
            svg.Box(X(phase.StartsOn), Bar, X(until) - X(phase.StartsOn), Thick, "edge", planned ? $"url(#planned{i})" : Svg.Colour(phase.Phase));
        }

        if (day >= first && day <= last)
        {
            svg.Line(X(day), Bar - 10, X(day), Bar + Thick + 10, "now");
        }

        Years(svg, first, last, X);
        Legend(svg, phases, day, language);
        return svg.Picture();
    }

    private static void Years(Svg svg, DateOnly first, DateOnly last, Func<DateOnly, double> x)
    {
        var every = Math.Max(1, (int)Math.Ceiling((last.Year - first.Year) / 10.0));
        for (var year = first.Year + 1; year <= last.Year; year += every)
        {
            var at = new DateOnly(year, 1, 1);
            svg.Line(x(at), Bar + Thick, x(at), Bar + Thick + 6, "axis");
            svg.Text(x(at), Bar + Thick + 22, $"{year}", "middle small");
        }
    }

    private static void Legend(Svg svg, IReadOnlyList<PhaseStart> phases, DateOnly day, Language language)
    {
        // Three columns; what does not fit is in the description.
        foreach (var (i, phase) in phases.Take(6).Index())
        {
            var (x, y) = (Left + (i % 3 * 232), 182 + (i / 3 * 32));
            svg.Box(x, y, 14, 14, "", Svg.Colour(phase.Phase));
            svg.Text(x + 20, y + 12, Short(phase.Phase, language));
            svg.Text(x + 20, y + 27, Date(phase.StartsOn, language) + (phase.StartsOn > day ? (language == Language.En ? " (planned)" : " (prévue)") : ""), "small");
        }
    }

    private static string Short(Phase phase, Language language) => phase.Label.In(language) is var label && label.Length > 27 ? label[..26] + "…" : phase.Label.In(language);

    private static string Date(DateOnly day, Language language) => language == Language.En ? $"{day:yyyy-MM-dd}" : $"{day:dd/MM/yyyy}";

    private static string Description(IReadOnlyList<PhaseStart> phases, DateOnly day, Language language) => string.Join(' ', phases.Select(phase =>
        language == Language.En
            ? $"{phase.Phase.Label.En} {(phase.StartsOn > day ? "planned from" : "from")} {Date(phase.StartsOn, language)}."
            : $"{phase.Phase.Label.Fr} {(phase.StartsOn > day ? "prévue à partir du" : "à partir du")} {Date(phase.StartsOn, language)}."));
}
