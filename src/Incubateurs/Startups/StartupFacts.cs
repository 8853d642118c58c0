using System.ComponentModel.DataAnnotations;

namespace Incubateurs.Startups;

/// <summary>
/// What is recorded of a startup but for its phases and committees: one version of it.
/// Incubators and sponsors are ids; names are looked up when it is read.
/// </summary>
internal sealed record StartupFacts
{
    public required string Name { get; init; }
    public string? Pitch { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Incubators { get; init; } = [];
    public IReadOnlyList<string> Sponsors { get; init; } = [];
    public string? Link { get; init; }
    public string? Repository { get; init; }
    public string? Contact { get; init; }
    public IReadOnlyList<string> Themes { get; init; } = [];
    public IReadOnlyList<string> Audiences { get; init; } = [];
    public IReadOnlyList<string> Technologies { get; init; } = [];
    public DateOnly? NationalImpactOn { get; init; }
    public string? Accessibility { get; init; }
    public string? StatsUrl { get; init; }
    public string? BudgetUrl { get; init; }
    public string? ImpactUrl { get; init; }
    public string? DashlordUrl { get; init; }
    public RiskAnalysis? RiskAnalysis { get; init; }
    public IReadOnlyList<StartupEvent> Events { get; init; } = [];
    public StartupSource? Source { get; init; }
}

/// <summary>The risk analysis of a startup.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Url">Where it is published.</param>
public sealed record RiskAnalysis(bool Done, string? Url = null);

/// <summary>A dated event in the life of a startup, such as the launch of its product.</summary>
/// <param name="Name">Code of the event, such as `product_launch` or `national_impact`.</param>
/// <param name="On">The day of the event.</param>
/// <param name="Comment">What was said of it.</param>
public sealed record StartupEvent([property: MaxLength(StartupEvent.LongestName)] string Name, DateOnly On, string? Comment = null)
{
    internal const int LongestName = 50;
}

/// <summary>Where the facts were taken from.</summary>
/// <param name="Name">Name of the source, for people.</param>
/// <param name="Url">Address of the source.</param>
/// <param name="On">The day the source was read or published.</param>
public sealed record StartupSource(string Name, string? Url = null, DateOnly? On = null);

/// <summary>The facts of a startup with the version that they are.</summary>
internal sealed record RecordedStartup(string Id, int Version, DateTimeOffset ModifiedAt, StartupFacts Facts);
