using Incubateurs.Access;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>Agents register startups and describe them.</summary>
internal static class StartupWriteEndpoints
{
    public static void MapStartupWrites(this IEndpointRouteBuilder routes)
    {
        var startups = routes.MapGroup("/startups").WithTags("Startups").RequireAgent()
            .WithMetadata(new LabelledAs(Areas.All, Moves.Daily));
        startups.MapPost("", AddStartup).WithName(nameof(AddStartup));
        startups.MapPatch("/{id}", EditStartup).WithName(nameof(EditStartup)).RequiresIfMatch();
    }

    /// <summary>Registers a startup.</summary>
    /// <remarks>
    /// A name and a pitch suffice, and nobody approves: it begins in investigation, today unless said otherwise. Without an
    /// `id` one is made from the name.
    /// </remarks>
    private static Task<Results<CreatedAnswer<Startup>, BadRequestProblem, ConflictProblem>> AddStartup(NewStartup body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Startup>, BadRequestProblem, ConflictProblem>>(async tx =>
        {
            if (body.Id is { } asked && await tx.IsStartupIdTakenAsync(asked))
                return new ConflictProblem(ProblemTypes.IdTaken);

            var (facts, unknown) = await tx.ReferringAsync(body.Facts(source: null), before: null);
            if (unknown is not null)
                return unknown;

            var first = new PhaseStart(Phases.Named(body.Phase ?? Phases.Investigation.Code)[0], body.StartedOn ?? tx.Today);
            if (PhaseRules.Fault([], first, body.Reason, tx.Today) is { } fault)
                return new BadRequestProblem(
                    PhaseProblems.Of(fault), PhaseProblems.Of(fault).Meaning, [new("startedOn", PhaseProblems.Of(fault).Meaning)]);

            var id = body.Id ?? await StartupIds.FreeAsync(StartupIds.Derive(facts.Name, "startup"), tx.IsStartupIdTakenAsync);
            var reason = body.Reason?.Tidy();
            var sequence = await tx.AppendAsync(Areas.Portfolio, "startup.registered", Kinds.Startup, id, new
            {
                reason,
                after = StartupChanges.Said(facts),
                phases = new[] { new { phase = first.Phase.Code, startsOn = first.StartsOn } },
            });
            _ = await tx.KnowStartupAsync(id);
            await tx.AddPhaseAsync(sequence, id, new(Ids.New(tx.Now), first.Phase, first.StartsOn, null, reason, tx.Now));
            _ = await tx.SaveStartupAsync(sequence, id, before: null, facts);
            return new CreatedAnswer<Startup>($"/v1/startups/{Uri.EscapeDataString(id)}", await tx.NowAsync(id));
        });

    /// <summary>Changes what is said of a startup.</summary>
    /// <remarks>
    /// A merge patch (RFC 7396): null removes a member, a list replaces the list. `If-Match` names the version that was read.
    /// Phases are resources of their own.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<UpdatedAnswer<Startup>>> EditStartup(
        StartupId id, MergePatch<StartupDescription> patch, Writing writing) =>
        writing.OfStartupAsync<UpdatedAnswer<Startup>>(id, async (tx, before) =>
        {
            if (patch.Apply(before.Facts, out var description) is { } problem)
                return problem;
            if (description.Pitch is null && before.Facts.Pitch is not null)
                return BadRequestProblem.Of(
                    [
                        new(
                            "pitch",
                            new(
                                "Une startup garde un texte court : le changer, non l'ôter.",
                                "A startup keeps its pitch: change it, do not remove it.")),
                    ]);

            var (facts, unknown) = await tx.ReferringAsync(description.Facts(before.Facts.Source), before.Facts);
            if (unknown is not null)
                return unknown;

            await tx.ChangeStartupAsync(before, facts);
            return new UpdatedAnswer<Startup>(await tx.NowAsync(before.Id));
        });

    // With names read afresh: those kept from page to page are of what was committed before.
    private static async Task<Startup> NowAsync(this Tx tx, string id) =>
        await tx.ShowStartupAsync((await tx.FindRecordedAsync(id, Knowledge.Now))!, tx.Today, Knowledge.Now, new ReferenceCache());
}
