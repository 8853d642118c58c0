using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Quality;

/// <summary>What the rules of quality look at, of one startup on one day.</summary>
internal sealed record QualityFacts
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required Status Status { get; init; }
    public Phase? Phase { get; init; }
    public DateOnly? Since { get; init; }

    /// <summary>The day on which the current phase was recorded.</summary>
    public DateOnly? PhaseRecordedOn { get; init; }

    /// <summary>The day of the last write.</summary>
    public required DateOnly ModifiedOn { get; init; }
    public DateOnly? OverdueOn { get; init; }
    public DateOnly? LastCommittee { get; init; }
    public string? Link { get; init; }
    public string? Repository { get; init; }
    public string? StatsUrl { get; init; }
    public string? BudgetUrl { get; init; }
    public string? Accessibility { get; init; }
    public string? Contact { get; init; }
    public required bool HasSponsor { get; init; }
    public required bool HasLivingHandOver { get; init; }
    public required bool HasHost { get; init; }
}

/// <summary>A rule of quality: what it applies to, and what it finds there.</summary>
internal sealed record QualityRule(
    string Code, Label Sentence, Func<QualityFacts, DateOnly, bool> Applies, Func<QualityFacts, DateOnly, bool> Finds);

/// <summary>What is missing or late (docs/FIGURES.md): doctrine and published duties, as alerts.</summary>
internal static class QualityRules
{
    // A committee every six months.
    private const int DaysBetweenCommittees = 183;

    public static readonly IReadOnlyList<QualityRule> All =
    [
        new("incubation_over_three_years",
            new("En incubation depuis plus de trois ans.", "Incubating for more than three years."),
            IsIncubating,
            (startup, day) => day >= startup.OverdueOn),
        new("no_recent_committee",
            new("Aucun comité d'investissement depuis 183 jours.", "No investment committee within 183 days."),
            IsIncubating,
            (startup, day) => startup.LastCommittee is not { } held || held < day.AddDays(-DaysBetweenCommittees)),
        new("planned_phase_unconfirmed",
            new(
                "Phase venue selon un plan, qu'aucune écriture n'a confirmée depuis.",
                "A phase that came by plan and was not confirmed by a write since."),
            (startup, _) => startup.PhaseRecordedOn < startup.Since,
            (startup, _) => startup.ModifiedOn < startup.Since),
        new("handed_over_on_beta_domain",
            new("Transférée, et encore sur beta.gouv.fr ou incubateur.net.", "Handed over, and still on beta.gouv.fr or incubateur.net."),
            IsHandedOver,
            (startup, _) => BetaDomain.Holds(startup.Link) || BetaDomain.Holds(startup.Contact)),
        Missing(
            "no_link",
            "Sans adresse du service, en accélération ou après.",
            "Without an address of the service, in acceleration or later.",
            startup => startup.Link),
        Missing(
            "no_repository",
            "Sans code source publié, en accélération ou après.",
            "Without published source code, in acceleration or later.",
            startup => startup.Repository),
        Missing(
            "no_statistics",
            "Sans page de statistiques, en accélération ou après.",
            "Without a page of statistics, in acceleration or later.",
            startup => startup.StatsUrl),
        Missing(
            "no_budget",
            "Sans page de budget, en accélération ou après.",
            "Without a page of its budget, in acceleration or later.",
            startup => startup.BudgetUrl),
        Missing(
            "no_accessibility",
            "Sans déclaration d'accessibilité, en accélération ou après.",
            "Without an accessibility status, in acceleration or later.",
            startup => startup.Accessibility),
        new("stopped_with_link",
            new("Arrêtée, et une adresse est encore donnée.", "Stopped, and an address is still given."),
            (startup, _) => startup.Status == Status.Stopped,
            (startup, _) => startup.Link is not null),
        new("no_sponsor",
            new("Sans administration porteuse.", "Without a sponsoring administration."),
            (_, _) => true,
            (startup, _) => !startup.HasSponsor),
        new("personal_contact",
            new("Le contact ressemble à celui d'une personne.", "The contact looks like a person's."),
            (startup, _) => startup.Contact is not null,
            (startup, _) => PersonalContact.LooksPersonal(startup.Contact!)),
        new("consolidation_without_hand_over",
            new("En consolidation, sans transfert ouvert.", "In consolidation, without an open hand-over."),
            (startup, _) => startup.Phase == Phases.Consolidation,
            (startup, _) => !startup.HasLivingHandOver),
        new("handed_over_without_host",
            new("Transférée, sans administration d'accueil connue.", "Handed over, without a recorded host."),
            IsHandedOver,
            (startup, _) => !startup.HasHost),
    ];

    private static bool IsIncubating(QualityFacts startup, DateOnly day) => startup.Status == Status.Incubating;

    private static bool IsHandedOver(QualityFacts startup, DateOnly day) => startup.Status == Status.HandedOver;

    private static QualityRule Missing(string code, string french, string english, Func<QualityFacts, string?> value) => new(
        code,
        new(french, english),
        (startup, _) => startup.Phase is { } phase && phase.Rank >= Phases.Acceleration.Rank && startup.Status != Status.Stopped,
        (startup, _) => value(startup) is null);
}
