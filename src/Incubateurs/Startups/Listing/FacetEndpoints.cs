using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups.Listing;

/// <summary>A value and how many startups have it.</summary>
/// <param name="Value">The commonest spelling.</param>
/// <param name="Count">How many startups have the value in any spelling.</param>
public sealed record FacetValue(string Value, long Count);

/// <summary>
/// How the startups that match are spread. A facet ignores the filter on itself, so that it shows what else could be chosen.
/// </summary>
/// <param name="Total">How many startups match all filters.</param>
/// <param name="Phase">Counts by code of the current phase.</param>
/// <param name="Status">Counts by status on the day.</param>
/// <param name="Incubator">Counts by id of incubator.</param>
/// <param name="Sponsor">Counts by id of sponsoring administration.</param>
/// <param name="Domain">Counts by ministerial domain of the sponsors.</param>
/// <param name="Theme">Counts by theme, in its commonest spelling.</param>
/// <param name="Audience">Counts by audience, in its commonest spelling.</param>
/// <param name="Technology">Counts by technology, in its commonest spelling.</param>
public sealed record Facets(
    long Total,
    IReadOnlyList<FacetValue> Phase,
    IReadOnlyList<FacetValue> Status,
    IReadOnlyList<FacetValue> Incubator,
    IReadOnlyList<FacetValue> Sponsor,
    IReadOnlyList<FacetValue> Domain,
    IReadOnlyList<FacetValue> Theme,
    IReadOnlyList<FacetValue> Audience,
    IReadOnlyList<FacetValue> Technology);

/// <summary>The facets of startups over HTTP.</summary>
internal static class FacetEndpoints
{
    public static void MapFacets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/facets", ReadFacets)
            .WithName(nameof(ReadFacets))
            .WithTags("Startups")
            .Reads(Areas.Portfolio, Moves.Daily, StartupQuery.FacetParameters);

    /// <summary>Counts startups by their values.</summary>
    /// <remarks>
    /// The filters are those of the list. Each facet is counted without the filter on itself and is ordered by count.
    /// Spellings that differ only by case, accent or punctuation are one value.
    /// </remarks>
    private static async Task<Answer<Facets>> ReadFacets(Asked<StartupQuery> asked, Reading reading) =>
        reading.Answer(await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(asked.Query.KnownAt);
            return new Facets(
                await tx.CountStartupsAsync(asked.Query, knowledge),
                await tx.CountByColumnAsync(asked.Query, knowledge, "phase"),
                await tx.CountByColumnAsync(asked.Query, knowledge, "status"),
                await tx.CountByTermAsync(asked.Query, knowledge, "incubator"),
                await tx.CountByTermAsync(asked.Query, knowledge, "sponsor"),
                await tx.CountByTermAsync(asked.Query, knowledge, "domain"),
                await tx.CountByTermAsync(asked.Query, knowledge, "theme"),
                await tx.CountByTermAsync(asked.Query, knowledge, "audience"),
                await tx.CountByTermAsync(asked.Query, knowledge, "technology"));
        }));
}
