using System.Net.Mime;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.HandOvers;

/// <summary>All hand-overs as a table.</summary>
internal static class HandOverExportEndpoints
{
    public static void MapHandOverExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/hand-overs.csv", ExportHandOversAsCsv).WithName(nameof(ExportHandOversAsCsv))
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv)
            .Reads(
                HandOverEndpoints.Listed,
                [.. HandOverFilter.Parameters, .. Times.Both, HandOverFields.Parameter, CsvTable.Separator]).Exports();

    /// <summary>Exports hand-overs as CSV.</summary>
    /// <remarks>
    /// RFC 4180 in UTF-8 with a byte order mark, streamed, without paging; the filters are those of the list. A column is called by
    /// the path of its member in JSON, such as `host.name`. Text that a spreadsheet would run as a formula is preceded by an
    /// apostrophe; several values in a cell stand between vertical bars.
    /// </remarks>
    private static Task<StreamedAnswer> ExportHandOversAsCsv(TimesQuery times, HttpContext http, Database database)
    {
        var (filter, fields) = (HandOverFilter.Asked(http.Query()), HandOverFields.Asked(http.Query()));
        var view = new HandOverView(times.Day, http.Language(), Agents: http.Agent() is not null);
        var export = new Export<HandOverRow>(database, times.Day, times.KnownAt, async (tx, knowledge, after, most) =>
        {
            var slice = await tx.ListHandOversAsync(filter, knowledge, after, most);
            var shown = await tx.ShowAsync(slice.Items, fields, knowledge, view);
            return new([.. shown.Select(handOver => new HandOverRow(handOver))], slice.Total, slice.Last);
        });
        return CsvTable.AnswerAsync(http, "hand-overs", export, HandOverRow.Columns(fields));
    }
}
