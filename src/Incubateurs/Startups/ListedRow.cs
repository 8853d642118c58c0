using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>A listed startup as one statement reads it.</summary>
internal sealed record ListedRow : StartupRow
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

    /// <summary>Who received it, by the day.</summary>
    public string? HostId { get; init; }

    /// <summary>The rank of the search that found it.</summary>
    public int Rank { get; init; }

    public StartupSummary Summary(DateOnly day, ReferenceStore references) => new StartupSummary
    {
        Id = Id,
        Status = EnumCodes<Status>.Read(Status),
        Phase = Phase is null ? null : new(Phase, Since!.Value),
        Planned = NextPhase is null ? null : new(NextPhase, NextOn!.Value),
        Incubation = Period(day),
        Incubators = references.Incubators(Incubators),
        Sponsors = references.Administrations(Sponsors),
        Host = HostId is null ? null : references.Administrations([HostId])[0],
        Version = (int)Version,
        ModifiedAt = ModifiedAt,
    }.With<StartupDescription, StartupSummary>(this);

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
