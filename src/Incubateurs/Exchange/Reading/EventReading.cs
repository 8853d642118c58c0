using Incubateurs.Incubation;
using Incubateurs.Startups;

namespace Incubateurs.Exchange.Reading;

/// <summary>The events of a file; those called <c>committee</c> are investment committees without a decision.</summary>
internal static class EventReading
{
    public const string Committee = "committee";
    public const string NationalImpact = "national_impact";

    /// <summary>In the order of the file, committees among them.</summary>
    public static IReadOnlyList<StartupEvent> Read(Fields fields, IReadOnlySet<string> known, DateOnly today)
    {
        var read = new List<StartupEvent>();
        foreach (var item in fields.Items("events"))
            if (item is not YamlMap map)
                fields.Report.Add(AnomalyClasses.EventUnreadable, "an event that is no name with a date");
            else if (ReadOne(new(map, fields.Report, "events."), known, today) is { } one)
                if (read.Contains(one))
                    fields.Report.Add(AnomalyClasses.DuplicateEvent, $"{one.Name} {one.On:yyyy-MM-dd}");
                else
                    read.Add(one);

        return read;
    }

    private static StartupEvent? ReadOne(Fields fields, IReadOnlySet<string> known, DateOnly today)
    {
        var report = fields.Report;
        if (fields.Line("name") is not { } name)
        {
            report.Add(AnomalyClasses.EventWithoutName, fields.Line("date") ?? "no date either");
            return null;
        }

        if (!known.Contains(name))
            report.Add(AnomalyClasses.UnknownEvent, name);
        if (fields.Line("date") is not { } written)
        {
            report.Add(AnomalyClasses.EventWithoutDate, name);
            return null;
        }

        if (SourceDates.Read(written) is not (var day, var isIso))
        {
            report.Add(AnomalyClasses.EventDateUnreadable, $"{name}: {written}");
            return null;
        }

        if (!isIso)
            report.Add(AnomalyClasses.EventDateNotIso, $"{name}: {written}");
        if (day < Lifecycle.FirstDay || day > today.AddYears(Lifecycle.MostYearsAhead))
            report.Add(AnomalyClasses.DoubtfulEventDate, $"{name}: {written}");
        return new(name, day, fields.Lines("comment"));
    }
}
