namespace Incubateurs.Exchange;

/// <summary>A startup as one row of a table. Several values stand in one cell.</summary>
internal sealed record StartupRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Pitch { get; init; }
    public required string Status { get; init; }
    public string? Phase { get; init; }
    public DateOnly? PhaseSince { get; init; }
    public string? PlannedPhase { get; init; }
    public DateOnly? PlannedOn { get; init; }
    public DateOnly? EnteredOn { get; init; }
    public DateOnly? BuiltOn { get; init; }
    public DateOnly? ExitedOn { get; init; }
    public int? Days { get; init; }
    public string? Verdict { get; init; }
    public IReadOnlyList<string> Incubators { get; init; } = [];
    public IReadOnlyList<string> Sponsors { get; init; } = [];
    public string? Host { get; init; }
    public string? Link { get; init; }
    public string? Repository { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<string> Themes { get; init; } = [];
    public IReadOnlyList<string> Audiences { get; init; } = [];
    public IReadOnlyList<string> Technologies { get; init; } = [];
    public DateOnly? NationalImpactOn { get; init; }
    public string? Accessibility { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }
}
