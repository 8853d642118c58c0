using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>An adaptation of the checklist.</summary>
internal sealed record AdaptationKind(string Code, AdaptationDirection Direction, Label Label);

/// <summary>
/// The checklist of adaptations, of the startup to its host and of the host to the startup (docs/ARCHITECTURE.md, Hand-over).
/// </summary>
internal static class Adaptations
{
    public static readonly IReadOnlyList<AdaptationKind> All =
    [
        ToHost("data-formats", "Formats et échanges de données de l'hôte", "Data formats and exchanges of the host"),
        ToHost("procurement", "Marchés et contrats repris", "Procurement and contracts taken over"),
        ToHost(
            "identities",
            "Identités : ProConnect, FranceConnect, boîtes aux lettres durables",
            "Identities: ProConnect, FranceConnect, durable mailboxes"),
        ToHost("technology-standards", "Hébergement, doctrine cloud et socle technique", "Hosting, cloud doctrine and technology stack"),
        ToHost("domain-name", "Nom de domaine hors de beta.gouv.fr", "Domain name off beta.gouv.fr"),
        ToHost("security-accreditation", "Homologation de sécurité", "Security accreditation"),
        ToHost("gdpr-register", "Registre des traitements (RGPD)", "Register of processing (GDPR)"),
        ToHost("accessibility-audit", "Audit d'accessibilité (RGAA)", "Accessibility audit (RGAA)"),
        ToHost("public-statistics", "Statistiques publiques", "Public statistics"),
        ToHost("budget-line", "Ligne budgétaire", "Budget line"),
        ToHost("team-internalised", "Équipe internalisée", "Team internalised"),
        ToHost("shared-tools-left", "Outils partagés de l'incubateur quittés", "Shared tools of the incubator left"),
        ToHost("open-code-documented", "Code ouvert et documenté", "Code open and documented"),
        ToHost("accesses-documented", "Accès et secrets documentés", "Accesses and secrets documented"),
        ToStartup("agile-and-lean", "Méthodes agiles et lean", "Agile and lean methods"),
        ToStartup("multidisciplinary-team", "Équipe pluridisciplinaire intégrée", "Integrated multidisciplinary team"),
        ToStartup("design-by-trust", "Confiance a priori, contrôle a posteriori", "Trust by default, control afterwards"),
    ];

    public static AdaptationKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);

    private static AdaptationKind ToHost(string code, string french, string english) =>
        new(code, AdaptationDirection.StartupToHost, new(french, english));

    private static AdaptationKind ToStartup(string code, string french, string english) =>
        new(code, AdaptationDirection.HostToStartup, new(french, english));
}
