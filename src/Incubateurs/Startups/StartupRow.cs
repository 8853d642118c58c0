using Incubateurs.Incubation;
using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>A listed startup as one statement reads it.</summary>
internal sealed record ListedRow
{
    /// <summary>
    /// Who received the startup last, by the day; nobody while it is incubated, be it again. Needs <c>@day</c> and
    /// <c>@sequence</c>.
    /// </summary>
    public const string Host = """
        (SELECT h.host_id
                  FROM startup_hosts h
                 WHERE h.startup_id = s.startup_id
                   AND s.exited_on IS NOT NULL
                   AND h.effective_on <= @day
                   AND h.known_from <= coalesce(@sequence, 9223372036854775806)
                   AND h.known_to > coalesce(@sequence, 9223372036854775806)
                 ORDER BY h.effective_on DESC, h.known_from DESC
                 LIMIT 1)
        """;

    /// <summary>The columns of a list, of <c>spans s</c> and <c>startup_versions v</c>.</summary>
    public const string Columns = $"""
        s.startup_id AS id, s.name_key, s.status, s.phase, s.since, s.entered_on, s.built_on, s.exited_on, s.next_phase, s.next_on,
               v.version, v.modified_at, v.name, v.pitch, v.incubators, v.sponsors, v.link, v.repository, v.contact, v.themes,
               v.audiences, v.technologies, v.national_impact_on, v.accessibility,
               {Host} AS host_id
        """;

    public required string Id { get; init; }
    public required string NameKey { get; init; }
    public required string Status { get; init; }
    public string? Phase { get; init; }
    public DateOnly? Since { get; init; }
    public DateOnly? EnteredOn { get; init; }
    public DateOnly? BuiltOn { get; init; }
    public DateOnly? ExitedOn { get; init; }
    public string? NextPhase { get; init; }
    public DateOnly? NextOn { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }
    public required string Name { get; init; }
    public string? Pitch { get; init; }
    public required string Incubators { get; init; }
    public required string Sponsors { get; init; }
    public string? Link { get; init; }
    public string? Repository { get; init; }
    public string? Contact { get; init; }
    public required string Themes { get; init; }
    public required string Audiences { get; init; }
    public required string Technologies { get; init; }
    public DateOnly? NationalImpactOn { get; init; }
    public string? Accessibility { get; init; }

    /// <summary>Who received it, by the day.</summary>
    public string? HostId { get; init; }

    /// <summary>The rank of the search that found it.</summary>
    public int Rank { get; init; }

    public StartupSummary Summary(DateOnly day, References references) => new()
    {
        Id = Id,
        Name = Name,
        Pitch = Pitch,
        Status = Codes.StatusOf(Status),
        Phase = Phase is null ? null : new(Phase, Since!.Value),
        Planned = NextPhase is null ? null : new(NextPhase, NextOn!.Value),
        Incubation = Period(day),
        Incubators = references.Incubators(JsonText.List(Incubators)),
        Sponsors = references.Administrations(JsonText.List(Sponsors)),
        Host = HostId is null ? null : references.Administrations([HostId])[0],
        Link = Link,
        Repository = Repository,
        Contact = Contact,
        Themes = JsonText.List(Themes),
        Audiences = JsonText.List(Audiences),
        Technologies = JsonText.List(Technologies),
        NationalImpactOn = NationalImpactOn,
        Accessibility = Accessibility,
        Version = (int)Version,
        ModifiedAt = ModifiedAt,
    };

    public IncubationPeriod Period(DateOnly day)
    {
        var end = ExitedOn ?? day;
        return new(
            EnteredOn,
            BuiltOn,
            ExitedOn,
            EnteredOn is { } entry ? end.DayNumber - entry.DayNumber : null,
            EnteredOn is { } start ? Lifecycle.Verdict(start, end) : null);
    }
}
