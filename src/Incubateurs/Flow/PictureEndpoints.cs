using Incubateurs.Http;
using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Flow;

/// <summary>Pictures of figures, in the language asked for, light or dark as the reader prefers.</summary>
internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("").WithTags("Flow");
        pictures.MapGet("/flow.svg", DrawFlow).WithName(nameof(DrawFlow)).WithQuery(FlowQuery.FlowParameters).ShowsAreas(Areas.Portfolio);
        pictures.MapGet("/flow/durations.svg", DrawDurations).WithName(nameof(DrawDurations)).WithQuery(FlowQuery.Parameters).ShowsAreas(Areas.Portfolio);
        pictures.MapGet("/startups/{id}/timeline.svg", DrawTimeline).WithName(nameof(DrawTimeline)).WithQuery(Times.Both).ShowsAreas(Areas.Portfolio);
    }

    /// <summary>Draws the cumulative flow diagram.</summary>
    /// <remarks>What is incubating, by phase, above what has left; its description holds the figures.</remarks>
    private static async Task<SvgAnswer> DrawFlow(FlowQuery query, HttpContext http, Reading reading) =>
        new(FlowChart.Draw(FlowFigures.Flow(await FlowEndpoints.LivesAsync(query, reading), [.. query.Periods()]), query.Day, http.Language()));

    /// <summary>Draws how long phases last.</summary>
    /// <remarks>The distribution of each phase and of whole incubations, beside the doctrine's one to three years.</remarks>
    private static async Task<SvgAnswer> DrawDurations(FlowQuery query, HttpContext http, Reading reading) =>
        new(DurationChart.Draw(DurationChart.Of(await FlowEndpoints.LivesAsync(query, reading), query.Day), query.Day, http.Language()));

    /// <summary>Draws the life of a startup.</summary>
    /// <remarks>Its phases, those planned hatched, and the doctrine's one to three years.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<SvgAnswer, FormerId, NotFoundProblem>> DrawTimeline(string id, TimesQuery times, HttpContext http, Reading reading)
    {
        var (picture, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is { } startup
                ? (TimelineChart.Draw(startup.Facts.Name, await tx.ListPhaseStartsAsync(startup.Id, knowledge), times.Day, http.Language()), [])
                : ((SvgPicture?)null, await tx.ListHeirsAsync(id.Normal(), knowledge));
        });
        return picture is not null ? new SvgAnswer(picture)
            : heirs.Count > 0 ? new FormerId(heirs)
            : StartupEndpoints.NotFound(id);
    }
}
