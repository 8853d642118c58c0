using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Flow;

/// <summary>Of nothing, of next to nothing, and of what nobody knew yet.</summary>
public sealed class EmptyFlowTests
{
    [Theory]
    [InlineData("nothing", "")]
    [InlineData("planned", "")]
    [InlineData("planned", "knownAt=2020-01-01T00:00:00Z&")]
    [InlineData("all", "knownAt=2020-01-01T00:00:00Z&")]
    [InlineData("all", "asOf=2013-01-01&")]
    public async Task Figures_of_nothing_are_zero_or_absent(string what, string query)
    {
        await using var api = await SmallPortfolio.OpenAsync(
            what switch { "all" => SmallPortfolio.Files, "planned" => [SmallPortfolio.Planned], _ => [] });

        var stock = await api.FiguresAsync($"/v1/flow/stock?{query}");
        var flow = await api.FiguresAsync($"/v1/flow?{query}");
        var durations = await api.FiguresAsync($"/v1/flow/durations?{query}");
        var incubations = await api.FiguresAsync($"/v1/flow/incubations?{query}");

        Assert.Equal(
            (0, "", 0), (FlowTests.Total(stock), stock.GetProperty("byPhase").Counts(), stock.GetProperty("oldest").GetArrayLength()));
        Assert.Equal("underOneYear 0, oneToThreeYears 0, overThreeYears 0", stock.GetProperty("age").Line());
        Assert.All(
            flow.GetProperty("items").EnumerateArray(),
            item => Assert.Equal((0, 0), (item.GetProperty("entries").GetInt32(), item.GetProperty("stock").GetInt32())));
        Assert.Equal(
            ["from", "to", "meanStock 0", "exitsPerYear 0"],
            flow.GetProperty("littlesLaw").Line().Split(", ").Select((part, i) => i < 2 ? part.Split(' ')[0] : part));
        Assert.All(
            durations.GetProperty("items").Lines(),
            line => Assert.EndsWith("completed 0, zeroLength 0, open 0", line, StringComparison.Ordinal));
        Assert.All(
            incubations.GetProperty("items").Lines(),
            line => Assert.EndsWith("count 0, underOneYear 0, oneToThreeYears 0, overThreeYears 0", line, StringComparison.Ordinal));
        foreach (var picture in new[] { "/v1/flow.svg", "/v1/flow/durations.svg" })
            Assert.True((await api.GetAsync($"{picture}?{query}")).IsSuccessStatusCode, picture);
    }

    [Fact]
    public async Task Planned_startups_count_in_the_total_of_their_incubator_alone()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Planned, SmallPortfolio.Fiche("z-phaseless", "[dinum]"));

        var stock = await api.FiguresAsync("/v1/flow/stock");

        Assert.Equal(
            "id dinum, name Incubator dinum, total 2, incubating 0, handedOverOrOperated 0, stopped 0, inconclusive 0, overThreeYears 0",
            Assert.Single(stock.GetProperty("byIncubator").Lines()));
    }

    [Fact]
    public async Task One_startup_is_its_own_median()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Leap);

        var age = (await api.FiguresAsync("/v1/flow/stock")).GetProperty("age");

        Assert.Equal("medianDays 2364, p90Days 2364, underOneYear 0, oneToThreeYears 0, overThreeYears 1", age.Line());
    }

    [Theory]
    [InlineData("0001-01-01", 1, 1)]
    [InlineData("0003-01-01", 1, 2)]
    [InlineData("2026-08-20", 2023, 2025)]
    public async Task The_years_of_Littles_law_are_years(string asOf, int from, int to)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var law = (await Given.JsonAsync(await api.GetAsync($"/v1/flow?asOf={asOf}"))).GetProperty("littlesLaw");

        Assert.Equal((from, to), (law.GetProperty("from").GetInt32(), law.GetProperty("to").GetInt32()));
    }
}
