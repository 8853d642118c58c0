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
    public static void MapAdministrations(this IEndpointRouteBuilder routes)
    {
        var administrations = routes.MapGroup("/administrations").WithTags("Administrations");
        administrations.MapGet("", ListAdministrations)
            .WithName(nameof(ListAdministrations)).Reads(Areas.Portfolio, Moves.Never, PageQuery.Parameters);
        administrations.MapGet("/{id}", ReadAdministration)
            .WithName(nameof(ReadAdministration)).Reads(Areas.Portfolio, Moves.Never, Times.Both);
    }

    /// <summary>Lists administrations.</summary>
    /// <remarks>Sponsors, owners of incubators and hosts, in the order of their names.</remarks>
    private static async Task<Answer<AdministrationPage>> ListAdministrations(PageQuery query, Reading reading)
    {
        var slice = await reading.ReadAsync(async tx =>
            await tx.ListAdministrationsAsync(await tx.KnowledgeAsync(query.KnownAt), query.After, query.Limit));
        return reading.Answer(new AdministrationPage(slice.Items, slice.Total, query.Next(slice)));
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
