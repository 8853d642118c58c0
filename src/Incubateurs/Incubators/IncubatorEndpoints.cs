using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Incubators;

/// <summary>Incubators over HTTP.</summary>
internal static class IncubatorEndpoints
{
    public static void MapIncubators(this IEndpointRouteBuilder routes)
    {
        var incubators = routes.MapGroup("/incubators").WithTags("Incubators");
        incubators.MapGet("", ListIncubators).WithName(nameof(ListIncubators)).Reads(Areas.Portfolio, Moves.Never, PageQuery.Parameters);
        incubators.MapGet("/{id}", ReadIncubator).WithName(nameof(ReadIncubator)).Reads(Areas.Portfolio, Moves.Never, Times.Both);
    }

    /// <summary>Lists incubators.</summary>
    /// <remarks>In the order of their names, hidden ones too: they still own startups.</remarks>
    private static async Task<Answer<IncubatorPage>> ListIncubators(PageQuery query, Reading reading)
    {
        var slice = await reading.ReadAsync(async tx =>
            await tx.ListIncubatorsAsync(await tx.KnowledgeAsync(query.KnownAt), query.After, query.Limit));
        return reading.Answer(new IncubatorPage(slice.Items, slice.Total, query.Next(slice)));
    }

    /// <summary>Gives one incubator.</summary>
    /// <remarks>A former id redirects to the id of today.</remarks>
    /// <param name="id">Id of the incubator, case-sensitive.</param>
    private static async Task<Results<Answer<Incubator>, FormerId, NotFoundProblem>> ReadIncubator(
        string id, TimesQuery times, Reading reading)
    {
        var (incubator, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(times.KnownAt);
            var found = await tx.FindIncubatorAsync(id.Normal(), knowledge);
            return (found, found is null ? await tx.ListHeirsAsync(Kinds.Incubator, id.Normal(), knowledge) : []);
        });
        return incubator is not null ? reading.Answer(incubator)
            : heirs.Count > 0 ? new FormerId(heirs)
            : new NotFoundProblem(new($"Aucun incubateur n'a l'identifiant « {id.Shown()} ».", $"No incubator has the id “{id.Shown()}”."));
    }
}
