using Incubateurs.Http;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Flow;

/// <summary>The figures of the flow over HTTP. An incubator answers for a flow of products, not for a stock.</summary>
internal static class FlowEndpoints
{
    public static void MapFlow(this IEndpointRouteBuilder routes)
    {
        var flow = routes.MapGroup("/flow").WithTags("Flow");
        flow.MapGet("", ReadFlow).WithName(nameof(ReadFlow)).WithQuery(FlowQuery.FlowParameters).ShowsAreas(Areas.Portfolio);
        flow.MapGet("/durations", ReadDurations).WithName(nameof(ReadDurations)).WithQuery(FlowQuery.Parameters).ShowsAreas(Areas.Portfolio);
        flow.MapGet("/incubations", ReadIncubations).WithName(nameof(ReadIncubations)).WithQuery(FlowQuery.IncubationParameters).ShowsAreas(Areas.Portfolio);
        flow.MapGet("/stock", ReadStock).WithName(nameof(ReadStock)).WithQuery(FlowQuery.Parameters).ShowsAreas(Areas.Portfolio);
    }

    /// <summary>Gives the flow, period by period.</summary>
    /// <remarks>Entries, build entries and exits are those known as of `asOf`, in the period of their date; the stock is that of each period's end.</remarks>
    private static async Task<Ok<FlowFiguresAnswer>> ReadFlow(FlowQuery query, Reading reading)
    {
        var lives = await LivesAsync(query, reading);
        return TypedResults.Ok(new FlowFiguresAnswer(
            query.Day, query.Interval, FlowFigures.Flow(lives, [.. query.Periods()]), FlowFigures.Little(lives, query.Day), Definitions.Of("flow")));
    }

    /// <summary>Gives how long phases last.</summary>
    /// <remarks>A phase lasts until the next one of the chain starts; spells without length count apart.</remarks>
    private static async Task<Ok<FlowDurations>> ReadDurations(FlowQuery query, Reading reading) =>
        TypedResults.Ok(new FlowDurations(query.Day, FlowFigures.Durations(await LivesAsync(query, reading), query.Day), Definitions.Of("durations")));

    /// <summary>Gives how long incubations took.</summary>
    /// <remarks>By the way out, beside the doctrine's one to three years.</remarks>
    private static async Task<Ok<FlowIncubations>> ReadIncubations(FlowQuery query, Reading reading) =>
        TypedResults.Ok(new FlowIncubations(
            query.Day, query.Since, FlowFigures.Incubations(await LivesAsync(query, reading), query.Since == "buildEntry"), Definitions.Of("incubations")));

    /// <summary>Gives what is incubating.</summary>
    /// <remarks>By phase, by age and by incubator, with the twenty that entered first.</remarks>
    private static async Task<Ok<FlowStock>> ReadStock(FlowQuery query, Reading reading) => TypedResults.Ok(await reading.ReadAsync(async tx =>
    {
        var knowledge = await tx.KnowledgeAsync(query.KnownAt);
        var lives = await tx.ListLivesAsync(query, knowledge);
        var byId = lives.ToDictionary(life => life.Id, StringComparer.Ordinal);
        var stock = FlowFigures.Stock(lives);
        var oldest = FlowFigures.Oldest(stock);
        var names = await tx.StartupNamesAsync([.. oldest.Select(life => life.Id)], knowledge);
        var portfolios = await tx.ListPortfoliosAsync(query, knowledge);
        return new FlowStock(
            query.Day,
            stock.Count,
            FlowFigures.ByPhase(stock),
            FlowFigures.Age(stock, query.Day),
            [
                .. portfolios.Select(portfolio => FlowFigures.OfIncubator(
                    portfolio.Id,
                    portfolio.Name,
                    portfolio.Startups.Count,
                    [.. portfolio.Startups.Where(byId.ContainsKey).Select(id => byId[id])],
                    query.Day)).OrderByDescending(incubator => incubator.Total).ThenBy(incubator => incubator.Id, StringComparer.Ordinal),
            ],
            [
                .. oldest.Select(life => new OldStartup(
                    life.Id,
                    names.GetValueOrDefault(life.Id, life.Id),
                    life.Standing.Current!.Value.Phase.Code,
                    life.Standing.Entry!.Value,
                    life.Standing.Days(query.Day)!.Value)),
            ],
            Definitions.Of("stock"));
    }));

    internal static Task<IReadOnlyList<Life>> LivesAsync(FlowQuery query, Reading reading) =>
        reading.ReadAsync(async tx => await tx.ListLivesAsync(query, await tx.KnowledgeAsync(query.KnownAt)));
}
