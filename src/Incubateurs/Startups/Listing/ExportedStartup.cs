using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Incubateurs.Administrations;
using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>A startup in an export: as in a list, and of its detail whatever facts are asked for.</summary>
internal sealed record ExportedStartup : StartupSummary
{
    [SetsRequiredMembers]
    public ExportedStartup(StartupSummary summary)
        : base(summary)
    {
    }

    [JsonPropertyOrder(1)]
    public string? Description { get; init; }

    [JsonPropertyOrder(1)]
    public IReadOnlyList<PhasePeriod>? Phases { get; init; }

    [JsonPropertyOrder(1)]
    public IReadOnlyList<StartupEvent>? Events { get; init; }

    [JsonPropertyOrder(1)]
    public string? StatsUrl { get; init; }

    [JsonPropertyOrder(1)]
    public string? BudgetUrl { get; init; }

    [JsonPropertyOrder(1)]
    public string? ImpactUrl { get; init; }

    [JsonPropertyOrder(1)]
    public string? DashlordUrl { get; init; }

    [JsonPropertyOrder(1)]
    public RiskAnalysis? RiskAnalysis { get; init; }

    [JsonPropertyOrder(1)]
    public IReadOnlyList<string>? FormerIds { get; init; }

    /// <summary>The open hand-over, else the last completed: in tables, beside its startup.</summary>
    [JsonIgnore]
    public HandOverReference? HandOver { get; init; }

    /// <summary>The numbers of administrations by their ids, in tables.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, AdministrationNumbers>? Numbers { get; init; }

    /// <summary>Null of an administration without any, and outside of tables.</summary>
    public AdministrationNumbers? NumbersOf(AdministrationReference? administration) =>
        administration is null ? null : Numbers?.GetValueOrDefault(administration.Id);
}
