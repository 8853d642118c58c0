using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>What the cumulative flow diagram says to those who do not see it: its figures, which are those of the flow.</summary>
internal static class FlowChartText
{
    public static string Colon(Language language) => language == Language.En ? ": " : "\u00A0: ";

    public static string Empty(DateOnly day, Language language) => new Label(
        $"Aucune startup n'était en incubation ni sortie au {SvgText.Date(day, Language.Fr)}.",
        $"No startup was incubating or had left by {SvgText.Date(day, Language.En)}.").In(language);

    /// <summary>How to read it, and from when exits are cumulated where that is not the beginning.</summary>
    public static string Note(IReadOnlyList<FlowPeriod> asked, IReadOnlyList<FlowPeriod> shown, DateOnly day, Language language)
    {
        var (fr, en) = asked[0].Start.Year == FlowFigures.FirstYear ? ("", "")
            : ($" depuis le {SvgText.Date(asked[0].Start, Language.Fr)}", $" since {SvgText.Date(asked[0].Start, Language.En)}");
        var end = shown[^1].End;
        var known = end == day ? new Label("", "")
            : new Label($", tel que connu au {SvgText.Date(day, Language.Fr)}", $", as known on {SvgText.Date(day, Language.En)}");
        return new Label(
            $"Au {SvgText.Date(end, Language.Fr)}{known.Fr}. Les sorties sont cumulées{fr}.",
            $"On {SvgText.Date(end, Language.En)}{known.En}. Exits are cumulated{en}.").In(language);
    }

    /// <summary>The last period by phase and by exit, then each period.</summary>
    public static string Description(IReadOnlyList<FlowPeriod> periods, DateOnly day, Language language)
    {
        if (periods.Count == 0)
            return Empty(day, language);

        var last = FlowChart.Cumulated(periods)[^1];
        string Of(IEnumerable<string> codes) => string.Join(
            ", ", codes.Select(code => $"{Phases.Find(code)!.Label.In(language)} {SvgText.Number(last[code], language)}"));
        string Sum(IEnumerable<string> codes) => SvgText.Number(codes.Sum(code => last[code]), language);
        var (colon, end) = (Colon(language), SvgText.Date(periods[^1].End, language));
        var whole = new Label(
            $"Au {end}{colon}{Sum(FlowFigures.IncubationCodes)} en incubation ({Of(FlowFigures.IncubationCodes)}). "
                + $"Sorties cumulées{colon}{Sum(FlowFigures.ExitCodes)} ({Of(FlowFigures.ExitCodes)}).",
            $"On {end}{colon}{Sum(FlowFigures.IncubationCodes)} incubating ({Of(FlowFigures.IncubationCodes)}). "
                + $"Exits so far{colon}{Sum(FlowFigures.ExitCodes)} ({Of(FlowFigures.ExitCodes)}).");
        return string.Join(' ', periods.Select(period => Sentence(period, language)).Prepend(whole.In(language)));
    }

    private static string Sentence(FlowPeriod period, Language language)
    {
        var exits = period.Exits.Values.Sum();
        var (from, to) = (SvgText.Date(period.Start, language), SvgText.Date(period.End, language));
        return language == Language.En
            ? $"{from} to {to}: {SvgText.Counted(period.Entries, language, "entry", "entries")}, "
                + $"{SvgText.Counted(exits, language, "exit", "exits")}, "
                + $"{SvgText.Number(period.Stock, language)} incubating at the end."
            : $"Du {from} au {to}\u00A0: {SvgText.Counted(period.Entries, language, "entrée", "entrées")}, "
                + $"{SvgText.Counted(exits, language, "sortie", "sorties")}, "
                + $"{SvgText.Number(period.Stock, language)} en incubation à la fin.";
    }
}
