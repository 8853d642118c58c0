using FluentValidation;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
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
        startups.MapGet("/{id}", ReadStartup).WithName(nameof(ReadStartup)).WithQuery(Times.Both).ShowsAreas(Areas.All);
        startups.MapGet("/{id}/phases", ListStartupPhases).WithName(nameof(ListStartupPhases)).WithQuery(Times.Both).ShowsAreas(Areas.Portfolio);
        startups.MapGet("/{id}/phases/{phaseId}", ReadStartupPhase).WithName(nameof(ReadStartupPhase)).WithQuery(Times.Both).ShowsAreas(Areas.Portfolio);
    }

    /// <summary>Gives one startup in detail.</summary>
    /// <remarks>A former id redirects to the id of today (308); one that two startups had answers 300 with both links.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<Startup>, FormerId, NotFoundProblem>> ReadStartup(
        string id, TimesQuery times, Reading reading, ReferenceCache references)
    {
        var (startup, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            var found = await tx.FindStartupAsync(id.Normal(), times.Day, knowledge, references);
            return (found, found is null ? await tx.ListHeirsAsync(Kinds.Startup, id.Normal(), knowledge) : []);
        });
        return startup is not null ? TypedResults.Ok(startup)
            : heirs.Count > 0 ? new FormerId(heirs)
            : NotFound(id);
    }

    /// <summary>Lists the phases of a startup.</summary>
    /// <remarks>By start, the planned ones too. A phase lasts until the next one starts.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<PhasePeriods>, FormerId, NotFoundProblem>> ListStartupPhases(
        string id, TimesQuery times, Reading reading)
    {
        var (periods, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is { } known
                ? (new PhasePeriods(PhaseStore.Periods(await tx.ListPhasesAsync(id.Normal(), knowledge), times.Day)) { Version = known.Version }, [])
                : ((PhasePeriods?)null, await tx.ListHeirsAsync(Kinds.Startup, id.Normal(), knowledge));
        });
        return periods is not null ? TypedResults.Ok(periods)
            : heirs.Count > 0 ? new FormerId(heirs)
            : NotFound(id);
    }

    /// <summary>Gives one phase of a startup.</summary>
    /// <remarks>As it was known; a correction keeps the id.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    /// <param name="phaseId">Id of the recorded phase.</param>
    private static async Task<Results<Ok<PhasePeriod>, NotFoundProblem>> ReadStartupPhase(string id, string phaseId, TimesQuery times, Reading reading) =>
        await reading.ReadAsync(async tx => await tx.FindPeriodAsync(id.Normal(), phaseId, times.Day, await tx.KnowledgeAsync(times.KnownAt))) is { } period
            ? TypedResults.Ok(period)
            : PhaseWriteEndpoints.UnknownPhase(phaseId);

    internal static NotFoundProblem NotFound(string id) => new NotFoundProblem(new(
        $"Aucune startup n'a l'identifiant « {id.Shown()} ».", $"No startup has the id “{id.Shown()}”."));
}
