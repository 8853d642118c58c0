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

    public static void AddIncubationRecords(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewPhase>, NewPhaseValidator>();
        services.AddSingleton<IValidator<NewCommittee>, NewCommitteeValidator>();
        services.AddSingleton<IValidator<NewBenefit>, NewBenefitValidator>();
        services.AddHostedService<PlannedPhaseService>();
    }

    public static void MapIncubationRecords(this IEndpointRouteBuilder routes)
    {
        var startup = routes.MapGroup("/startups/{id}").WithTags("Startups");
        startup.MapGet("/committees", ListCommittees).WithName(nameof(ListCommittees)).Reads(Areas.Portfolio, Moves.Never, Query);
        startup.MapPost("/committees", AddCommittee).WithName(nameof(AddCommittee)).RequireAgent();
        startup.MapGet("/benefits", ListBenefits).WithName(nameof(ListBenefits)).Reads(Areas.Portfolio, Moves.Never, Query);
        startup.MapPost("/benefits", AddBenefit).WithName(nameof(AddBenefit)).RequireAgent();
    }

    /// <summary>Lists the committees of a startup.</summary>
    /// <remarks>The latest first. Imported ones have no decision: the source does not tell it.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<CommitteeList>, FormerId, NotFoundProblem>> ListCommittees(
        StartupId id, TimesQuery times, Reading reading) =>
        reading.OfStartupAsync(id, times.KnownAt, async (tx, startup, knowledge) =>
        {
            var committees = (await tx.ListCommitteesAsync(startup.Id, knowledge)).Reverse().Select(Shown).ToList();
            return new CommitteeList(committees, committees.Count);
        });

    /// <summary>Records a committee.</summary>
    /// <remarks>The doctrine wants one every six months; `/v1/quality` tells where none was held.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<Committee>>> AddCommittee(
        StartupId id, NewCommittee body, Writing writing) =>
        writing.OfStartupAsync<CreatedAnswer<Committee>>(id, async (tx, startup) =>
        {
            if (PastDays.Outside("heldOn", body.HeldOn, tx) is { } outside)
                return outside;

            var committee = new RecordedCommittee(Ids.New(tx.Now), body.HeldOn, body.Decision, body.FundedUntil, body.Note?.Tidy(), tx.Now);
            var shown = Shown(committee);
            var sequence = await tx.AppendAsync(Areas.Portfolio, "committee.held", Kinds.Startup, startup.Id, new
            {
                after = new { shown.Id, shown.HeldOn, shown.Decision, shown.FundedUntil },
            });
            await tx.AddCommitteeAsync(sequence, startup.Id, committee);
            return new CreatedAnswer<Committee>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/committees", shown);
        });

    /// <summary>Lists the benefits observed of a startup.</summary>
    /// <remarks>The latest first. Volunteers and first benefits create conviction; no consensus is asked for.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<BenefitList>, FormerId, NotFoundProblem>> ListBenefits(
        StartupId id, TimesQuery times, Reading reading) =>
        reading.OfStartupAsync(id, times.KnownAt, async (tx, startup, knowledge) =>
        {
            var benefits = await tx.ListBenefitsAsync(startup.Id, knowledge);
            return new BenefitList(benefits, benefits.Count);
        });

    /// <summary>Records a benefit observed.</summary>
    /// <remarks>What changed for whom, with a date.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<Benefit>>> AddBenefit(
        StartupId id, NewBenefit body, Writing writing) =>
        writing.OfStartupAsync<CreatedAnswer<Benefit>>(id, async (tx, startup) =>
        {
            if (PastDays.Outside("observedOn", body.ObservedOn, tx) is { } outside)
                return outside;

            var benefit = new Benefit(
                Ids.New(tx.Now), body.ObservedOn, body.Statement.Tidy(), body.Audience?.Tidy(), body.Volunteers, body.Url?.Tidy(), tx.Now);
            var sequence = await tx.AppendAsync(Areas.Portfolio, "benefit.observed", Kinds.Startup, startup.Id, new
            {
                after = new { benefit.Id, benefit.ObservedOn, benefit.Statement, benefit.Audience, benefit.Volunteers, benefit.Url },
            });
            await tx.AddBenefitAsync(sequence, startup.Id, benefit);
            return new CreatedAnswer<Benefit>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/benefits", benefit);
        });

    /// <summary>A committee as the contract shows it.</summary>
    internal static Committee Shown(RecordedCommittee committee) =>
        new(committee.Id, committee.HeldOn, committee.Decision, committee.FundedUntil, committee.Note, committee.RecordedAt);
}
