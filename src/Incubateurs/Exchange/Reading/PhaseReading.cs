using Incubateurs.Incubation;

namespace Incubateurs.Exchange.Reading;

/// <summary>The phases of a file: what can be dated and named is kept, the rest is dropped and reported.</summary>
internal static class PhaseReading
{
    private sealed record Dated(string Name, IReadOnlyList<Phase> Meant, DateOnly StartsOn, DateOnly? End, string? Reason);

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<ParsedPhase> Read(Fields fields, DateOnly today)
    {
        var report = fields.Report;
        var items = fields.Items("phases");
        if (items.Count == 0)
            report.Add(AnomalyClasses.NoPhases, fields.Raw("phases") is null ? "no phases" : "phases is empty");

        var dated = new List<Dated>();
        foreach (var item in items)
            if (item is not YamlMap map)
                report.Add(AnomalyClasses.PhaseUnreadable, "a phase that is no name with a start");
            else if (ReadOne(new(map, report, "phases."), today) is { } phase)
                dated.Add(phase);

        var phases = new List<ParsedPhase>();
        foreach (var phase in dated.Select(one => new ParsedPhase(Translated(one, dated, report), one.StartsOn, one.End, one.Reason)))
            if (phases.Any(other => other.Phase == phase.Phase && other.StartsOn == phase.StartsOn))
                report.Add(AnomalyClasses.DuplicatePhase, $"{phase.Phase} {phase.StartsOn:yyyy-MM-dd}");
            else
                phases.Add(phase);

        foreach (var shared in phases.GroupBy(phase => phase.StartsOn).Where(day => day.Count() > 1))
            report.Add(
                AnomalyClasses.PhasesShareAStart,
                $"{shared.Key:yyyy-MM-dd}: {string.Join(", ", shared.Select(phase => phase.Phase.Code))}");
        return phases;
    }

    private static Dated? ReadOne(Fields fields, DateOnly today)
    {
        var report = fields.Report;
        if (fields.Line("name") is not { } name)
        {
            report.Add(AnomalyClasses.UnknownPhase, "a phase without a name");
            return null;
        }

        var meant = Phases.Named(name);
        if (meant.Count == 0 && Phases.Named(name.ToLowerInvariant()) is { Count: > 0 } lower)
        {
            report.Add(AnomalyClasses.PhaseSpelling, name);
            meant = lower;
        }

        if (meant.Count == 0)
        {
            report.Add(AnomalyClasses.UnknownPhase, name);
            return null;
        }

        if (Start(fields, name, today) is not { } start)
            return null;
        return new(name, meant, start, End(fields, name, start), fields.Lines("comment"));
    }

    private static DateOnly? Start(Fields fields, string name, DateOnly today)
    {
        var report = fields.Report;
        if (fields.Raw("start") is null or YamlText { Text: null } || fields.Line("start") is not { } written)
        {
            report.Add(AnomalyClasses.PhaseWithoutStart, name);
            return null;
        }

        if (SourceDates.Read(written) is not (var day, var isIso))
        {
            report.Add(AnomalyClasses.PhaseStartUnreadable, $"{name}: {written}");
            return null;
        }

        if (!isIso)
            report.Add(AnomalyClasses.PhaseStartNotIso, $"{name}: {written}");
        var latest = today.AddYears(Lifecycle.MostYearsAhead);
        if (day >= Lifecycle.FirstDay && day <= latest)
            return day;
        report.Add(day > latest ? AnomalyClasses.PhaseStartTooLate : AnomalyClasses.PhaseStartTooEarly, $"{name}: {written}");
        return null;
    }

    private static DateOnly? End(Fields fields, string name, DateOnly start)
    {
        if (fields.Line("end") is not { } written)
            return null;
        if (SourceDates.Read(written) is not (var day, var isIso))
        {
            fields.Report.Add(AnomalyClasses.PhaseEndUnreadable, $"{name}: {written}");
            return null;
        }

        if (!isIso)
            fields.Report.Add(AnomalyClasses.PhaseEndNotIso, $"{name}: {written}");
        if (day < start)
            fields.Report.Add(AnomalyClasses.PhaseEndBeforeStart, $"{name}: {start:yyyy-MM-dd} to {written}");
        return day;
    }

    // `alumni` said that a startup had stopped, not how far it had come: its earlier phases tell.
    private static Phase Translated(Dated phase, IReadOnlyList<Dated> all, FileReport report)
    {
        var today = phase.Meant[0];
        if (phase.Meant.Count > 1)
        {
            var before = all.Where(
                other => other.StartsOn <= phase.StartsOn && other.Meant.All(meant => meant.Kind != PhaseKind.Stopped)).ToList();
            var onlyInvestigated = before.Count > 0 && before.All(other => other.Meant.Contains(Phases.Investigation));
            today = onlyInvestigated ? Phases.Inconclusive : Phases.Stopped;
        }

        if (Phases.Find(phase.Name.ToLowerInvariant()) is null)
            report.Add(AnomalyClasses.OlderPhaseName, $"{phase.Name}: {today}");
        return today;
    }
}
