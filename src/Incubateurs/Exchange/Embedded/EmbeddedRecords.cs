using Incubateurs.Candidacies;
using Incubateurs.Exchange.Merging;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// What no file of the source says of the fictional startup: a hand-over that was completed, one that is open with its candidacy,
/// a review, a report and a benefit, all under fixed ids, so that every example of the document can be executed.
/// </summary>
internal static class EmbeddedRecords
{
    // The SIRET of DINUM, which anybody may look up; the candidacy is as fictional as the startup.
    private const string Siret = "13002526500013";

    private static readonly DateOnly Opened = new(2026, 3, 2);

    public static readonly string HandOverId = Ids.Of("hand-over", Origin.Fiction);
    public static readonly string CandidacyId = Ids.Of("candidacy", Origin.Fiction);
    public static readonly string ReviewId = Ids.Of("review", Origin.Fiction);
    public static readonly string ReportId = Ids.Of("report", Origin.Fiction);

    public static async Task AddAsync(Tx tx)
    {
        await EmbeddedHandOver.AddAsync(tx);
        var handOver = new RecordedHandOver
        {
            Id = HandOverId,
            StartupId = Origin.Fiction,
            Version = 1,
            Model = HandOverModel.ItDepartment,
            OpenedOn = Opened,
            Details = new()
            {
                PreferredScenario = "La direction du numérique de l'administration exemple reprend le service et son équipe.",
                FallbackScenario = "Un opérateur public du même ministère le reprend.",
            },
        };
        var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "handOver.opened", Kinds.Startup, Origin.Fiction, new
        {
            handOver = HandOverId,
            after = new { handOver = HandOverId, model = handOver.Model.Code(), openedOn = Opened, phase = Phases.Consolidation.Code },
        });
        await tx.SaveHandOverAsync(sequence, handOver);
        await tx.AddPhaseOfAsync(sequence, handOver, Phases.Consolidation, Opened, Ids.Of("phase", Origin.Fiction, HandOverId));
        _ = await tx.AddCandidacyAsync(HandOverId, Siret, contact: null, CandidacyId);
        await tx.AddReviewAsync(Origin.Fiction, new(ReviewId, 4, Relation.User, tx.Now, "Clair et rapide ; il manque un export."));
        await tx.AddReportAsync(
            Origin.Fiction,
            new(ReportId, ReportReason.Inaccurate, "L'adresse des statistiques ne mène nulle part.", tx.Now, ReportStatus.Open));
        await tx.AddBenefitAsync(
            sequence,
            Origin.Fiction,
            new(
                Ids.Of("benefit", Origin.Fiction),
                new(2025, 2, 10),
                "Les demandes imaginaires sont instruites en deux jours au lieu de dix.",
                "Agents du département imaginaire",
                12,
                null,
                tx.Now));
    }
}
