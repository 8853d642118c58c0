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

    /// <summary>When and why it was withdrawn; read only where that is asked for.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    public string? WithdrawnReason { get; init; }
    public string? MergedInto { get; init; }

    /// <summary>The rank of the search that found it.</summary>
    public int Rank { get; init; }

    /// <summary>One startup as a list would show it.</summary>
    public static ListedRow Of(RecordedStartup recorded, Standing standing, string? hostId) => new ListedRow
    {
        Name = recorded.Facts.Name,
        Id = recorded.Id,
        NameKey = Folding.Key(recorded.Facts.Name),
        Status = standing.Status.Code(),
        Phase = standing.Current?.Phase.Code,
        Since = standing.Current?.StartsOn,
        EnteredOn = standing.Entry,
        BuiltOn = standing.BuildEntry,
        ExitedOn = standing.Exit?.StartsOn,
        NextPhase = standing.Next?.Phase.Code,
        NextOn = standing.Next?.StartsOn,
        Version = recorded.Version,
        ModifiedAt = recorded.ModifiedAt,
        HostId = hostId,
        WithdrawnAt = recorded.Withdrawal?.At,
        WithdrawnReason = recorded.Withdrawal?.Reason,
        MergedInto = recorded.Withdrawal?.MergedInto,
    }.With<StartupFacts, ListedRow>(recorded.Facts);

    public StartupSummary Summary(DateOnly day, IReferences references) => new StartupSummary
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
        Withdrawn = WithdrawnAt is { } at ? new(at, WithdrawnReason, MergedInto) : null,
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
