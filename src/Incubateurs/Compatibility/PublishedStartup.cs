using Incubateurs.Incubation;
using Incubateurs.Startups;

namespace Incubateurs.Compatibility;

/// <summary>
/// A startup as the static API shows it: what is known of it here, in the words and the order of its fiche where that still says the
/// same.
/// </summary>
internal sealed class PublishedStartup(
    string id, StartupFacts facts, PublishedFiche? fiche, IEnumerable<RecordedPhase> phases, IEnumerable<StartupEvent> committees)
{
    private const string StatsPage = "/stats";

    public string Id { get; } = id;

    public StartupFacts Facts { get; } = facts;

    public string Link => Facts.Link ?? "";

    public IReadOnlyList<RecordedPhase> Phases { get; } = Recorded.AsWritten(
        phases,
        fiche?.Phases ?? [],
        phase => new(phase.Phase.Code, phase.StartsOn),
        (one, other) => (one.StartsOn, one.Phase.Rank).CompareTo((other.StartsOn, other.Phase.Rank)));

    public IReadOnlyList<StartupEvent> Events { get; } = Recorded.AsWritten(
        facts.Events.Concat(committees).OrderBy(one => one.On),
        fiche?.Events ?? [],
        one => new(one.Name, one.On),
        (one, other) => one.On.CompareTo(other.On));

    /// <summary>Whether there are public statistics; an address that was given here says so by itself.</summary>
    public bool HasStats => fiche is not null && fiche.StatsUrl == Facts.StatsUrl ? fiche.Stats : Facts.StatsUrl is not null;

    /// <summary>The address of the statistics: where the fiche only says that there are some, below that of the service.</summary>
    public string StatsUrl => Facts.StatsUrl ?? (HasStats ? Link + StatsPage : "");

    public bool IsRiskAnalysed =>
        fiche is not null && fiche.RiskAnalysis == Facts.RiskAnalysis ? fiche.IsRiskAnalysed : Facts.RiskAnalysis is { Done: true };

    /// <summary>In the words of the fiche; null where nothing is said.</summary>
    public string? AccessibilityStatus => fiche?.AccessibilityStatus is { } words && fiche.Accessibility == Facts.Accessibility
        ? words
        : Facts.Accessibility switch
        {
            "none" => "non conforme",
            "partial" => "partiellement conforme",
            "full" => "totalement conforme",
            _ => null,
        };

    /// <summary>The one incubator that the fiche names, where its list is still the same or holds it; else the first.</summary>
    public string Incubator =>
        fiche?.Incubator is { } single && (Facts.Incubators.Contains(single) || Facts.Incubators.SequenceEqual(fiche.Incubators))
            ? single
            : Facts.Incubators.Count > 0 ? Facts.Incubators[0] : "";
}
