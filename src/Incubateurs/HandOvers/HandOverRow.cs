using System.Globalization;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>A hand-over as a row of a table. A column is called by the path of its member in JSON.</summary>
internal sealed record HandOverRow(HandOverSummary Shown)
{
    private static readonly IReadOnlyList<CsvColumn<HandOverRow>> All =
    [
        new("id", row => row.Shown.Id),
        new("startup.id", row => row.Shown.Startup?.Id),
        new("startup.name", row => row.Shown.Startup?.Name),
        new("status", row => row.Shown.Status?.Code()),
        new("model", row => row.Shown.Model?.Code()),
        new("openedOn", row => row.Shown.OpenedOn),
        new("preferredScenario", row => row.Shown.PreferredScenario),
        new("fallbackScenario", row => row.Shown.FallbackScenario),
        new("reason", row => row.Shown.Reason),
        new("host.id", row => row.Shown.Host?.Id),
        new("host.name", row => row.Shown.Host?.Name),
        new("host.siret", row => row.Shown.Host?.Siret) { Description = "SIRET number of the host." },
        new("host.directoryId", row => row.Shown.Host?.DirectoryId) { Description = "Id of the host in the State's directory." },
        new("coHosts.id", row => row.Shown.CoHosts?.Select(host => host.Id)),
        new("coHosts.name", row => row.Shown.CoHosts?.Select(host => host.Name)),
        new("candidacies", row => row.Shown.Candidacies),
        new("secondments", row => row.Shown.Secondments?.Select(Told))
        { Description = "Function, days and share of full time of each member of the host's staff." },
        new("adaptations", row => row.Shown.Adaptations?.Select(adaptation => $"{adaptation.Code} {adaptation.Status.Code()}"))
        { Description = "Code and status of each adaptation." },
        new("cost.incubationPerYear", row => row.Shown.Cost?.IncubationPerYear),
        new("cost.marginalPerYear", row => row.Shown.Cost?.MarginalPerYear),
        new("cost.ratio", row => row.Shown.Cost?.Ratio),
        new("effectiveOn", row => row.Shown.EffectiveOn),
        new("findings", row => row.Shown.Findings?.Select(finding => finding.Code))
        { Description = "Codes of the points of the doctrine that are not met." },
        new("justification", row => row.Shown.Justification),
        new("followUps", row => row.Shown.FollowUps?.Select(followUp => $"{followUp.ObservedOn.Text()} {followUp.Outcome.Code()}"))
        { Description = "Day and outcome of each follow-up." },
        new("version", row => row.Shown.Version),
    ];

    /// <summary>The columns of what is asked for.</summary>
    public static IReadOnlyList<CsvColumn<HandOverRow>> Columns(HandOverFields fields) =>
        [.. All.Where(column => column.Member == "id" || fields.Names.Contains(column.Member))];

    private static string Told(Secondment secondment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{secondment.Function} {secondment.From.Text()}/{secondment.To?.Text()} {secondment.FullTimeShare}");
}
