using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>A kind of change. Types are part of the contract: they are added, never renamed.</summary>
/// <param name="Type">The resource and the verb, such as <c>phase.added</c>.</param>
/// <param name="Meaning">When it comes.</param>
/// <param name="Members">What <c>before</c> and <c>after</c> may say, of <see cref="ChangedMembers"/>.</param>
internal sealed record ChangeType(string Type, Label Meaning, params IReadOnlyList<string> Members)
{
    /// <summary>Where the catalogue describes it.</summary>
    public string Address { get; } = "/changes/" + Type;
}

/// <summary>The changes that the log may hold: one line each, of which <c>/changes</c> and <c>docs/CHANGE-TYPES.md</c> are made.</summary>
internal static class ChangeTypes
{
    private static readonly string[] OfStartup =
    [
        "name", "pitch", "description", "incubators", "sponsors", "link", "repository", "themes", "audiences", "technologies",
        "nationalImpactOn", "accessibility", "statsUrl", "budgetUrl", "impactUrl", "dashlordUrl", "riskAnalysis", "events",
    ];

    private static readonly string[] OfPhase = ["id", "phase", "startsOn", "reason"];

    private static readonly string[] OfIncubator = ["name", "owner", "website", "repository", "description", "hidden"];

    private static readonly string[] OfAdministration =
        ["name", "acronym", "kind", "domain", "siret", "directoryId", "from", "until", "succeededBy"];

    public static readonly IReadOnlyList<ChangeType> All =
    [
        .. ((IEnumerable<ChangeType>)
        [
            new(
                "startup.registered",
                new(
                    "Une startup est enregistrée, par un agent ou par un premier import ; `after` porte ce qui en est dit.",
                    "A startup is registered, by an agent or by a first import; `after` has what is said of it."),
                OfStartup),
            new(
                "startup.described",
                new(
                    "Un agent a changé ce qui est dit d'une startup ; seul ce qui change est montré.",
                    "An agent changed what is said of a startup; only what changes is shown."),
                OfStartup),
            new(
                "startup.imported",
                new(
                    "Un import a changé une startup ou ses phases ; seul ce qui change est montré.",
                    "An import changed a startup or its phases; only what changes is shown."),
                OfStartup),
            new(
                "startup.renamed",
                new(
                    "Un import a changé l'identifiant d'une startup ; l'ancien y mène.",
                    "An import changed the id of a startup; the former one leads there."),
                "id"),
            new(
                "startup.withdrawn",
                new(
                    "Une startup quitte les listes : sa source ne l'a plus, ou un agent l'a reprise ; `mergedInto` dit où elle va.",
                    "A startup leaves the lists: its source has it no longer, or an agent took it back; `mergedInto` says where to."),
                "mergedInto"),
            new(
                "startup.returned",
                new("Une startup retirée est de nouveau dans les listes.", "A startup that was withdrawn is in the lists again.")),
            new(
                "startup.removed",
                new(
                    "Une startup embarquée, que personne n'a touchée, cède la place à un import.",
                    "An embedded startup that nobody has written to gives way to an import.")),
            new(
                "startup.updated",
                new(
                    "Ce qu'une startup dit d'elle-même suit autre chose : son transfert, un identifiant ancien, un effacement.",
                    "What a startup says of itself follows something else: its hand-over, a former id, an erasure.")),
            new("phase.added", new("Un agent a écrit une phase.", "An agent wrote a phase."), OfPhase),
            new("phase.corrected", new("Un agent a corrigé une phase.", "An agent corrected a phase."), OfPhase),
            new("phase.withdrawn", new("Un agent a retiré une phase.", "An agent withdrew a phase."), OfPhase),
            new(
                "phase.started",
                new("Une phase prévue a commencé ; personne n'écrit.", "A planned phase has begun; nobody writes."),
                "id",
                "phase",
                "startsOn"),
            new(
                "committee.held",
                new("Un comité est consigné.", "A committee is put on record."),
                "id",
                "heldOn",
                "decision",
                "fundedUntil"),
            new(
                "benefit.observed",
                new("Un premier bénéfice est consigné.", "A first benefit is put on record."),
                "id",
                "observedOn",
                "statement",
                "audience",
                "volunteers",
                "url"),
            new(
                "handOver.opened",
                new(
                    "Un transfert est ouvert ; `phase` est celle qu'il fait commencer, s'il en est une.",
                    "A hand-over is opened; `phase` is the one that it begins, if any."),
                "handOver",
                "model",
                "openedOn",
                "phase"),
            new(
                "handOver.described",
                new("Le modèle ou les scénarios d'un transfert changent.", "The model or the scenarios of a hand-over change."),
                "model",
                "preferredScenario",
                "fallbackScenario"),
            new(
                "handOver.updated",
                new(
                    "Un transfert suit sa startup, renommée, ou un effacement.",
                    "A hand-over follows its startup, which was renamed, or an erasure.")),
            new("host.retained", new("Un hôte est retenu.", "A host is retained."), "host", "coHosts"),
            new(
                "handOver.controlled",
                new(
                    "Le candidat retenu a été contrôlé ; montré aux seuls agents, sans le verdict.",
                    "The retained candidate was controlled; shown to agents alone, without the verdict.")),
            new(
                "handOver.reopened",
                new(
                    "L'hôte retenu ne l'est plus : d'autres peuvent l'être.",
                    "The host is no longer retained: others may be."),
                "status"),
            new(
                "secondment.added",
                new("Un opérationnel de l'hôte est accueilli.", "A member of the host's staff is hosted."),
                "id",
                "function",
                "from",
                "to",
                "fullTimeShare"),
            new(
                "adaptation.set",
                new("L'état d'une adaptation change.", "The state of an adaptation changes."),
                "code",
                "status",
                "dueOn",
                "evidenceUrl"),
            new(
                "cost.set",
                new("Les coûts d'un transfert sont dits.", "The costs of a hand-over are told."),
                "incubationPerYear",
                "marginalPerYear"),
            new(
                "handOver.completed",
                new(
                    "Un transfert est achevé ; `findings` sont les points de la doctrine non respectés, que le motif justifie.",
                    "A hand-over is completed; `findings` are the points of the doctrine that are not met, which the reason justifies."),
                "status",
                "effectiveOn",
                "host",
                "findings"),
            new("handOver.cancelled", new("Un transfert n'aura pas lieu.", "A hand-over does not take place."), "status"),
            new(
                "followUp.added",
                new("Un suivi est consigné après un transfert.", "A follow-up is put on record after a hand-over."),
                "observedOn",
                "outcome"),
            new(
                "review.moderated",
                new(
                    "Un agent a masqué, rétabli ou effacé une évaluation.",
                    "An agent hid a review, showed it again or erased its words."),
                "review",
                "hidden",
                "erased"),
            new(
                "report.moderated",
                new(
                    "Un agent a masqué, rétabli ou effacé un signalement.",
                    "An agent hid a report, showed it again or erased its words."),
                "report",
                "hidden",
                "erased"),
            new("report.resolved", new("Un agent a répondu à un signalement.", "An agent answered a report."), "report", "status"),
            new("incubator.registered", new("Un agent a enregistré un incubateur.", "An agent registered an incubator."), OfIncubator),
            new("incubator.described", new("Un agent a changé un incubateur.", "An agent changed an incubator."), OfIncubator),
            new("incubator.imported", new("Un import a écrit un incubateur.", "An import wrote an incubator."), OfIncubator),
            .. OfReference("incubator", new("Un incubateur", "An incubator")),
            new(
                "incubator.renamed",
                new("Un import a changé l'identifiant d'un incubateur.", "An import changed the id of an incubator.")),
            new(
                "administration.registered",
                new(
                    "Une administration est enregistrée, par un agent ou par un SIRET que personne ne portait.",
                    "An administration is registered, by an agent or by a SIRET that nobody bore."),
                OfAdministration),
            new(
                "administration.described",
                new("Un agent a changé une administration.", "An agent changed an administration."),
                OfAdministration),
            new(
                "administration.imported",
                new("Un import a écrit une administration.", "An import wrote an administration."),
                OfAdministration),
            .. OfReference("administration", new("Une administration", "An administration")),
        ]).OrderBy(type => type.Type, StringComparer.Ordinal),
    ];

    public static ChangeType? Find(string type) => All.FirstOrDefault(known => known.Type == type);

    private static IEnumerable<ChangeType> OfReference(string kind, Label what) =>
    [
        new($"{kind}.withdrawn", new(
            $"{what.Fr} quitte les listes : sa source ne l'a plus.", $"{what.En} leaves the lists: its source has it no longer.")),
        new($"{kind}.updated", new($"{what.Fr} suit un effacement.", $"{what.En} follows an erasure.")),
        new($"{kind}.returned", new($"{what.Fr} est de nouveau dans les listes.", $"{what.En} is in the lists again.")),
        new($"{kind}.removed", new(
            $"{what.Fr} de l'exécutable cède la place à un import.", $"{what.En} of the executable gives way to an import.")),
    ];
}
