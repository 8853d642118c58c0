using System.Net.Mime;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>All startups as a table or as lines of JSON.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/startups.csv", ExportStartupsAsCsv)
            .WithName(nameof(ExportStartupsAsCsv))
            .WithTags("Startups")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv).Reads(
                StartupQuery.Shown, [.. StartupQuery.ExportParameters, CsvTable.Separator]).Exports();
        routes.MapGet("/startups.ndjson", ExportStartupsAsNdjson)
            .WithName(nameof(ExportStartupsAsNdjson))
            .WithTags("Startups")
            .Produces<string>(StatusCodes.Status200OK, NdjsonType).Reads(StartupQuery.Shown, StartupQuery.ExportParameters).Exports();
    }

    private const string NdjsonType = "application/x-ndjson";

    /// <summary>Exports startups as CSV.</summary>
    /// <remarks>
    /// RFC 4180 in UTF-8 with a byte order mark, streamed; the filters are those of the list. A column is called by the path of its
    /// member in JSON, such as `incubation.startedOn`. Text that a spreadsheet would run as a formula is preceded by an apostrophe;
    /// several values in a cell stand between vertical bars.
    /// </remarks>
    private static Task<StreamedAnswer> ExportStartupsAsCsv(
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache)
    {
        var separator = CsvTable.SeparatorOf(http.Query());
        var columns = StartupCsv.Columns(asked.Query.Fields);
        return ExportAsync(
            new(database, asked.Query, cache, isTable: true), asked.Query.Day, CsvTable.ContentType, "csv",
            (startups, body, cancellation) => CsvTable.WriteAsync(
                body, separator, columns, startups.Select(startup => (ExportedStartup)startup), cancellation),
            http.RequestAborted);
    }

    /// <summary>Exports startups as lines of JSON.</summary>
    /// <remarks>One startup a line, as in the list, streamed; the filters are those of the list.</remarks>
    private static Task<StreamedAnswer> ExportStartupsAsNdjson(
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache) =>
        ExportAsync(
            new(database, asked.Query, cache, isTable: false), asked.Query.Day, NdjsonType, "ndjson",
            (startups, body, cancellation) => StreamedAnswer.WriteLinesAsync(body, startups, cancellation),
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
