using Incubateurs.Access;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>The steps of a hand-over: the staff of the host, the adaptations, the cost, the completion, the follow-up.</summary>
internal static class HandOverStepEndpoints
{
    public static void MapHandOverSteps(this IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/hand-overs/{id}").RequireAgent();
        steps.MapPost("/secondments", AddSecondment).WithName(nameof(AddSecondment));
        steps.MapPut("/adaptations/{code}", SetAdaptation).WithName(nameof(SetAdaptation)).RequiresIfMatch();
        steps.MapPut("/cost", SetCost).WithName(nameof(SetCost)).RequiresIfMatch();
        steps.MapPost("/completion", CompleteHandOver).WithName(nameof(CompleteHandOver));
        steps.MapPost("/follow-ups", AddFollowUp).WithName(nameof(AddFollowUp));
    }

    /// <summary>Records staff of the host in the startup.</summary>
    /// <remarks>A function and a period, never a name. The doctrine wants 6 to 12 months.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<CreatedAnswer<Secondment>>> AddSecondment(string id, NewSecondment body, Writing writing) =>
        writing.OfHandOverAsync<CreatedAnswer<Secondment>>(id, HandOverAction.Second, async (tx, handOver) =>
        {
            if (body.From < Lifecycle.FirstDay || body.From > tx.Today.AddYears(Lifecycle.MostYearsAhead))
                return new BadRequestProblem(
                    PhaseProblems.PhaseDateOutOfRange,
                    PhaseProblems.PhaseDateOutOfRange.Meaning,
                    [new("from", PhaseProblems.PhaseDateOutOfRange.Meaning)]);

            var secondment = new Secondment(Ids.New(tx.Now), body.Function.Tidy(), body.From, body.To, body.FullTimeShare);
            _ = await tx.ChangeHandOverAsync(
                handOver with { Details = handOver.Details with { Secondments = [.. handOver.Details.Secondments, secondment] } },
                "secondment.added",
                null,
                secondment);
            return new CreatedAnswer<Secondment>($"/v1/hand-overs/{handOver.Id}", secondment);
        });

    /// <summary>Says how far an adaptation has come.</summary>
    /// <remarks>The header `If-Match` names the version of the adaptation, so that colleagues do not collide.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    /// <param name="code">Code of the adaptation.</param>
    private static Task<WriteResult<UpdatedAnswer<Adaptation>>> SetAdaptation(
        string id, string code, AdaptationState body, Writing writing) =>
        writing.RunAsync<WriteResult<UpdatedAnswer<Adaptation>>>(async tx =>
        {
            if (await tx.FindWrittenAsync(id) is not { } handOver)
                return HandOverEndpoints.NotFound(id);
            if (handOver.IsWithdrawn)
                return new ConflictProblem(StartupProblems.Withdrawn);
            if (Adaptations.Find(code) is not { } kind)
                return new NotFoundProblem(
                    new($"Aucune adaptation n'a le code « {code.Shown()} ».", $"No adaptation has the code “{code.Shown()}”."));

            var before = HandOverStore.Shown(kind, handOver.Details);
            if (writing.Stale(before.Version!.Value) is { } stale)
                return stale;
            if (HandOverRules.Fault(handOver.Status, HandOverAction.Adapt) is { } fault)
                return new ConflictProblem(HandOverProblems.Of(fault));

            var state = body with { EvidenceUrl = body.EvidenceUrl?.Tidy(), Note = body.Note?.Tidy(), Reason = body.Reason?.Tidy() };
            var recorded = new RecordedAdaptation(code, state, before.Version.Value + 1);
            var details = handOver.Details with
            {
                Adaptations = [.. handOver.Details.Adaptations.Where(adaptation => adaptation.Code != code), recorded],
            };
            if (state == new AdaptationState(before.Status, before.DueOn, before.EvidenceUrl, before.Note, before.Reason))
                return new UpdatedAnswer<Adaptation>(before);

            var sequence = await tx.AppendAsync(Areas.HandOvers, "adaptation.set", Kinds.Startup, handOver.StartupId, new
            {
                reason = state.Reason,
                handOver = handOver.Id,
                before = new { code, status = before.Status.Code() },
                after = new { code, status = state.Status.Code(), state.DueOn, state.EvidenceUrl },
            });
            await tx.SaveHandOverAsync(sequence, handOver with { Details = details });
            return new UpdatedAnswer<Adaptation>(HandOverStore.Shown(kind, details));
        });

    /// <summary>Says what it costs.</summary>
    /// <remarks>Per year, in incubation and at the host, where it is taken over at marginal cost.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<UpdatedAnswer<HandOver>>> SetCost(string id, NewCost body, Writing writing) =>
        writing.OfHandOverAsync<UpdatedAnswer<HandOver>>(id, HandOverAction.SetCost, async (tx, handOver) =>
        {
            if (handOver.Details.Cost != body)
                handOver = await tx.ChangeHandOverAsync(
                    handOver with { Details = handOver.Details with { Cost = body } }, "cost.set", null, body);
            return new UpdatedAnswer<HandOver>(await tx.ShowAsync(handOver, tx.Today, Knowledge.Now, writing.Language));
        });

    /// <summary>Completes a hand-over.</summary>
    /// <remarks>
    /// Writes the phase `transfere` on the effective day. Points of the doctrine that are not met demand a justification: they are
    /// named in `errors`.
    /// </remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<UpdatedAnswer<HandOver>>> CompleteHandOver(string id, NewCompletion body, Writing writing) =>
        writing.OfHandOverAsync<UpdatedAnswer<HandOver>>(id, HandOverAction.Complete, async (tx, handOver) =>
        {
            if (body.EffectiveOn < Lifecycle.FirstDay || body.EffectiveOn > tx.Today.AddYears(Lifecycle.MostYearsAhead))
                return new BadRequestProblem(
                    PhaseProblems.PhaseDateOutOfRange,
                    PhaseProblems.PhaseDateOutOfRange.Meaning,
                    [new("effectiveOn", PhaseProblems.PhaseDateOutOfRange.Meaning)]);

            var standing = Lifecycle.On(tx.Today, await tx.ListPhaseStartsAsync(handOver.StartupId, Knowledge.Now));
            if (HandOverRules.CompletionFault(standing, handOver.OpenedOn, body.EffectiveOn) is { } fault)
                return new ConflictProblem(HandOverProblems.Of(fault));

            var justification = body.Justification?.Tidy();
            var completed = handOver with
            {
                Status = HandOverStatus.Completed,
                EffectiveOn = body.EffectiveOn,
                ClosedAt = tx.Now,
                Details = handOver.Details with { Justification = justification },
            };
            var findings = await tx.FindingsAsync(handOver with { EffectiveOn = body.EffectiveOn }, tx.Today, Knowledge.Now);
            if (findings.Count > 0 && justification is null)
                return new ConflictProblem(
                    HandOverProblems.JustificationRequired,
                    errors: [.. findings.Select(code => new FieldError(code, Findings.Details[code]))]);

            completed = completed with { Version = handOver.Version + 1 };
            var sequence = await tx.AppendAsync(
                Areas.Portfolio | Areas.HandOvers, "handOver.completed", Kinds.Startup, handOver.StartupId, new
                {
                    reason = justification,
                    handOver = handOver.Id,
                    after = new { status = completed.Status.Code(), effectiveOn = body.EffectiveOn, host = handOver.HostId, findings },
                });
            await tx.SaveHandOverAsync(sequence, completed);
            await tx.AddHostAsync(sequence, completed);

            // One that was handed over already keeps the phase it has.
            if (standing.Status != Status.HandedOver)
                await tx.AddPhaseOfAsync(sequence, completed, Phases.HandedOver, body.EffectiveOn);
            else
                await tx.TouchStartupAsync(sequence, completed.StartupId);
            return new UpdatedAnswer<HandOver>(await tx.ShowAsync(completed, tx.Today, Knowledge.Now, writing.Language));
        });

    /// <summary>Records what became of the service.</summary>
    /// <remarks>Due 6 and 12 months after the effective day.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<CreatedAnswer<FollowUp>>> AddFollowUp(string id, NewFollowUp body, Writing writing) =>
        writing.OfHandOverAsync<CreatedAnswer<FollowUp>>(id, HandOverAction.FollowUp, async (tx, handOver) =>
        {
            if (PastDays.Outside("observedOn", body.ObservedOn, tx) is { } outside)
                return outside;

            var followUp = new FollowUp(Ids.New(tx.Now), body.ObservedOn, body.Signals, body.Outcome, body.Note?.Tidy());
            _ = await tx.ChangeHandOverAsync(
                handOver with { Details = handOver.Details with { FollowUps = [.. handOver.Details.FollowUps, followUp] } },
                "followUp.added",
                null,
                new { followUp.ObservedOn, outcome = followUp.Outcome.Code() });
            return new CreatedAnswer<FollowUp>($"/v1/hand-overs/{handOver.Id}", followUp);
        });
}
