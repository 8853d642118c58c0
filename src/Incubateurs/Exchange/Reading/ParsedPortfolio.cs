using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <param name="RecordedEnd">Provenance: a phase lasts until the next one starts.</param>
/// <param name="Reason">The comment of the source.</param>
internal sealed record ParsedPhase(Phase Phase, DateOnly StartsOn, DateOnly? RecordedEnd, string? Reason);

internal sealed record ParsedCommittee(DateOnly HeldOn, string? Note);

/// <param name="Facts">Without a source, which the merging sets.</param>
/// <param name="Phases">Ordered by start and rank; no (phase, start) comes twice.</param>
/// <param name="Provenance">JSON of the front matter as read.</param>
internal sealed record ParsedStartup(
    string Id,
    string File,
    StartupFacts Facts,
    IReadOnlyList<ParsedPhase> Phases,
    IReadOnlyList<ParsedCommittee> Committees,
    IReadOnlyList<string> FormerIds,
    string Provenance)
{
    /// <summary>JSON of what only the static API shows.</summary>
    public string? Published { get; init; }
}

/// <param name="DirectoryId">Its id in the State's directory; from the source's <c>annuaire</c>.</param>
internal sealed record ParsedAdministration(
    string Id,
    string File,
    string Name,
    string? Acronym,
    string? Kind,
    string? Domain,
    string? Siret,
    string? DirectoryId,
    string Provenance);

/// <param name="Owner">Id of an administration of the same portfolio.</param>
internal sealed record ParsedIncubator(
    string Id,
    string File,
    string Name,
    string? Owner,
    string? Website,
    string? Repository,
    string? Contact,
    string? Description,
    bool Hidden,
    IReadOnlyList<string> FormerIds,
    string Provenance)
{
    /// <summary>JSON of what only the static API shows.</summary>
    public string? Published { get; init; }
}

/// <summary>What a folder says, each list ordered by id; references lead somewhere within it.</summary>
/// <param name="Present">
/// Folder and id of every file, those left out too. A folder that could not be opened, or is a link, stands there itself, without a
/// folder.
/// </param>
/// <param name="Bare">What is named and could never be read.</param>
/// <param name="Read">Files of <c>_startups</c>.</param>
/// <param name="LeftOut">Those of them that became no startup.</param>
internal sealed record ParsedPortfolio(
    IReadOnlyList<ParsedStartup> Startups,
    IReadOnlyList<ParsedAdministration> Administrations,
    IReadOnlyList<ParsedIncubator> Incubators,
    IReadOnlyList<Anomaly> Anomalies,
    IReadOnlySet<(string Folder, string Id)> Present,
    IReadOnlyList<BareReference> Bare,
    int Read,
    int LeftOut)
{
    /// <summary>The ids of the files of one folder: what is not among them is gone from the source.</summary>
    public IReadOnlySet<string> PresentIn(string folder) =>
        Present.Where(file => file.Folder == folder).Select(file => file.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The same without what bears the id of a specimen: nothing of a source may.</summary>
    public ParsedPortfolio WithoutReserved()
    {
        var startups = Startups.Where(one => SpecimenIds.Startups.Contains(one.Id)).ToList();
        var administrations = Administrations.Where(one => one.Id == SpecimenIds.Administration).ToList();
        var incubators = Incubators.Where(one => one.Id == SpecimenIds.Incubator).ToList();
        var reserved = startups.Select(one => (one.File, one.Id)).Concat(administrations.Select(one => (one.File, one.Id)))
            .Concat(incubators.Select(one => (one.File, one.Id))).ToList();
        return reserved.Count == 0 ? this : this with
        {
            Startups = [.. Startups.Except(startups)],
            Administrations = [.. Administrations.Except(administrations)],
            Incubators = [.. Incubators.Except(incubators)],
            Anomalies = [.. Anomalies, .. reserved.Select(one => AnomalyClasses.ReservedId.In(one.File, one.Id))],
            LeftOut = LeftOut + startups.Count,
        };
    }

    /// <summary>Whether a folder is there and could not be read: then nothing of it is known to be gone.</summary>
    public bool IsUnread(string folder) => Present.Contains(("", folder));
}
