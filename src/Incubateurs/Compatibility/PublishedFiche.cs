using Incubateurs.Startups;

namespace Incubateurs.Compatibility;

/// <summary>A phase or an event of a fiche, by what it is known by.</summary>
internal sealed record PublishedPlace(string Name, DateOnly On);

/// <summary>
/// What a fiche says that decides nothing here, and that the static API shows. Beside it stands what it was read as: where that is
/// another one here by now, what is here is right.
/// </summary>
internal sealed record PublishedFiche
{
    /// <summary>The flag <c>stats</c>: whether there are public statistics, at the address or below that of the service.</summary>
    public bool Stats { get; init; }

    public string? StatsUrl { get; init; }

    /// <summary>The words of the fiche for how accessible it is, and the code that they were read as.</summary>
    public string? AccessibilityStatus { get; init; }

    public string? Accessibility { get; init; }

    /// <summary>The flag <c>analyse_risques</c>, and what was concluded from it and from the address beside it.</summary>
    public bool IsRiskAnalysed { get; init; }

    public RiskAnalysis? RiskAnalysis { get; init; }

    /// <summary>The single incubator, which a fiche may name beside a list.</summary>
    public string? Incubator { get; init; }

    public IReadOnlyList<string> Incubators { get; init; } = [];

    /// <summary>The phases in the order of the fiche.</summary>
    public IReadOnlyList<PublishedPlace> Phases { get; init; } = [];

    /// <summary>The events in the order of the fiche, committees among them.</summary>
    public IReadOnlyList<PublishedPlace> Events { get; init; } = [];
}

/// <summary>What the file of an incubator says that decides nothing here, and that the static API shows.</summary>
internal sealed record PublishedIncubator(string? Address);
