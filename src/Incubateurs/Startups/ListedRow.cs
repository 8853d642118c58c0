using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>A listed startup as one statement reads it.</summary>
internal sealed record ListedRow
{
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

    public StartupSummary Summary(DateOnly day, ReferenceStore references) => new()
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
