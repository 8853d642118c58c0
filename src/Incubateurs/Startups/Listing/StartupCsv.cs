using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>
/// Startups as a table. A column is called by the path of its member in JSON: <c>incubation.startedOn</c>. Of several
/// incubators or sponsors the values stand side by side, those without one empty.
/// </summary>
internal static class StartupCsv
{
    // Members of which the table shows parts, each in a column of its own.
    private static readonly IReadOnlyList<CsvColumn<ExportedStartup>> Parts =
    [
        new("status", startup => startup.Status?.Code()),
        new("phase.code", startup => startup.Phase?.Code),
        new("phase.since", startup => startup.Phase?.Since),
        new("planned.code", startup => startup.Planned?.Code),
        new("planned.startsOn", startup => startup.Planned?.StartsOn),
        new("incubation.startedOn", startup => startup.Incubation?.StartedOn),
        new("incubation.builtOn", startup => startup.Incubation?.BuiltOn),
        new("incubation.endedOn", startup => startup.Incubation?.EndedOn),
        new("incubation.days", startup => startup.Incubation?.Days),
        new("incubation.verdict", startup => startup.Incubation?.Verdict?.Code()),
        new("incubators.id", startup => startup.Incubators?.Select(incubator => incubator.Id)),
        new("incubators.name", startup => startup.Incubators?.Select(incubator => incubator.Name)),
        new("sponsors.id", startup => startup.Sponsors?.Select(sponsor => sponsor.Id)),
        new("sponsors.name", startup => startup.Sponsors?.Select(sponsor => sponsor.Name)),
        new("sponsors.siret", startup => startup.Sponsors?.Select(sponsor => startup.NumbersOf(sponsor)?.Siret))
        { Description = "SIRET numbers of the sponsors, in the same order." },
        new("sponsors.directoryId", startup => startup.Sponsors?.Select(sponsor => startup.NumbersOf(sponsor)?.DirectoryId))
        { Description = "Ids of the sponsors in the State's directory, in the same order." },
        new("host.id", startup => startup.Host?.Id),
        new("host.name", startup => startup.Host?.Name),
        new("host.siret", startup => startup.NumbersOf(startup.Host)?.Siret) { Description = "SIRET number of the host." },
        new("host.directoryId", startup => startup.NumbersOf(startup.Host)?.DirectoryId)
        { Description = "Id of the host in the State's directory." },
        new("accessibility", startup => startup.Accessibility),
        new("withdrawn.at", startup => startup.Withdrawn?.At),
        new("withdrawn.reason", startup => startup.Withdrawn?.Reason),
        new("withdrawn.mergedInto", startup => startup.Withdrawn?.MergedInto),
        new("handOver.id", startup => startup.HandOver?.Id),
        new("handOver.status", startup => startup.HandOver?.Status.Code()),
        new("handOver.model", startup => startup.HandOver?.Model.Code()),
        new("phases", startup => startup.Phases?.Select(phase => $"{phase.Phase} {phase.StartsOn.Text()}"))
        { Description = "Code and first day of each phase, by start." },
        new("events", startup => startup.Events?.Select(dated => $"{dated.Name} {dated.On.Text()}"))
        { Description = "Name and day of each event." },
        new("riskAnalysis.done", startup => startup.RiskAnalysis?.Done),
        new("riskAnalysis.url", startup => startup.RiskAnalysis?.Url),
    ];

    // In the order of the members; what stands in no list is shown where it is asked for.
    private static readonly IReadOnlyList<CsvColumn<ExportedStartup>> All =
    [
        .. Member<ExportedStartup>.All.SelectMany(
            member => Parts.Where(part => part.Member == member.Name) is var parts && parts.Any() ? parts
                : member.Name == "numbers" ? []
                : [new(member)]),
    ];

    private static readonly IReadOnlyList<CsvColumn<ExportedStartup>> Listed =
        [.. All.Where(column => StartupFields.Names.Contains(column.Member) || column.Member == "handOver")];

    /// <summary>The columns of what is asked for.</summary>
    public static IReadOnlyList<CsvColumn<ExportedStartup>> Columns(IReadOnlySet<string>? fields) =>
        fields is null ? Listed : [.. All.Where(column => column.Member == "id" || fields.Contains(column.Member))];
}
