using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>What is put on record of an incubation: committees and first benefits.</summary>
internal static class RecordEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Query = [Times.KnownAt];

    public static void AddIncubation(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewPhase>, NewPhaseValidator>();
        services.AddSingleton<IValidator<NewCommittee>, NewCommitteeValidator>();
        services.AddSingleton<IValidator<NewBenefit>, NewBenefitValidator>();
        services.AddHostedService<PlannedPhaseService>();
    }

    public static void MapIncubationRecords(this IEndpointRouteBuilder routes)
    {
        var startup = routes.MapGroup("/startups/{id}").WithTags("Startups");
        startup.MapGet("/committees", ListCommittees).WithName(nameof(ListCommittees)).WithQuery(Query).ShowsAreas(Areas.Portfolio);
        startup.MapPost("/committees", AddCommittee).WithName(nameof(AddCommittee)).RequireAgent();
        startup.MapGet("/benefits", ListBenefits).WithName(nameof(ListBenefits)).WithQuery(Query).ShowsAreas(Areas.Portfolio);
        startup.MapPost("/benefits", AddBenefit).WithName(nameof(AddBenefit)).RequireAgent();
    }

    /// <summary>Lists the committees of a startup.</summary>
    /// <remarks>The latest first. Imported ones have no decision: the source does not tell it.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<CommitteeList>, FormerId, NotFoundProblem>> ListCommittees(string id, TimesQuery times, Reading reading) =>
        await ReadAsync(id, times, reading, async (tx, knowledge) =>
        {
            var committees = (await tx.ListCommitteesAsync(id.Normal(), knowledge)).Reverse().Select(Shown).ToList();
            return new CommitteeList(committees, committees.Count);
        });

    /// <summary>Records a committee.</summary>
    /// <remarks>The doctrine wants one every six months; `/v1/quality` tells where none was held.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<Committee>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>> AddCommittee(
        string id, NewCommittee body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Committee>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindRecordedAsync(id.Normal(), Knowledge.Now) is not { } startup)
                return StartupEndpoints.NotFound(id);
            if (writing.Stale(startup.Version) is { } stale)
                return stale;
            if (PastDays.Outside("heldOn", body.HeldOn, tx) is { } outside)
                return outside;

            var committee = new RecordedCommittee(Ids.New(tx.Now), body.HeldOn, body.Decision, body.FundedUntil, body.Note?.Tidy(), tx.Now);
            var shown = Shown(committee);
            var sequence = await tx.AppendAsync(Areas.Portfolio, "committee.held", "startup", startup.Id, new
            {
                after = new { shown.Id, shown.HeldOn, shown.Decision, shown.FundedUntil },
            });
            await tx.AddCommitteeAsync(sequence, startup.Id, committee);
            return new CreatedAnswer<Committee>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/committees", shown);
        });

    /// <summary>Lists the benefits observed of a startup.</summary>
    /// <remarks>The latest first. Volunteers and first benefits create conviction; no consensus is asked for.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<BenefitList>, FormerId, NotFoundProblem>> ListBenefits(string id, TimesQuery times, Reading reading) =>
        await ReadAsync(id, times, reading, async (tx, knowledge) =>
        {
            var benefits = await tx.ListBenefitsAsync(id.Normal(), knowledge);
            return new BenefitList(benefits, benefits.Count);
        });

    /// <summary>Records a benefit observed.</summary>
    /// <remarks>What changed for whom, with a date.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<Benefit>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>> AddBenefit(
        string id, NewBenefit body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Benefit>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindRecordedAsync(id.Normal(), Knowledge.Now) is not { } startup)
                return StartupEndpoints.NotFound(id);
            if (writing.Stale(startup.Version) is { } stale)
                return stale;
            if (PastDays.Outside("observedOn", body.ObservedOn, tx) is { } outside)
                return outside;

            var benefit = new Benefit(
                Ids.New(tx.Now), body.ObservedOn, body.Statement.Tidy(), body.Audience?.Tidy(), body.Volunteers, body.Url?.Tidy(), tx.Now);
            var sequence = await tx.AppendAsync(Areas.Portfolio, "benefit.observed", "startup", startup.Id, new
            {
                after = new { benefit.Id, benefit.ObservedOn, benefit.Statement, benefit.Audience, benefit.Volunteers, benefit.Url },
            });
            await tx.AddBenefitAsync(sequence, startup.Id, benefit);
            return new CreatedAnswer<Benefit>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/benefits", benefit);
        });

    private static Committee Shown(RecordedCommittee committee) =>
        new(committee.Id, committee.HeldOn, committee.Decision, committee.FundedUntil, committee.Note, committee.RecordedAt);

    private static async Task<Results<Ok<T>, FormerId, NotFoundProblem>> ReadAsync<T>(
        string id, TimesQuery times, Reading reading, Func<Tx, Knowledge, Task<T>> read)
        where T : class
    {
        var (found, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is null
                ? ((T?)null, await tx.ListHeirsAsync(Kinds.Startup, id.Normal(), knowledge))
                : (await read(tx, knowledge), []);
        });
        return found is not null ? TypedResults.Ok(found)
            : heirs.Count > 0 ? new FormerId(heirs)
            : StartupEndpoints.NotFound(id);
    }
}
