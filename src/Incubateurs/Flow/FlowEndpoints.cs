using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Flow;

/// <summary>The figures of the flow over HTTP. An incubator answers for a flow of products, not for a stock.</summary>
internal static class FlowEndpoints
{
    public static void MapFlow(this IEndpointRouteBuilder routes)
    {
        var flow = routes.MapGroup("/flow").WithTags("Flow");
        flow.MapGet("", ReadFlow).WithName(nameof(ReadFlow)).Reads(Areas.Portfolio, Moves.Daily, FlowQuery.FlowParameters);
        flow.MapGet("/durations", ReadDurations).WithName(nameof(ReadDurations)).Reads(Areas.Portfolio, Moves.Daily, FlowQuery.Parameters);
        flow.MapGet("/incubations", ReadIncubations).WithName(nameof(ReadIncubations))
            .Reads(Areas.Portfolio, Moves.Daily, FlowQuery.IncubationParameters);
        flow.MapGet("/stock", ReadStock).WithName(nameof(ReadStock)).Reads(Areas.Portfolio, Moves.Daily, FlowQuery.Parameters);
    }

    /// <summary>Gives the flow, period by period.</summary>
    /// <remarks>
    /// Entries, build entries and exits are those known as of `asOf`, in the period of their date; the stock is that of each period's end.
    /// </remarks>
    private static async Task<Answer<FlowFiguresAnswer>> ReadFlow(Asked<FlowQuery> asked, Reading reading)
    {
        var lives = await LivesAsync(asked.Query, reading);
        return reading.Answer(new FlowFiguresAnswer(
            asked.Query.Day, asked.Query.Interval, FlowFigures
                .Flow(lives, [.. asked.Query.Periods()]), FlowFigures.Little(lives, asked.Query.Day), reading.At(Definitions.Of("flow"))));
    }

    /// <summary>Gives how long phases last.</summary>
    /// <remarks>A phase lasts until the next one of the chain starts; spells without length count apart.</remarks>
    private static async Task<Answer<FlowDurations>> ReadDurations(Asked<FlowQuery> asked, Reading reading) =>
        reading.Answer(
            new FlowDurations(
                asked.Query.Day,
                FlowFigures.Durations(await LivesAsync(asked.Query, reading), asked.Query.Day),
                reading.At(Definitions.Of("durations"))));

    /// <summary>Gives how long incubations took.</summary>
    /// <remarks>By the way out, beside the doctrine's one to three years.</remarks>
    private static async Task<Answer<FlowIncubations>> ReadIncubations(Asked<FlowQuery> asked, Reading reading) =>
        reading.Answer(new FlowIncubations(
            asked.Query.Day, asked.Query.Since, FlowFigures
                .Incubations(await LivesAsync(asked.Query, reading), asked.Query.Since == "buildEntry"),
            reading.At(Definitions.Of("incubations"))));

    /// <summary>Gives what is incubating.</summary>
    /// <remarks>By phase, by age and by incubator, with the twenty that entered first.</remarks>
    private static async Task<Answer<FlowStock>> ReadStock(Asked<FlowQuery> asked, Reading reading) =>
        reading.Answer(await reading.ReadAsync(async tx =>
    {
        var knowledge = await tx.KnowledgeAsync(asked.Query.KnownAt);
        var lives = await tx.ListLivesAsync(asked.Query, knowledge);
        var byId = lives.ToDictionary(life => life.Id, StringComparer.Ordinal);
        var stock = FlowFigures.Stock(lives);
        var oldest = FlowFigures.Oldest(stock);
        var names = await tx.StartupNamesAsync([.. oldest.Select(life => life.Id)], knowledge);
        var portfolios = await tx.ListPortfoliosAsync(asked.Query, knowledge);
        return new FlowStock(
            asked.Query.Day,
            stock.Count,
            FlowFigures.ByPhase(stock),
            FlowFigures.Age(stock, asked.Query.Day),
            [
                .. portfolios.Select(portfolio => FlowFigures.OfIncubator(
                    portfolio.Id,
                    portfolio.Name,
                    portfolio.Startups.Count,
                    [.. portfolio.Startups.Where(byId.ContainsKey).Select(id => byId[id])],
                    asked.Query.Day))
                    .OrderByDescending(incubator => incubator.Total).ThenBy(incubator => incubator.Id, StringComparer.Ordinal),
            ],
            [
                .. oldest.Select(life => new OldStartup(
                    life.Id,
                    names.GetValueOrDefault(life.Id, life.Id),
                    life.Standing.Current!.Value.Phase.Code,
                    life.Standing.Entry!.Value,
                    life.Standing.Days(asked.Query.Day)!.Value)),
            ],
            reading.At(Definitions.Of("stock")));
    }));

    internal static Task<IReadOnlyList<Life>> LivesAsync(FlowQuery query, Reading reading) =>
        reading.ReadAsync(async tx => await tx.ListLivesAsync(query, await tx.KnowledgeAsync(query.KnownAt)));
}
