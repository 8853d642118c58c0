using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>The picture of one startup's life, in the language asked for, light or dark as the reader prefers.</summary>
internal static class TimelineEndpoints
{
    public static void MapTimeline(this IEndpointRouteBuilder routes) => routes.MapGet("/startups/{id}/timeline.svg", DrawTimeline)
        .WithTags("Flow").WithName(nameof(DrawTimeline)).WithQuery(Times.Both).ShowsAreas(Areas.Portfolio);

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
                : ((SvgPicture?)null, await tx.ListHeirsAsync(Kinds.Startup, id.Normal(), knowledge));
        });
        return picture is not null ? new SvgAnswer(picture)
            : heirs.Count > 0 ? new FormerId(heirs)
            : StartupEndpoints.NotFound(id);
    }
}
