using System.Globalization;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>What an item of the feed is called for people: a sentence on the startup, the incubator or the administration.</summary>
internal static class FeedTitles
{
    // What is said where a startup enters a phase, whoever wrote it.
    private static readonly Dictionary<string, Label> Entered = new()
    {
        ["investigation"] = new("{0} est en investigation", "{0} is in investigation"),
        ["construction"] = new("{0} entre en construction", "{0} enters construction"),
        ["acceleration"] = new("{0} entre en accélération", "{0} enters acceleration"),
        ["consolidation"] = new("{0} entre en consolidation", "{0} enters consolidation"),
        ["opere"] = new("{0} est opérée au sein du réseau", "{0} is operated within the network"),
        ["transfere"] = new("{0} est transférée", "{0} is handed over"),
        ["abandon-investigation"] = new("L'investigation de {0} n'est pas concluante", "The investigation of {0} is inconclusive"),
        ["abandon"] = new("{0} est arrêtée", "{0} is stopped"),
    };

    private static readonly Dictionary<string, Label> Happened = new()
    {
        ["startup.registered"] = new("{0} est enregistrée", "{0} is registered"),
        ["startup.described"] = new("La fiche de {0} change", "What is said of {0} changes"),
        ["startup.imported"] = new("La fiche de {0} change à sa source", "What is said of {0} changes at its source"),
        ["startup.updated"] = new("La fiche de {0} suit un autre changement", "What is said of {0} follows another change"),
        ["startup.renamed"] = new("{0} change d'identifiant", "{0} has another id"),
        ["startup.withdrawn"] = new("{0} quitte les listes", "{0} leaves the lists"),
        ["startup.returned"] = new("{0} revient dans les listes", "{0} is in the lists again"),
        ["startup.removed"] = new("{0} cède la place à un import", "{0} gives way to an import"),
        ["phase.added"] = new("Une phase de {0} est écrite", "A phase of {0} is written"),
        ["phase.corrected"] = new("Une phase de {0} est corrigée", "A phase of {0} is corrected"),
        ["phase.withdrawn"] = new("Une phase de {0} est retirée", "A phase of {0} is withdrawn"),
        ["phase.started"] = new("Une phase prévue de {0} commence", "A planned phase of {0} begins"),
        ["committee.held"] = new("Un comité de {0} est consigné", "A committee of {0} is put on record"),
        ["benefit.observed"] = new("Un premier bénéfice de {0} est consigné", "A first benefit of {0} is put on record"),
        ["handOver.opened"] = new("{0} cherche un hôte : un transfert est ouvert", "{0} looks for a host: a hand-over is opened"),
        ["handOver.described"] = new("Le transfert de {0} est précisé", "The hand-over of {0} is described"),
        ["handOver.updated"] = new("Le transfert de {0} suit un autre changement", "The hand-over of {0} follows another change"),
        ["host.retained"] = new("Un hôte est retenu pour {0}", "A host is retained for {0}"),
        ["handOver.reopened"] = new("{0} cherche de nouveau un hôte", "{0} looks for a host again"),
        ["secondment.added"] = new("L'hôte de {0} y place un opérationnel", "The host of {0} sends staff there"),
        ["adaptation.set"] = new("Une adaptation du transfert de {0} avance", "An adaptation of the hand-over of {0} moves on"),
        ["cost.set"] = new("Les coûts du transfert de {0} sont dits", "The costs of the hand-over of {0} are told"),
        ["handOver.completed"] = new("Le transfert de {0} est achevé", "The hand-over of {0} is completed"),
        ["handOver.cancelled"] = new("Le transfert de {0} n'aura pas lieu", "The hand-over of {0} does not take place"),
        ["followUp.added"] = new("{0} est suivie après son transfert", "{0} is followed after its hand-over"),
        ["incubator.registered"] = new("L'incubateur {0} est enregistré", "The incubator {0} is registered"),
        ["incubator.described"] = new("L'incubateur {0} change", "The incubator {0} changes"),
        ["incubator.imported"] = new("L'incubateur {0} change à sa source", "The incubator {0} changes at its source"),
        ["incubator.updated"] = new("L'incubateur {0} suit un autre changement", "The incubator {0} follows another change"),
        ["incubator.renamed"] = new("L'incubateur {0} change d'identifiant", "The incubator {0} has another id"),
        ["incubator.withdrawn"] = new("L'incubateur {0} quitte les listes", "The incubator {0} leaves the lists"),
        ["incubator.returned"] = new("L'incubateur {0} revient dans les listes", "The incubator {0} is in the lists again"),
        ["incubator.removed"] = new("L'incubateur {0} cède la place à un import", "The incubator {0} gives way to an import"),
        ["administration.registered"] = new("L'administration {0} est enregistrée", "The administration {0} is registered"),
        ["administration.described"] = new("L'administration {0} change", "The administration {0} changes"),
        ["administration.imported"] = new("L'administration {0} change à sa source", "The administration {0} changes at its source"),
        ["administration.updated"] = new("L'administration {0} suit un autre changement", "The administration {0} follows another change"),
        ["administration.withdrawn"] = new("L'administration {0} quitte les listes", "The administration {0} leaves the lists"),
        ["administration.returned"] = new("L'administration {0} revient dans les listes", "The administration {0} is in the lists again"),
        ["administration.removed"] = new("L'administration {0} cède la place à un import", "The administration {0} gives way to an import"),
    };

    /// <summary>The title of an item.</summary>
    public static string Of(ChangeItem item, Language language) =>
        string.Format(CultureInfo.InvariantCulture, Told(item).In(language), item.Name);

    // A later build may have written what this one has no words for.
    private static Label Told(ChangeItem item) =>
        item.Phase is { } phase && Entered.TryGetValue(phase, out var entered) ? entered
        : Happened.GetValueOrDefault(item.Type) ?? new("{0} : " + item.Type, "{0}: " + item.Type);
}
