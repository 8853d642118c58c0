using Incubateurs.Administrations;
using Incubateurs.Candidacies;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// The first hand-over of the fictional startup, completed and followed up, before the incubator took the service back: what a
/// retained candidate, a control, a secondment, an adaptation, a cost and a follow-up look like.
/// </summary>
internal static class SpecimenFirstHandOver
{
    // A key that is right, of nobody.
    private const string Siret = "99999999800019";

    private static readonly DateOnly Opened = new(2025, 10, 6);
    private static readonly DateOnly Effective = new(2025, 12, 1);

    public static readonly string Id = Ids.Of("hand-over", SpecimenIds.Startup, "first");
    public static readonly string CandidacyId = Ids.Of("candidacy", SpecimenIds.Startup, "first");

    public static async Task AddAsync(Tx tx)
    {
        var administration = (await tx.FindRecordedAdministrationAsync(SpecimenIds.Administration, Knowledge.Now))!;
        var handOver = new RecordedHandOver
        {
            Id = Id,
            StartupId = SpecimenIds.Startup,
            Version = 1,
            Status = HandOverStatus.Completed,
            Model = HandOverModel.BusinessTeam,
            OpenedOn = Opened,
            HostId = SpecimenIds.Administration,
            CandidacyId = CandidacyId,
            EffectiveOn = Effective,
            ClosedAt = tx.Now,
            Details = new()
            {
                PreferredScenario = "Une équipe de la direction métier reprend le service.",
                Justification = "L'équipe d'accueil travaille déjà avec nous ; le reste suivra.",
                Secondments = [new(Ids.Of("secondment", SpecimenIds.Startup), "Développement", new(2025, 3, 3), new(2025, 11, 28), 0.5)],
                Adaptations =
                [
                    new("domain-name", new(AdaptationStatus.Done, EvidenceUrl: "https://exemple.incubateurs.invalid"), 2),
                    new("identities", new(AdaptationStatus.Waived, Reason: "Le service n'a pas de comptes."), 2),
                ],
                Cost = new(400_000, 50_000),
                FollowUps =
                [
                    new(
                        Ids.Of("follow-up", SpecimenIds.Startup),
                        new(2026, 1, 12),
                        new(UserTests: false, OpenSource: true),
                        FollowUpOutcome.Degraded,
                        "L'équipe prévue n'est pas venue : l'incubateur reprend le service."),
                ],
            },
        };
        var opened = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "handOver.opened", Kinds.Startup, SpecimenIds.Startup, new
        {
            handOver = Id,
            after = new { handOver = Id, model = handOver.Model.Code(), openedOn = Opened, phase = Phases.Consolidation.Code },
        });
        _ = await tx.SaveAdministrationAsync(
            opened, SpecimenIds.Administration, administration, administration.Facts with { Siret = Siret });
        await tx.AddPhaseOfAsync(opened, handOver, Phases.Consolidation, Opened, Ids.Of("phase", SpecimenIds.Startup, "first", "opened"));

        var completed = await tx.AppendAsync(
            Areas.Portfolio | Areas.HandOvers, "handOver.completed", Kinds.Startup, SpecimenIds.Startup, new
            {
                reason = handOver.Details.Justification,
                handOver = Id,
                after = new { status = handOver.Status.Code(), effectiveOn = Effective, host = SpecimenIds.Administration },
            });
        await tx.SaveHandOverAsync(completed, handOver);
        await tx.AddHostAsync(completed, handOver);
        await tx.AddPhaseOfAsync(
            completed, handOver, Phases.HandedOver, Effective, Ids.Of("phase", SpecimenIds.Startup, "first", "completed"));
        _ = await tx.AddCandidacyAsync(Id, Siret, contact: null, CandidacyId);
        await tx.SetCandidacyAsync(CandidacyId, CandidacyStatus.Retained);
        await tx.AddControlAsync(
            CandidacyId, new(
                Ids.Of("control", SpecimenIds.Startup), ControlVerdict.Confirmed, "Connue de tous, bien qu'imaginaire.", "agent", tx.Now));
    }
}
