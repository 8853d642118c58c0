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
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache) =>
        CsvTable.AnswerAsync(
            http,
            "startups",
            StartupExport.Of(database, asked.Query, cache, startup => (ExportedStartup)startup, isTable: true),
            StartupCsv.Columns(asked.Query.Fields));

    /// <summary>Exports startups as lines of JSON.</summary>
    /// <remarks>One startup a line, as in the list, streamed; the filters are those of the list.</remarks>
    private static async Task<StreamedAnswer> ExportStartupsAsNdjson(
        Asked<StartupQuery> asked, HttpContext http, Database database, ReferenceCache cache)
    {
        var export = StartupExport.Of(database, asked.Query, cache, startup => startup, isTable: false);
        var startups = await export.BeginAsync(http.RequestAborted);
        return new(
            export.Seen!,
            NdjsonType,
            $"startups-{export.Day.Text()}.ndjson",
            (body, cancellation) => StreamedAnswer.WriteLinesAsync(body, startups, cancellation));
    }
}
