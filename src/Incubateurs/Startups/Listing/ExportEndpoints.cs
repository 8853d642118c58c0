using System.Net.Mime;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>All startups as a table or as lines of JSON.</summary>
internal static class ExportEndpoints
{
    private static readonly ChoiceParameter Separator =
        new("separator", "What stands between the cells; spreadsheets set to French expect a semicolon.", "comma", "semicolon") { Default = "comma" };

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/startups.csv", ExportStartupsAsCsv)
            .WithName(nameof(ExportStartupsAsCsv))
            .WithTags("Startups")
            .WithQuery([.. StartupQuery.ExportParameters, Separator])
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv)
            .ShowsAreas(Areas.Portfolio);
        routes.MapGet("/startups.ndjson", ExportStartupsAsNdjson)
            .WithName(nameof(ExportStartupsAsNdjson))
            .WithTags("Startups")
            .WithQuery(StartupQuery.ExportParameters)
            .Produces<string>(StatusCodes.Status200OK, NdjsonType)
            .ShowsAreas(Areas.Portfolio);
    }

    private const string NdjsonType = "application/x-ndjson";

    /// <summary>Exports startups as CSV.</summary>
    /// <remarks>
    /// RFC 4180 in UTF-8 with a byte order mark, streamed; the filters are those of the list. Text that a spreadsheet
    /// would run as a formula is preceded by an apostrophe; several values in a cell stand between vertical bars.
    /// </remarks>
    private static async Task<IResult> ExportStartupsAsCsv(Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache)
    {
        var separator = http.Query().Text(Separator) == "semicolon" ? ';' : ',';
        return await StreamAsync(
            http, database, cache, asked.Query, "text/csv; charset=utf-8; header=present", "csv",
            (startups, cancellation) => StartupCsv.WriteAsync(http.Response.Body, separator, startups, cancellation));
    }

    /// <summary>Exports startups as lines of JSON.</summary>
    /// <remarks>One startup a line, as in the list, streamed; the filters are those of the list.</remarks>
    private static Task<IResult> ExportStartupsAsNdjson(Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache) =>
        StreamAsync(
            http, database, cache, asked.Query, NdjsonType, "ndjson",
            async (startups, cancellation) =>
            {
                await foreach (var startup in startups.WithCancellation(cancellation))
                    await http.Response.Body.WriteAsync(
                        (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(startup, Json.Options), (byte)'\n'], cancellation);
            });

    private static async Task<IResult> StreamAsync(
        HttpContext http,
        Database database,
        ReferenceCache cache,
        StartupQuery query,
        string contentType,
        string extension,
        Func<IAsyncEnumerable<StartupSummary>, CancellationToken, Task> writeAsync)
    {
        var export = new StartupExport(database, query, cache);
        var startups = await export.BeginAsync(http.RequestAborted);
        http.Label(export.Seen!);
        if (http.Request.Headers.IfNoneMatch is ["*"])
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        http.Response.ContentType = contentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"startups-{query.Day.Text()}.{extension}\"";
        if (!HttpMethods.IsHead(http.Request.Method))
            await writeAsync(startups, http.RequestAborted);
        return Results.Empty;
    }
}
