using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups.Listing;

/// <summary>The list of startups over HTTP.</summary>
internal static class ListEndpoints
{
    public static void AddListing(this IServiceCollection services) => services.AddSingleton<TotalCache>();

    public static void MapStartupList(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/startups").MapGet("", ListStartups)
            .WithName(nameof(ListStartups))
            .WithTags("Startups")
            .Reads(StartupQuery.Shown, StartupQuery.ListParameters);

    /// <summary>Lists startups.</summary>
    /// <remarks>
    /// All filters combine; a repeated one means any of its values. Paging is by `next`: each startup that matches throughout
    /// and is not itself changed comes exactly once, also while others are being written. `total` is counted with the first page.
    /// </remarks>
    private static Task<Answer<StartupPage>> ListStartups(
        Asked<StartupQuery> asked, Reading reading, ReferenceCache references, TotalCache totals) =>
        reading.AnswerAsync(tx => PageAsync(tx, asked.Query, references, totals));

    private static async Task<StartupPage> PageAsync(Tx tx, StartupQuery query, ReferenceCache cache, TotalCache totals)
    {
        var knowledge = await tx.KnowledgeAsync(query.KnownAt);
        var (rows, found) = await tx.ListStartupsAsync(query, knowledge, query.After, query.Limit + 1);
        var shown = rows.Count > query.Limit ? rows.Take(query.Limit).ToList() : rows;
        var total = query.After?.Total ?? found ?? await totals.CountAsync(tx, query, knowledge);
        var items = await tx.SummariesAsync(query, knowledge, cache, shown);
        return new(items, total, rows.Count > query.Limit ? NextPage.Of(query, shown[^1], total) : null);
    }
}
