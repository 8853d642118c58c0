using System.Net.Mime;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Administrations;

/// <summary>Administrations over HTTP.</summary>
internal static class AdministrationEndpoints
{
    /// <summary>The columns of the table.</summary>
    internal static readonly IReadOnlyList<CsvColumn<Administration>> Columns =
    [
        new("id", administration => administration.Id),
        new("name", administration => administration.Name),
        new("acronym", administration => administration.Acronym),
        new("kind", administration => administration.Kind),
        new("domain", administration => administration.Domain),
        new("siret", administration => administration.Siret),
        new("directoryId", administration => administration.DirectoryId),
        new("from", administration => administration.From),
        new("until", administration => administration.Until),
        new("succeededBy.id", administration => administration.SucceededBy.Select(successor => successor.Id)),
        new("succeededBy.on", administration => administration.SucceededBy.Select(successor => successor.On.Text())),
    ];

    public static void MapAdministrations(this IEndpointRouteBuilder routes)
    {
        var administrations = routes.MapGroup("/administrations").WithTags("Administrations");
        administrations.MapGet("", ListAdministrations)
            .WithName(nameof(ListAdministrations))
            .Reads(Areas.Portfolio, Moves.Never, [.. AdministrationFilter.Parameters, .. PageQuery.Parameters]);
        administrations.MapGet("/{id}", ReadAdministration)
            .WithName(nameof(ReadAdministration)).Reads(Areas.Portfolio, Moves.Never, Times.Both);
        routes.MapGet("/administrations.csv", ExportAdministrationsAsCsv)
            .WithTags("Administrations").WithName(nameof(ExportAdministrationsAsCsv))
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv)
            .Reads(Areas.Portfolio, Moves.Never, [.. AdministrationFilter.Parameters, .. Times.Both, CsvTable.Separator]).Exports();
    }

    /// <summary>Lists administrations.</summary>
    /// <remarks>
    /// Sponsors, owners of incubators and hosts, in the order of their names. All filters combine; a repeated one means any of its
    /// values.
    /// </remarks>
    private static async Task<Answer<AdministrationPage>> ListAdministrations(PageQuery query, HttpContext http, Reading reading)
    {
        var filter = AdministrationFilter.Asked(http.Query());
        var slice = await reading.ReadAsync(async tx =>
            await tx.ListAdministrationsAsync(filter, await tx.KnowledgeAsync(query.KnownAt), query.After, query.Limit));
        return reading.Answer(new AdministrationPage(slice.Items, slice.Total, query.Next(slice)));
    }

    /// <summary>Exports administrations as CSV.</summary>
    /// <remarks>
    /// RFC 4180 in UTF-8 with a byte order mark, streamed, without paging; the filters are those of the list. A column is called by
    /// the path of its member in JSON. Text that a spreadsheet would run as a formula is preceded by an apostrophe; several values
    /// in a cell stand between vertical bars.
    /// </remarks>
    private static Task<StreamedAnswer> ExportAdministrationsAsCsv(TimesQuery times, HttpContext http, Database database)
    {
        var filter = AdministrationFilter.Asked(http.Query());
        return CsvTable.AnswerAsync(
            http,
            "administrations",
            new Export<Administration>(
                database,
                times.Day,
                times.KnownAt,
                (tx, knowledge, after, most) => tx.ListAdministrationsAsync(filter, knowledge, after, most)),
            Columns);
    }

    /// <summary>Gives one administration.</summary>
    /// <remarks>With those that succeed it, each with the day.</remarks>
    /// <param name="id">Id of the administration, case-sensitive.</param>
    private static async Task<Results<Answer<Administration>, NotFoundProblem>> ReadAdministration(
        string id, TimesQuery times, Reading reading)
    {
        var administration = await reading.ReadAsync(
            async tx => await tx.FindAdministrationAsync(id.Normal(), await tx.KnowledgeAsync(times.KnownAt)));
        return administration is not null
            ? reading.Answer(administration)
            : new NotFoundProblem(
                new($"Aucune administration n'a l'identifiant « {id.Shown()} ».", $"No administration has the id “{id.Shown()}”."));
    }
}
