using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Flow;

/// <summary>The figures over HTTP, beside what was worked out by hand.</summary>
public sealed class FlowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_flow_by_year()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var flow = await api.FiguresAsync("/v1/flow?from=2018");

        Assert.Equal(("2026-08-20", "year"), (flow.GetProperty("asOf").GetString(), flow.GetProperty("interval").GetString()));
        Assert.Equal(
            [
                "2018-12-31 in 1 1 out  stock 0 ",
                "2019-12-31 in 1 1 out  stock 1 construction:1",
                "2020-12-31 in 1 1 out  stock 2 construction:2",
                "2021-12-31 in 0 0 out transfere:1 stock 2 construction:1 acceleration:1",
                "2022-12-31 in 1 1 out transfere:1 stock 2 construction:1 acceleration:1",
                "2023-12-31 in 1 0 out abandon-investigation:1 stock 2 construction:1 acceleration:1",
                "2024-12-31 in 0 0 out transfere:1 stock 1 acceleration:1",
                "2025-12-31 in 1 1 out  stock 2 construction:1 acceleration:1",
                "2026-08-20 in 0 0 out  stock 3 construction:1 acceleration:1 consolidation:1",
            ],
            flow.GetProperty("items").EnumerateArray().Select(Period));
        var law = flow.GetProperty("littlesLaw");
        Assert.Equal((2023, 2025), (law.GetProperty("from").GetInt32(), law.GetProperty("to").GetInt32()));
        Assert.Equal(5 / 3.0, law.GetProperty("meanStock").GetDouble(), 9);
        Assert.Equal(2 / 3.0, law.GetProperty("exitsPerYear").GetDouble(), 9);
        Assert.Equal(2.5, law.GetProperty("years").GetDouble(), 9);
    }

    [Fact]
    public async Task Every_code_is_there_where_nothing_counts_under_it()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var first = (await api.FiguresAsync("/v1/flow")).GetProperty("items")[0];

        Assert.Equal("2013-01-01", first.GetProperty("start").GetString());
        Assert.Equal(
            ["opere", "transfere", "abandon-investigation", "abandon"],
            first.GetProperty("exits").EnumerateObject().Select(exit => exit.Name));
        Assert.Equal(
            [
                "investigation",
                "construction",
                "acceleration",
                "consolidation",
            ], first.GetProperty("stockByPhase").EnumerateObject().Select(phase => phase.Name));
    }

    [Theory]
    [InlineData("interval=month&from=2026&to=2026", 8, "2026-08-20 in 0 0 out  stock 3 construction:1 acceleration:1 consolidation:1")]
    [InlineData("interval=quarter&from=2025&to=2025", 4, "2025-12-31 in 0 0 out  stock 2 construction:1 acceleration:1")]
    [InlineData("interval=month&from=2018&to=2018&asOf=2020-01-01", 12, "2018-12-31 in 0 0 out abandon:1 stock 0 ")]
    [InlineData("from=2024&to=2024&incubator=ign", 1, "2024-12-31 in 0 0 out  stock 0 ")]
    [InlineData("from=2025&to=2025&incubator=ign&incubator=dinum", 1, "2025-12-31 in 1 1 out  stock 2 construction:1 acceleration:1")]
    [InlineData("from=2022&to=2022&sponsor=dinum", 1, "2022-12-31 in 1 1 out  stock 2 construction:1 acceleration:1")]
    [InlineData("from=2022&to=2022&domain=TRAVAIL", 1, "2022-12-31 in 1 1 out transfere:1 stock 2 construction:1 acceleration:1")]
    [InlineData("from=2026&to=2100", 1, "2026-08-20 in 0 0 out  stock 3 construction:1 acceleration:1 consolidation:1")]
    public async Task Intervals_years_and_filters(string query, int count, string last)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var items = (await api.FiguresAsync($"/v1/flow?{query}")).GetProperty("items");

        Assert.Equal((count, last), (items.GetArrayLength(), Period(items[items.GetArrayLength() - 1])));
    }

    [Fact]
    public async Task Durations()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var durations = await api.FiguresAsync("/v1/flow/durations");

        Assert.Equal(
            [
                "phase investigation, completed 2, medianDays 167.5, p90Days 184, zeroLength 1, open 0, kaplanMeierMedianDays 151",
                "phase construction, completed 5, medianDays 365, p90Days 1096, zeroLength 0, open 1, openMedianDays 231, kaplanMeierMedianDays 365",
                "phase acceleration, completed 0, zeroLength 0, open 1, openMedianDays 1999",
                "phase consolidation, completed 0, zeroLength 0, open 1, openMedianDays 111",
            ],
            durations.GetProperty("items").Lines());
    }

    [Theory]
    [InlineData("", "count 3, medianDays 882, p90Days 1096, underOneYear 1, oneToThreeYears 2, overThreeYears 0", 2, 1)]
    [InlineData("?since=entry", "count 3, medianDays 882, p90Days 1096, underOneYear 1, oneToThreeYears 2, overThreeYears 0", 2, 1)]
    [InlineData("?since=buildEntry", "count 2, medianDays 913.5, p90Days 1096, underOneYear 0, oneToThreeYears 2, overThreeYears 0", 2, 0)]
    public async Task Incubations(string query, string all, int handedOver, int inconclusive)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var items = (
            await api.FiguresAsync(
                $"/v1/flow/incubations{query}")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("exit").GetString()!);

        Assert.Equal(["opere", "transfere", "abandon-investigation", "abandon", "all"], items.Keys);
        Assert.Equal($"exit all, {all}", items["all"].Line());
        Assert.Equal("exit abandon, count 0, underOneYear 0, oneToThreeYears 0, overThreeYears 0", items["abandon"].Line());
        Assert.Equal(
            (handedOver, inconclusive), (
                items["transfere"].GetProperty("count").GetInt32(), items["abandon-investigation"].GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task The_stock()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var stock = await api.FiguresAsync("/v1/flow/stock");

        Assert.Equal(
            (3, "construction:1 acceleration:1 consolidation:1"),
            (stock.GetProperty("total").GetInt32(), stock.GetProperty("byPhase").Counts()));
        Assert.Equal("medianDays 2364, p90Days 3153, underOneYear 0, oneToThreeYears 1, overThreeYears 2", stock.GetProperty("age").Line());
        Assert.Equal(
            [
                "id ign, name Incubator ign, total 5, incubating 2, handedOverOrOperated 2, stopped 0, inconclusive 1, overThreeYears 1, medianDaysToHandOver 1096",
                "id dinum, name Incubator dinum, total 4, incubating 2, handedOverOrOperated 1, stopped 0, inconclusive 0, overThreeYears 1, medianDaysToHandOver 882",
            ],
            stock.GetProperty("byIncubator").Lines());
        Assert.Equal(
            [
                "id h-came-back, name h-came-back, phase construction, startedOn 2018-01-01, days 3153",
                "id c-leap, name c-leap, phase acceleration, startedOn 2020-02-29, days 2364",
                "id d-both, name d-both, phase consolidation, startedOn 2025-05-01, days 476",
            ],
            stock.GetProperty("oldest").Lines());
    }

    [Theory]
    [InlineData("2023-02-28", 1)]
    [InlineData("2023-03-01", 0)]
    public async Task Three_years_after_a_29_February_are_over_on_28_February(string day, int oneToThree)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Leap);

        var age = (await api.FiguresAsync($"/v1/flow/stock?asOf={day}")).GetProperty("age");

        Assert.Equal(
            (oneToThree, 1 - oneToThree), (age.GetProperty("oneToThreeYears").GetInt32(), age.GetProperty("overThreeYears").GetInt32()));
    }

    [Fact]
    public async Task The_oldest_are_twenty_and_those_of_one_day_by_id()
    {
        await using var api = await SmallPortfolio.OpenAsync(
            Enumerable.Range(10, 25).Reverse().Select(n => SmallPortfolio.Fiche($"s{n}", "[dinum]", "construction 2024-01-01")));

        var oldest = (await api.FiguresAsync("/v1/flow/stock")).GetProperty("oldest").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString());

        Assert.Equal(Enumerable.Range(10, 20).Select(n => $"s{n}"), oldest);
    }

    [Fact]
    public async Task After_a_correction_the_figures_of_before_remain_reachable()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Leap);
        api.Time.Advance(TimeSpan.FromHours(1));
        var before = await api.FiguresAsync("/v1/flow/stock");
        await api.ImportAsync(
            SmallPortfolio.Fiche("c-leap", "[dinum]", "construction 2020-02-29", "acceleration 2021-02-28", "transfere 2025-01-01"));

        var after = await api.FiguresAsync("/v1/flow/stock");
        var known = await api.FiguresAsync("/v1/flow/stock?knownAt=2026-08-20T10:30:00Z");
        var past = await api.FiguresAsync("/v1/flow/stock?asOf=2024-12-31");

        Assert.Equal((1, 0, 1, 1), (Total(before), Total(after), Total(known), Total(past)));
        Assert.Equal(before.GetProperty("oldest").Lines(), known.GetProperty("oldest").Lines());
        var year = (await api.FiguresAsync("/v1/flow?from=2025&to=2025")).GetProperty("items")[0];
        var knownYear = (await api.FiguresAsync("/v1/flow?from=2025&to=2025&knownAt=2026-08-20T10:30:00Z")).GetProperty("items")[0];
        Assert.Equal(("transfere:1", ""), (year.GetProperty("exits").Counts(), knownYear.GetProperty("exits").Counts()));
    }

    [Fact]
    public async Task A_write_makes_the_next_answer_right()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);
        var agent = await api.AgentAsync();
        string[] addresses = ["/v1/flow/stock", "/v1/flow", "/v1/flow/durations", "/v1/flow/incubations"];
        var before = new List<string>();
        foreach (var address in addresses)
            before.Add(await (await api.GetAsync(address)).Content.ReadAsStringAsync(Cancellation));

        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                "/v1/startups/c-leap/phases", new { phase = "transfere", startsOn = "2026-08-19" }, Cancellation), HttpStatusCode.Created);

        foreach (var (address, old) in addresses.Zip(before))
            Assert.NotEqual(old, await (await api.GetAsync(address)).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(2, Total(await api.FiguresAsync("/v1/flow/stock")));
    }

    [Theory]
    [InlineData("/v1/flow?from=2025&to=2024", "from")]
    [InlineData("/v1/flow?from=2027", "from")]
    [InlineData("/v1/flow?from=2020&asOf=2019-12-31", "from")]
    [InlineData("/v1/flow?from=2012", "from")]
    [InlineData("/v1/flow?to=2101", "to")]
    [InlineData("/v1/flow?to=26", "to")]
    [InlineData("/v1/flow?from=x", "from")]
    [InlineData("/v1/flow?interval=week", "interval")]
    [InlineData("/v1/flow?since=entry", "since")]
    [InlineData("/v1/flow?asOf=20/08/2026", "asOf")]
    [InlineData("/v1/flow/stock?interval=year", "interval")]
    [InlineData("/v1/flow/durations?q=x", "q")]
    [InlineData("/v1/flow/incubations?since=birth", "since")]
    public async Task A_bad_parameter_is_named(string address, string parameter)
    {
        await using var api = new TestApi();

        var problem = await Given.RefusedAsync(await api.GetAsync(address), HttpStatusCode.BadRequest, "invalid_parameter");

        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("/v1/flow?asOf=2012-05-01", 0)]
    [InlineData("/v1/flow?asOf=2013-05-01", 1)]
    [InlineData("/v1/flow?asOf=9999-12-31&interval=month", (2100 - 2013 + 1) * 12)]
    public async Task Any_day_has_a_flow(string address, int periods)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        Assert.Equal(periods, (await api.FiguresAsync(address)).GetProperty("items").GetArrayLength());
    }

    internal static int Total(JsonElement stock) => stock.GetProperty("total").GetInt32();

    private static string Period(JsonElement item) =>
        $"{item.GetProperty("end")} in {item.GetProperty("entries")} {item.GetProperty("buildEntries")} out {item.GetProperty("exits").Counts()} "
        + $"stock {item.GetProperty("stock")} {item.GetProperty("stockByPhase").Counts()}";
}
