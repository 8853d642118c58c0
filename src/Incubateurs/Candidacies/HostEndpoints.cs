using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.HandOvers;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;

namespace Incubateurs.Candidacies;

/// <summary>The host of a hand-over: one of the candidates, or whoever it was agreed with.</summary>
internal static class HostEndpoints
{
    public static void MapHost(this IEndpointRouteBuilder routes) => routes.MapPut("/hand-overs/{id}/host", RetainHost)
        .WithTags("Hand-overs").WithName(nameof(RetainHost)).InLanguageAskedFor()
        .WithMetadata(new LabelledAs(Areas.All, Moves.WithFindings) { Segments = 3 }).RequireAgent().RequiresIfMatch();

    /// <summary>Retains the host.</summary>
    /// <remarks>A candidate, whom only then anyone may control; or an administration, where the hand-over was agreed outside.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<UpdatedAnswer<HandOver>>> RetainHost(string id, NewHost body, Writing writing) =>
        writing.OfHandOverAsync<UpdatedAnswer<HandOver>>(id, HandOverAction.Retain, async (tx, handOver) =>
        {
            List<FieldError> errors = [];
            foreach (var (i, coHost) in (body.CoHosts ?? []).Index())
                if (await tx.FindRecordedAdministrationAsync(coHost, Knowledge.Now) is null)
                    errors.Add(new($"coHosts[{i}]", new("Aucune administration n'a cet identifiant.", "No administration has this id.")));
            string? host = null;
            if (body.AdministrationId is { } administrationId)
            {
                if (await tx.FindRecordedAdministrationAsync(administrationId, Knowledge.Now) is null)
                    errors.Add(
                        new("administrationId", new("Aucune administration n'a cet identifiant.", "No administration has this id.")));
                host = administrationId;
            }

            var candidacy = body.CandidacyId is { } candidacyId ? await tx.FindCandidacyAsync(candidacyId) : null;
            if (body.CandidacyId is not null && candidacy?.HandOverId != handOver.Id)
                errors.Add(new("candidacyId", new("Ce transfert n'a pas cette candidature.", "This hand-over has no such candidacy.")));
            if (errors.Count > 0)
                return BadRequestProblem.Of(errors);
            if (candidacy is { Status: CandidacyStatus.Withdrawn })
                return new ConflictProblem(CandidacyProblems.CandidacyWithdrawn);

            await tx.MoveCandidaciesAsync(handOver.Id, CandidacyStatus.Submitted, CandidacyStatus.NotRetained);
            if (candidacy is not null)
            {
                host = await tx.AdministrationOfSiretAsync(candidacy.Siret, handOver.IsSpecimen);
                await tx.SetCandidacyAsync(candidacy.Id, CandidacyStatus.Retained);
                await tx.AddPendingControlAsync(candidacy.Id);
            }

            handOver = await tx.ChangeHandOverAsync(
                handOver with
                {
                    Status = HandOverStatus.HostRetained,
                    HostId = host,
                    CandidacyId = candidacy?.Id,
                    Details = handOver.Details with { CoHosts = body.CoHosts ?? [] },
                },
                "host.retained",
                null,
                new { host, coHosts = body.CoHosts });
            return new UpdatedAnswer<HandOver>(await tx.ShowAsync(handOver, tx.Today, Knowledge.Now, writing.Language));
        });
}
