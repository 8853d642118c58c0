using Incubateurs.Candidacies;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Webhooks;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// What no file says of the specimen: of one startup a hand-over that was completed, one that is open with its candidacy,
/// a review, a report, a benefit and a webhook; of another one a hand-over whose host is retained; a third is withdrawn. All under fixed
/// ids, so that every example of the document can be executed.
/// </summary>
internal static class SpecimenRecords
{
    // The SIRET of DINUM, which anybody may look up; the candidacy is as fictional as the startup.
    private const string Siret = "13002526500013";

    private static readonly DateOnly Opened = new(2026, 3, 2);

    public static readonly string HandOverId = Ids.Of("hand-over", SpecimenIds.Startup);
    public static readonly string HostedHandOverId = Ids.Of("hand-over", SpecimenIds.Hosted);
    public static readonly string CandidacyId = Ids.Of("candidacy", SpecimenIds.Startup);
    public static readonly string ReviewId = Ids.Of("review", SpecimenIds.Startup);
    public static readonly string ReportId = Ids.Of("report", SpecimenIds.Startup);

    public static readonly string WebhookId = Ids.Of("webhook", SpecimenIds.Startup);

    // A name that leads nowhere (RFC 6761), about which nobody is asked: a test of it leaves no machine.
    private const string WebhookUrl = "https://recepteur.incubateurs.invalid/webhooks";

    public static async Task AddAsync(Tx tx)
    {
        await SpecimenFirstHandOver.AddAsync(tx);
        var sequence = await OpenAsync(tx, new()
        {
            Id = HandOverId,
            StartupId = SpecimenIds.Startup,
            Version = 1,
            Model = HandOverModel.ItDepartment,
            OpenedOn = Opened,
            Details = new()
            {
                PreferredScenario = "La direction du numérique de l'administration exemple reprend le service et son équipe.",
                FallbackScenario = "Un opérateur public du même ministère le reprend.",
            },
        });
        _ = await OpenAsync(tx, new()
        {
            Id = HostedHandOverId,
            StartupId = SpecimenIds.Hosted,
            Version = 1,
            Status = HandOverStatus.HostRetained,
            Model = HandOverModel.BusinessTeam,
            OpenedOn = Opened,
            HostId = SpecimenIds.Administration,
        });
        await tx.WithdrawAsync(
            (await tx.FindRecordedAsync(SpecimenIds.Withdrawn, Knowledge.Now))!, WithdrawalCause.Agent, "Enregistrée deux fois.");
        _ = await tx.AddCandidacyAsync(HandOverId, Siret, contact: null, CandidacyId);
        await tx.AddReviewAsync(SpecimenIds.Startup, new(ReviewId, 4, Relation.User, tx.Now, "Clair et rapide ; il manque un export."));
        await tx.AddReportAsync(
            SpecimenIds.Startup,
            new(ReportId, ReportReason.Inaccurate, "L'adresse des statistiques ne mène nulle part.", tx.Now, ReportStatus.Open));
        await tx.AddBenefitAsync(
            sequence,
            SpecimenIds.Startup,
            new(
                Ids.Of("benefit", SpecimenIds.Startup),
                new(2025, 2, 10),
                "Les demandes imaginaires sont instruites en deux jours au lieu de dix.",
                "Agents du département imaginaire",
                12,
                null,
                tx.Now));
        await tx.AddWebhookAsync(
            WebhookId,
            WebhookUrl,
            new([], [], [Phases.Consolidation.Code], []),
            WebhookSecret.New(),
            SpecimenIds.Administration,
            new(tx.Now, DisablingReason.Agent));
        await tx.AddAttemptsAsync(WebhookId, new WebhookAttempt(
            Ids.Of("attempt", SpecimenIds.Startup), AttemptKind.Test, tx.Now, 3, Delivered: false, Error: AttemptError.NoSuchHost));
    }

    private static async Task<long> OpenAsync(Tx tx, RecordedHandOver handOver)
    {
        var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "handOver.opened", Kinds.Startup, handOver.StartupId, new
        {
            handOver = handOver.Id,
            after = new
            {
                handOver = handOver.Id,
                model = handOver.Model.Code(),
                openedOn = handOver.OpenedOn,
                phase = Phases.Consolidation.Code,
            },
        });
        await tx.SaveHandOverAsync(sequence, handOver);
        await tx.AddPhaseOfAsync(
            sequence, handOver, Phases.Consolidation, handOver.OpenedOn, Ids.Of("phase", handOver.StartupId, handOver.Id));
        return sequence;
    }
}
