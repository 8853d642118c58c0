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
        new(
            "separator",
            "What stands between the cells; spreadsheets set to French expect a semicolon.",
            "comma",
            "semicolon")
        { Default = "comma" };

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/startups.csv", ExportStartupsAsCsv)
            .WithName(nameof(ExportStartupsAsCsv))
            .WithTags("Startups")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv).Reads(
                StartupQuery.Shown, [.. StartupQuery.ExportParameters, Separator]);
        routes.MapGet("/startups.ndjson", ExportStartupsAsNdjson)
            .WithName(nameof(ExportStartupsAsNdjson))
            .WithTags("Startups")
            .Produces<string>(StatusCodes.Status200OK, NdjsonType).Reads(StartupQuery.Shown, StartupQuery.ExportParameters);
    }

    private const string NdjsonType = "application/x-ndjson";

    /// <summary>Exports startups as CSV.</summary>
    /// <remarks>
    /// RFC 4180 in UTF-8 with a byte order mark, streamed; the filters are those of the list. Text that a spreadsheet
    /// would run as a formula is preceded by an apostrophe; several values in a cell stand between vertical bars.
    /// </remarks>
    private static Task<StreamedAnswer> ExportStartupsAsCsv(
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache)
    {
        var separator = http.Query().Text(Separator) == "semicolon" ? ';' : ',';
        return ExportAsync(
            new(database, asked.Query, cache), asked.Query.Day, "text/csv; charset=utf-8; header=present", "csv",
            (startups, body, cancellation) => StartupCsv.WriteAsync(body, separator, startups, cancellation),
            http.RequestAborted);
    }

    /// <summary>Exports startups as lines of JSON.</summary>
    /// <remarks>One startup a line, as in the list, streamed; the filters are those of the list.</remarks>
    private static Task<StreamedAnswer> ExportStartupsAsNdjson(
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache) =>
        ExportAsync(
            new(database, asked.Query, cache), asked.Query.Day, NdjsonType, "ndjson",
            async (startups, body, cancellation) =>
            {
                await foreach (var startup in startups.WithCancellation(cancellation))
                    await body.WriteAsync(
                        (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(startup, Json.Options), (byte)'\n'], cancellation);
            },
            http.RequestAborted);

    private static async Task<StreamedAnswer> ExportAsync(
        StartupExport export,
        DateOnly day,
        string contentType,
        string extension,
        Func<IAsyncEnumerable<StartupSummary>, Stream, CancellationToken, Task> write,
        CancellationToken aborted)
    {
        var startups = await export.BeginAsync(aborted);
        return new(
            export.Seen!, contentType, $"startups-{day.Text()}.{extension}", (body, cancellation) => write(startups, body, cancellation));
    }
}
