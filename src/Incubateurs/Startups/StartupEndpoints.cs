using FluentValidation;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>One startup over HTTP, and its phases.</summary>
internal static class StartupEndpoints
{
    private const string Tag = "Startups";

    public static void AddStartups(this IServiceCollection services)
    {
        services.AddSingleton<ReferenceCache>();
        services.AddSingleton<IValidator<NewStartup>, NewStartupValidator>();
        services.AddSingleton<IValidator<StartupDescription>, StartupDescriptionValidator<StartupDescription>>();
    }

    public static void MapStartups(this IEndpointRouteBuilder routes)
    {
        var startups = routes.MapGroup("/startups").WithTags(Tag);
        startups.MapGet("/{id}", ReadStartup).WithName(nameof(ReadStartup)).Reads(Areas.All, Moves.Daily, Times.Both);
        startups.MapGet("/{id}/phases", ListStartupPhases).WithName(nameof(ListStartupPhases))
            .Reads(Areas.Portfolio, Moves.WithPlans, Times.Both);
        startups.MapGet("/{id}/phases/{phaseId}", ReadStartupPhase).WithName(nameof(ReadStartupPhase))
            .Reads(Areas.Portfolio, Moves.WithPlans, Times.Both);
    }

    /// <summary>Gives one startup in detail.</summary>
    /// <remarks>A former id redirects to the id of today (308); one that two startups had answers 300 with both links.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<Startup>, FormerId, NotFoundProblem>> ReadStartup(
        StartupId id, TimesQuery times, Reading reading, ReferenceCache references) =>
        reading.OfStartupAsync(
            id, times.KnownAt, async (tx, startup, knowledge) => await tx.ShowStartupAsync(startup, times.Day, knowledge, references));

    /// <summary>Lists the phases of a startup.</summary>
    /// <remarks>By start, the planned ones too. A phase lasts until the next one starts.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<PhasePeriods>, FormerId, NotFoundProblem>> ListStartupPhases(
        StartupId id, TimesQuery times, Reading reading) =>
        reading.OfStartupAsync(id, times.KnownAt, async (tx, startup, knowledge) =>
            new PhasePeriods(PhaseStore.Periods(await tx.ListPhasesAsync(startup.Id, knowledge), times.Day)) { Version = startup.Version });

    /// <summary>Gives one phase of a startup.</summary>
    /// <remarks>As it was known; a correction keeps the id.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    /// <param name="phaseId">Id of the recorded phase.</param>
    private static async Task<Results<Answer<PhasePeriod>, NotFoundProblem>> ReadStartupPhase(
        StartupId id, string phaseId, TimesQuery times, Reading reading) =>
        await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            return await tx.FindRecordedAsync(id.Text, knowledge) is { } startup
                ? (await tx.ListPhasesAsync(startup.Id, knowledge)).Period(phaseId, startup.Version, times.Day)
                : null;
        }) is { } period ? reading.Answer(period) : PhaseWriteEndpoints.UnknownPhase(phaseId);
}
