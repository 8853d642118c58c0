using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>A phase of a startup to write.</summary>
/// <param name="Phase">Code of the phase in the referential `/v1/phases`; older names are accepted.</param>
/// <param name="StartsOn">The day it starts, from 1 June 2013 to ten years ahead; in the future it is planned.</param>
/// <param name="Reason">Why; required to go back to a lower rank and to leave an exit.</param>
public sealed record NewPhase(string Phase, DateOnly StartsOn, string? Reason = null);

/// <summary>
/// Agents write phases. A transition is a resource; a correction supersedes and never erases (docs/ARCHITECTURE.md, Lifecycle).
/// </summary>
internal static class PhaseWriteEndpoints
{
    private static readonly TextParameter Reason =
        new("reason", "Why the phase is withdrawn; it stays in the history.", 5_000) { Example = "Saisie par erreur", Required = true };

    public static void MapPhaseWrites(this IEndpointRouteBuilder routes)
    {
        var phases = routes.MapGroup("/startups/{id}/phases").WithTags("Startups").RequireAgent()
            .WithMetadata(new LabelledAs(Areas.Portfolio, Moves.WithPlans));
        phases.MapPost("", AddPhase).WithName(nameof(AddPhase));
        phases.MapPatch("/{phaseId}", CorrectPhase).WithName(nameof(CorrectPhase)).RequiresIfMatch();
        phases.MapDelete("/{phaseId}", WithdrawPhase).WithName(nameof(WithdrawPhase)).WithQuery([Reason]);
    }

    /// <summary>Writes a phase of a startup.</summary>
    /// <remarks>Going to a lower rank, and reopening what has left incubation, are legitimate and need a `reason`.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<PhasePeriod>>> AddPhase(StartupId id, NewPhase body, Writing writing) =>
        writing.OfStartupAsync<CreatedAnswer<PhasePeriod>>(id, async (tx, startup) =>
        {
            var others = await tx.ListPhaseStartsAsync(startup.Id, Knowledge.Now);
            var phase = new RecordedPhase(
                Ids.New(tx.Now), PhaseRules.Named(body.Phase, body.StartsOn, others)!, body.StartsOn, null, body.Reason?.Tidy(), tx.Now);
            if (Refused(others, phase, tx) is { } fault)
                return fault.Type.Status == StatusCodes.Status400BadRequest ? (BadRequestProblem)fault : (ConflictProblem)fault;

            var sequence = await tx.AppendAsync(
                Areas.Portfolio, "phase.added", Kinds.Startup, startup.Id, new { reason = phase.Reason, after = Logged(phase) });
            await tx.AddPhaseAsync(sequence, startup.Id, phase);
            var version = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
            return new CreatedAnswer<PhasePeriod>(
                $"/v1/startups/{Uri.EscapeDataString(startup.Id)}/phases/{phase.Id}", await ShownAsync(tx, startup.Id, phase.Id, version));
        });

    /// <summary>Corrects a phase.</summary>
    /// <remarks>
    /// A merge patch with a `reason`. What was recorded before stays known as of before (`knownAt`). `If-Match` names the
    /// version of the startup.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    /// <param name="phaseId">Id of the recorded phase.</param>
    private static Task<WriteResult<UpdatedAnswer<PhasePeriod>>> CorrectPhase(
        StartupId id, string phaseId, MergePatch<NewPhase> patch, Writing writing) =>
        writing.OfStartupAsync<UpdatedAnswer<PhasePeriod>>(id, async (tx, startup) =>
        {
            var phases = await tx.ListPhasesAsync(startup.Id, Knowledge.Now);
            if (phases.FirstOrDefault(phase => phase.Id == phaseId) is not { } before)
                return UnknownPhase(phaseId);
            if (patch.Apply(new(before.Phase.Code, before.StartsOn, before.Reason), out var said) is { } problem)
                return problem;
            if (!patch.Says("reason"))
                return BadRequestProblem.Of([new("reason", new("Une correction demande un motif.", "A correction needs a reason."))]);

            var others = phases.Where(phase => phase.Id != phaseId).Select(phase => new PhaseStart(phase.Phase, phase.StartsOn)).ToList();
            var after = before with
            {
                Phase = PhaseRules.Named(said.Phase, said.StartsOn, others)!,
                StartsOn = said.StartsOn,
                Reason = said.Reason!.Tidy(),
            };
            if ((after.Phase, after.StartsOn) == (before.Phase, before.StartsOn) && after.Reason == before.Reason)
                return new UpdatedAnswer<PhasePeriod>(await ShownAsync(tx, startup.Id, phaseId, startup.Version));
            if (Refused(others, after, tx) is { } fault)
                return fault.Type.Status == StatusCodes.Status400BadRequest ? (BadRequestProblem)fault : (ConflictProblem)fault;

            var sequence = await tx.AppendAsync(
                Areas.Portfolio, "phase.corrected", Kinds.Startup, startup.Id, new
                {
                    reason = after.Reason,
                    before = Logged(before),
                    after = Logged(after),
                });
            await tx.ClosePhaseAsync(sequence, phaseId);
            await tx.AddPhaseAsync(sequence, startup.Id, after with { RecordedAt = tx.Now });
            var version = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
            return new UpdatedAnswer<PhasePeriod>(await ShownAsync(tx, startup.Id, phaseId, version));
        });

    /// <summary>Withdraws a phase.</summary>
    /// <remarks>With a `reason`. It is superseded and not erased: `knownAt` before the withdrawal still shows it.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    /// <param name="phaseId">Id of the recorded phase.</param>
    private static async Task<WriteResult<DeletedAnswer>> WithdrawPhase(
        StartupId id, string phaseId, HttpContext http, Writing writing)
    {
        if (http.Query().Text(Reason)?.Tidy() is not { Length: > 0 } reason)
            return BadRequestProblem.OfQuery(
                [new("reason", new("Un retrait demande un motif : `?reason=`.", "A withdrawal needs a reason: `?reason=`."))]);

        return await writing.OfStartupAsync<DeletedAnswer>(id, async (tx, startup) =>
        {
            if ((await tx.ListPhasesAsync(startup.Id, Knowledge.Now)).FirstOrDefault(phase => phase.Id == phaseId) is not { } phase)
                return UnknownPhase(phaseId);
            var sequence = await tx.AppendAsync(
                Areas.Portfolio, "phase.withdrawn", Kinds.Startup, startup.Id, new { reason, before = Logged(phase) });
            await tx.ClosePhaseAsync(sequence, phaseId);
            _ = await tx.SaveStartupAsync(sequence, startup.Id, startup, startup.Facts);
            return new DeletedAnswer();
        });
    }

    private static async Task<PhasePeriod> ShownAsync(Tx tx, string startupId, string phaseId, int version) =>
        (await tx.ListPhasesAsync(startupId, Knowledge.Now)).Period(phaseId, version, tx.Today)!;

    internal static NotFoundProblem UnknownPhase(string id) => new(new(
        $"Cette startup n'a aucune phase « {id.Shown()} ».", $"This startup has no phase “{id.Shown()}”."));

    private static Refusal? Refused(IEnumerable<PhaseStart> others, RecordedPhase phase, Tx tx) =>
        PhaseRules.Fault(others, new(phase.Phase, phase.StartsOn), phase.Reason, tx.Today) is not { } fault ? null
        : PhaseProblems.Of(fault) is { Status: StatusCodes.Status400BadRequest } type ? new BadRequestProblem(
            type, type.Meaning, [new("startsOn", type.Meaning)])
        : new ConflictProblem(
            PhaseProblems.Of(fault), errors: fault == PhaseFault.ReasonRequired ? [new("reason", PhaseProblems.Of(fault).Meaning)] : null);

    private static object Logged(RecordedPhase phase) =>
        new { id = phase.Id, phase = phase.Phase.Code, startsOn = phase.StartsOn, reason = phase.Reason };
}

/// <summary>The shape of a phase.</summary>
internal sealed class NewPhaseValidator : AbstractValidator<NewPhase>
{
    public NewPhaseValidator()
    {
        RuleFor(phase => phase.Phase).Must(name => Phases.Named(name).Count > 0)
            .Says("Phase inconnue : voir /v1/phases.", "Unknown phase: see /v1/phases.");
        RuleFor(phase => phase.Reason).Text("reason");
    }
}
