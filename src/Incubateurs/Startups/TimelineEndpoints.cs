using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>The picture of one startup's life, in the language asked for, light or dark as the reader prefers.</summary>
internal static class TimelineEndpoints
{
    public static void MapTimeline(this IEndpointRouteBuilder routes) => routes.MapGet("/startups/{id}/timeline.svg", DrawTimeline)
        .WithTags("Flow").WithName(nameof(DrawTimeline)).InLanguageAskedFor().Reads(Areas.Portfolio, Moves.Daily, Times.Both);

    /// <summary>Draws the life of a startup.</summary>
    /// <remarks>Its phases, those planned hatched, and the doctrine's one to three years.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<PictureAnswer, FormerId, NotFoundProblem>> DrawTimeline(
        StartupId id, TimesQuery times, HttpContext http, Reading reading) =>
        reading.OfStartupAsync(
            id,
            times.KnownAt,
            async (tx, startup, knowledge) =>
                TimelineChart.Draw(startup.Facts.Name, await tx.ListPhaseStartsAsync(startup.Id, knowledge), times.Day, http.Language()),
            picture => reading.Picture(picture.Text));
}
