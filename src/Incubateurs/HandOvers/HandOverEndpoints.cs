using Incubateurs.Access;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.HandOvers;

/// <summary>Hand-overs over HTTP: opened, listed, read, described, cancelled.</summary>
internal static class HandOverEndpoints
{
    /// <summary>What a list shows: findings, which a day may change, only where they are asked for.</summary>
    internal static readonly Shows Listed = new(Areas.All, Moves.WithFindings)
    {
        MovesAsAsked = reader => HandOverFields.Asked(reader).HaveFindings ? Moves.WithFindings : Moves.Never,
    };

    public static void MapHandOvers(this IEndpointRouteBuilder routes)
    {
        var tagged = routes.MapGroup("").WithTags("Hand-overs").InLanguageAskedFor()
            .WithMetadata(new LabelledAs(Areas.All, Moves.WithFindings) { Segments = 3 });
        tagged.MapGet(
            "/startups/{id}/hand-overs",
            ListStartupHandOvers).WithName(nameof(ListStartupHandOvers)).Reads(Listed, [.. PageQuery.Parameters, HandOverFields.Parameter]);
        tagged.MapPost("/startups/{id}/hand-overs", OpenHandOver).WithName(nameof(OpenHandOver)).RequireAgent();
        tagged.MapGet("/hand-overs", ListHandOvers).WithName(nameof(ListHandOvers))
            .Reads(Listed, [.. HandOverFilter.Parameters, .. PageQuery.Parameters, HandOverFields.Parameter]);
        tagged.MapHandOverExport();
        tagged.MapGet("/hand-overs/{id}", ReadHandOver).WithName(nameof(ReadHandOver)).Reads(Areas.All, Moves.WithFindings, Times.Both);
        tagged.MapPatch("/hand-overs/{id}", EditHandOver).WithName(nameof(EditHandOver)).RequireAgent().RequiresIfMatch();
        tagged.MapPost("/hand-overs/{id}/cancellation", CancelHandOver).WithName(nameof(CancelHandOver)).RequireAgent();
        tagged.MapHandOverSteps();
    }

    /// <summary>Lists the hand-overs of a startup.</summary>
    /// <remarks>
    /// The last opened first, without what the detail has: staff, adaptations, findings and follow-ups are shown where `fields` names them.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<HandOverPage>, FormerId, NotFoundProblem>> ListStartupHandOvers(
        StartupId id, PageQuery query, HttpContext http, Reading reading) =>
        reading.OfStartupAsync(id, query.KnownAt, async (tx, startup, knowledge) =>
            await PageAsync(tx, new([], [], [], [startup.Id], []) { UnlistedToo = true }, query, knowledge, http));

    /// <summary>Opens a hand-over of a startup.</summary>
    /// <remarks>
    /// Administrations may then apply. A startup incubated before consolidation enters it on that day; one that was handed over
    /// long ago gets its record afterwards.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<HandOver>>> OpenHandOver(StartupId id, NewHandOver body, Writing writing) =>
        writing.OfStartupAsync<CreatedAnswer<HandOver>>(id, async (tx, startup) =>
        {
            var openedOn = body.OpenedOn ?? tx.Today;
            if (PastDays.Outside("openedOn", openedOn, tx) is { } outside)
                return outside;
            if (
                (await tx.ListHandOversOfAsync(startup.Id, Knowledge.Now)).Any(
                    other => other.Status is HandOverStatus.Open or HandOverStatus.HostRetained))
                return new ConflictProblem(HandOverProblems.Of(HandOverFault.InProgress));

            var reason = body.Reason?.Tidy();
            var standing = Lifecycle.On(tx.Today, await tx.ListPhaseStartsAsync(startup.Id, Knowledge.Now));
            if (HandOverRules.OpeningFault(standing, openedOn, reason) is { } fault)
                return new ConflictProblem(HandOverProblems.Of(fault));

            var handOver = new RecordedHandOver
            {
                Id = Ids.New(tx.Now),
                StartupId = startup.Id,
                Version = 1,
                Model = body.Model,
                OpenedOn = openedOn,
                Details = new()
                {
                    PreferredScenario = body.PreferredScenario?.Tidy(),
                    FallbackScenario = body.FallbackScenario?.Tidy(),
                    Reason = reason,
                },
            };
            var enters = HandOverRules.EntersConsolidation(standing);
            var sequence = await tx.AppendAsync(Areas.Portfolio | Areas.HandOvers, "handOver.opened", Kinds.Startup, startup.Id, new
            {
                reason,
                handOver = handOver.Id,
                after = new
                {
                    handOver = handOver.Id,
                    model = body.Model.Code(),
                    openedOn,
                    phase = enters ? Phases.Consolidation.Code : null,
                },
            });
            await tx.SaveHandOverAsync(sequence, handOver);
            if (enters)
                await tx.AddPhaseOfAsync(sequence, handOver, Phases.Consolidation, openedOn);
            return new CreatedAnswer<HandOver>(
                $"/v1/hand-overs/{handOver.Id}", await tx.ShowAsync(handOver, tx.Today, Knowledge.Now, writing.Language));
        });

    /// <summary>Lists hand-overs.</summary>
    /// <remarks>
    /// The last opened first; all filters combine, a repeated one means any of its values. Without what the detail has: staff,
    /// adaptations, findings and follow-ups are shown where `fields` names them.
    /// </remarks>
    private static Task<Answer<HandOverPage>> ListHandOvers(PageQuery query, HttpContext http, Reading reading)
    {
        var filter = HandOverFilter.Asked(http.Query());
        return reading.AnswerAsync(async tx => await PageAsync(tx, filter, query, await tx.KnowledgeAsync(query.KnownAt), http));
    }

    /// <summary>Gives one hand-over.</summary>
    /// <remarks>
    /// With findings: points of the doctrine that are not met. They alert and forbid nothing. What a control found is told to agents alone.
    /// </remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static async Task<Results<Answer<HandOver>, NotFoundProblem>> ReadHandOver(
        string id, TimesQuery times, HttpContext http, Reading reading)
    {
        var found = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            return await tx.FindHandOverAsync(id, knowledge) is { } recorded
                ? await tx.ShowAsync(recorded, times.Day, knowledge, http.Language(), agents: http.Agent() is not null)
                : null;
        });
        return found is not null ? reading.Answer(found) : NotFound(id);
    }

    /// <summary>Changes what is said of a hand-over.</summary>
    /// <remarks>A merge patch of the model, the scenarios and the reason; `If-Match` names the version that was read.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<UpdatedAnswer<HandOver>>> EditHandOver(
        string id, MergePatch<HandOverDescription> patch, Writing writing) =>
        writing.OfHandOverAsync<UpdatedAnswer<HandOver>>(id, HandOverAction.Describe, async (tx, handOver) =>
        {
            var before = new HandOverDescription(
                handOver.Model, handOver.Details.PreferredScenario, handOver.Details.FallbackScenario, handOver.Details.Reason);
            if (patch.Apply(before, out var said) is { } problem)
                return problem;

            if (said != before)
                handOver = await tx.ChangeHandOverAsync(
                    handOver with
                    {
                        Model = said.Model,
                        Details = handOver.Details with
                        {
                            PreferredScenario = said.PreferredScenario?.Tidy(),
                            FallbackScenario = said.FallbackScenario?.Tidy(),
                            Reason = said.Reason?.Tidy(),
                        },
                    },
                    "handOver.described",
                    said.Reason,
                    new { model = said.Model.Code(), said.PreferredScenario, said.FallbackScenario });
            return new UpdatedAnswer<HandOver>(await tx.ShowAsync(handOver, tx.Today, Knowledge.Now, writing.Language));
        });

    /// <summary>Cancels a hand-over.</summary>
    /// <remarks>The startup stays in consolidation; another hand-over may be opened.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<WriteResult<UpdatedAnswer<HandOver>>> CancelHandOver(string id, NewCancellation body, Writing writing) =>
        writing.OfHandOverAsync<UpdatedAnswer<HandOver>>(id, HandOverAction.Cancel, async (tx, handOver) =>
        {
            var reason = body.Reason.Tidy();
            await tx.RemovePendingControlsAsync(handOver.Id);
            handOver = await tx.ChangeHandOverAsync(
                handOver with { Status = HandOverStatus.Cancelled, ClosedAt = tx.Now, Details = handOver.Details with { Reason = reason } },
                "handOver.cancelled",
                reason,
                new { status = HandOverStatus.Cancelled.Code() });
            return new UpdatedAnswer<HandOver>(await tx.ShowAsync(handOver, tx.Today, Knowledge.Now, writing.Language));
        });

    internal static NotFoundProblem NotFound(string id) => new(new(
        $"Aucun transfert n'a l'identifiant « {id.Shown()} ».", $"No hand-over has the id “{id.Shown()}”."));

    private static async Task<HandOverPage> PageAsync(Tx tx, HandOverFilter filter, PageQuery query, Knowledge knowledge, HttpContext http)
    {
        var page = await tx.ListHandOversAsync(filter, knowledge, query.After, query.Limit);
        var view = new HandOverView(query.Day, http.Language(), Agents: http.Agent() is not null);
        var items = await tx.ShowAsync(page.Items, HandOverFields.Asked(http.Query()), knowledge, view);
        return new(items, page.Total, query.Next(page));
    }
}
