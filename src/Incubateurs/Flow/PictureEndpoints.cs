using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Flow;

/// <summary>Pictures of figures, in the language asked for, light or dark as the reader prefers.</summary>
internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("").WithTags("Flow").InLanguageAskedFor();
        pictures.MapGet("/flow.svg", DrawFlow).WithName(nameof(DrawFlow)).Reads(Areas.Portfolio, Moves.Daily, FlowQuery.FlowParameters);
        pictures.MapGet("/flow/durations.svg", DrawDurations).WithName(nameof(DrawDurations))
            .Reads(Areas.Portfolio, Moves.Daily, FlowQuery.Parameters);
    }

    /// <summary>Draws the cumulative flow diagram.</summary>
    /// <remarks>What is incubating, by phase, above what has left; its description holds the figures.</remarks>
    private static async Task<PictureAnswer> DrawFlow(Asked<FlowQuery> asked, HttpContext http, Reading reading) =>
        reading.Picture(
            FlowChart.Draw(
                FlowFigures.Flow(await FlowEndpoints.LivesAsync(asked.Query, reading), [.. asked.Query.Periods()]),
                asked.Query.Day,
                http.Language()).Text);

    /// <summary>Draws how long phases last.</summary>
    /// <remarks>The distribution of each phase and of whole incubations, beside the doctrine's one to three years.</remarks>
    private static async Task<PictureAnswer> DrawDurations(Asked<FlowQuery> asked, HttpContext http, Reading reading) =>
        reading.Picture(
            DurationChart.Draw(
                DurationChart.Of(await FlowEndpoints.LivesAsync(asked.Query, reading), asked.Query.Day),
                asked.Query.Day,
                http.Language()).Text);
}
