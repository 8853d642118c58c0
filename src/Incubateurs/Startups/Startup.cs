using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Incubateurs.Incubation;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups;

/// <summary>A startup in detail, as it stands on the day and as it was known at the instant asked for.</summary>
[AlwaysThere("name", "status", "incubation", "incubators", "sponsors", "themes", "audiences", "technologies", "version", "modifiedAt")]
public sealed record Startup : StartupSummary
{
    [SetsRequiredMembers]
    internal Startup(StartupSummary summary)
        : base(summary)
    {
    }

    /// <summary>Description in Markdown, as written.</summary>
    [JsonPropertyOrder(1)]
    public string? Description { get; init; }

    /// <summary>All phases by start, the planned ones too.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<PhasePeriod> Phases { get; init; } = [];

    /// <summary>Dated events such as the launch of the product.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<StartupEvent> Events { get; init; } = [];

    /// <summary>Address of the public statistics.</summary>
    [JsonPropertyOrder(1)]
    public string? StatsUrl { get; init; }

    /// <summary>Address of the public budget.</summary>
    [JsonPropertyOrder(1)]
    public string? BudgetUrl { get; init; }

    /// <summary>Address of the public impact figures.</summary>
    [JsonPropertyOrder(1)]
    public string? ImpactUrl { get; init; }

    /// <summary>Address of the technical dashboard.</summary>
    [JsonPropertyOrder(1)]
    public string? DashlordUrl { get; init; }

    /// <summary>The risk analysis, whether done and where published.</summary>
    [JsonPropertyOrder(1)]
    public RiskAnalysis? RiskAnalysis { get; init; }

    /// <summary>Ids that the startup had before.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<string> FormerIds { get; init; } = [];

    /// <summary>What the public says of the startup.</summary>
    [JsonPropertyOrder(1)]
    public Reputation? Reputation { get; init; }

    /// <summary>The open hand-over, else the last completed.</summary>
    [JsonPropertyOrder(1)]
    public HandOverReference? HandOver { get; init; }

    /// <summary>Openly fictional, to try every operation on; it stands in no list and is set back each night.</summary>
    [JsonPropertyOrder(1)]
    public bool? Specimen { get; init; }

    /// <summary>Where the facts were taken from.</summary>
    [JsonPropertyOrder(1)]
    public StartupSource? Source { get; init; }
}
