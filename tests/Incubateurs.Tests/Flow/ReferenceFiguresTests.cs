using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Flow;

/// <summary>Every figure that an independent program also computed from a checkout is equal to it.</summary>
public sealed class ReferenceFiguresTests
{
    private const string Day = "2026-08-20";

    private JsonElement reference;
    private int compared;

    [Theory]
    [Checkouts]
    public async Task All_figures_equal_the_reference(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);

        await CompareAsync(api, checkout);
    }

    [Theory]
    [Checkouts]
    public async Task All_figures_equal_the_reference_after_writes_that_leave_no_trace_in_them_and_another_import(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);
        using var agent = await api.AgentAsync();
        foreach (
            var startup in (
                await Given.JsonAsync(await agent.GetAsync("/v1/startups?limit=200&fields=pitch"))).GetProperty("items").EnumerateArray())
            await DescribeAsync(agent, startup.GetProperty("id").GetString()!);
        foreach (var id in checkout.Rewritten)
            await GoAndComeBackAsync(agent, id);

        await CompareAsync(api, checkout);
        var result = await ImportAsync(api, checkout);
        await CompareAsync(api, checkout);

        Assert.Equal((checkout.Startups, 0), (result.Unchanged, result.Imported));
        Assert.Equal("Dit par un agent.", (await JsonAsync(api, $"/v1/startups/{checkout.Edited}")).GetProperty("pitch").GetString());
    }

    // Whatever the source holds, an agent can change the rest of it.
    private static async Task DescribeAsync(HttpClient agent, string id) =>
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{Uri.EscapeDataString(id)}", new { pitch = "Dit par un agent." }));

    /// <summary>A phase that is withdrawn again, one that is corrected and set right again, and what no figure counts.</summary>
    private static async Task GoAndComeBackAsync(HttpClient agent, string id)
    {
        var phases = $"/v1/startups/{id}/phases";
        var added = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                phases, new { phase = "investigation", startsOn = "2015-01-01", reason = "x" }), HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"{phases}/{added.GetProperty("id")}?reason=non")).StatusCode);
        var first = (await Given.JsonAsync(await agent.GetAsync(phases))).GetProperty("items")[0];
        foreach (var startsOn in (string[])["2014-02-03", first.GetProperty("startsOn").GetString()!])
            _ = await Given.JsonAsync(await agent.MergeAsync($"{phases}/{first.GetProperty("id")}", new { startsOn, reason = "relu" }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{id}/committees", new { heldOn = "2026-01-02", decision = "continue" }),
            HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{id}/benefits", new { observedOn = "2026-01-02", statement = "Plus vite." }),
            HttpStatusCode.Created);
    }

    private async Task CompareAsync(TestApi api, Checkout checkout)
    {
        reference = checkout.Figures();
        compared = 0;
        CompareFlow(await JsonAsync(api, $"/v1/flow?asOf={Day}"));
        CompareDurations(await JsonAsync(api, $"/v1/flow/durations?asOf={Day}"));
        CompareIncubations(await JsonAsync(api, $"/v1/flow/incubations?asOf={Day}"), "total_incubation_from_entry");
        CompareIncubations(await JsonAsync(api, $"/v1/flow/incubations?asOf={Day}&since=buildEntry"), "total_incubation_from_build_entry");
        CompareStock(await JsonAsync(api, $"/v1/flow/stock?asOf={Day}"), checkout);
        foreach (var day in reference.GetProperty("status_as_of").EnumerateObject())
            CompareStatus(await JsonAsync(api, $"/v1/facets?asOf={day.Name}"), day.Value);

        Assert.True(compared > 400, $"{compared} comparisons");
    }

    [Theory]
    [Checkouts]
    public async Task Before_the_import_the_portfolio_is_empty(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);

        var stock = await JsonAsync(api, "/v1/flow/stock?knownAt=2020-01-01T00:00:00Z");

        Assert.Equal((0, 0), (stock.GetProperty("total").GetInt32(), stock.GetProperty("byIncubator").GetArrayLength()));
    }

    private void CompareFlow(JsonElement flow)
    {
        var years = reference.GetProperty("flow_by_year").EnumerateArray().ToList();
        var items = flow.GetProperty("items").EnumerateArray().ToList();
        Same(years.Count, items.Count);
        foreach (var (expected, item) in years.Zip(items))
        {
            Same($"{expected.GetProperty("year").GetInt32()}-01-01", item.GetProperty("start").GetString());
            Same(Int(expected, "entries"), Int(item, "entries"));
            Same(Int(expected, "build_entries"), Int(item, "buildEntries"));
            Same(Int(expected, "exits"), item.GetProperty("exits").EnumerateObject().Sum(exit => exit.Value.GetInt32()));
            Same(Int(expected, "stock_end"), Int(item, "stock"));
            foreach (var kind in expected.GetProperty("exits_by_kind").EnumerateObject())
                Same(kind.Value.GetInt32(), Int(item.GetProperty("exits"), kind.Name));
            foreach (var phase in expected.GetProperty("stock_by_phase").EnumerateObject())
                Same(phase.Value.GetInt32(), Int(item.GetProperty("stockByPhase"), phase.Name));
        }

        var (little, law) = (reference.GetProperty("little_law_2023_2025"), flow.GetProperty("littlesLaw"));
        Same((2023, 2025), (Int(law, "from"), Int(law, "to")));
        Same(little.GetProperty("mean_exits_per_year").GetDouble(), Math.Round(law.GetProperty("exitsPerYear").GetDouble(), 1));
        Same(little.GetProperty("mean_year_end_stock").GetDouble(), Math.Round(law.GetProperty("meanStock").GetDouble(), 1));
        Same(little.GetProperty("implied_years_in_incubation").GetDouble(), Math.Round(law.GetProperty("years").GetDouble(), 2));
    }

    private void CompareDurations(JsonElement durations)
    {
        Same(reference.GetProperty("phase_durations").EnumerateObject().Count(), durations.GetProperty("items").GetArrayLength());
        foreach (var item in durations.GetProperty("items").EnumerateArray())
        {
            var expected = reference.GetProperty("phase_durations").GetProperty(item.GetProperty("phase").GetString()!);
            var completed = expected.GetProperty("rule_A_successor (zero-length excluded)");
            Same(Int(completed, "n"), Int(item, "completed"));
            Same(completed.GetProperty("median_days").GetDouble(), item.GetProperty("medianDays").GetDouble());
            Same(Int(completed, "p90_days"), Int(item, "p90Days"));
            Same(Int(expected, "zero_length_spells"), Int(item, "zeroLength"));
            Same(Int(expected.GetProperty("open_spells_as_of"), "n"), Int(item, "open"));
            Same(
                expected.GetProperty("open_spells_as_of").GetProperty("median_days").GetDouble(),
                item.GetProperty("openMedianDays").GetDouble());
            Same(IntOrAbsent(expected, "km_median_days"), IntOrAbsent(item, "kaplanMeierMedianDays"));
        }
    }

    private void CompareIncubations(JsonElement incubations, string name)
    {
        Same(5, incubations.GetProperty("items").GetArrayLength());
        foreach (var item in incubations.GetProperty("items").EnumerateArray())
        {
            if (!reference.GetProperty(name).TryGetProperty(item.GetProperty("exit").GetString()!, out var expected))
            {
                Same(0, Int(item, "count"));
                continue;
            }

            Same(Int(expected, "n"), Int(item, "count"));
            Same(expected.GetProperty("median_days").GetDouble(), item.GetProperty("medianDays").GetDouble());
            Same(Int(expected, "p90_days"), Int(item, "p90Days"));
            Same(Int(expected, "under_1y"), Int(item, "underOneYear"));
            Same(Int(expected, "1_to_3y"), Int(item, "oneToThreeYears"));
            Same(Int(expected, "over_3y"), Int(item, "overThreeYears"));
        }
    }

    private void CompareStock(JsonElement stock, Checkout checkout)
    {
        Same(Int(reference, "in_incubation"), Int(stock, "total"));
        var byPhase = stock.GetProperty("byPhase");
        foreach (var phase in reference.GetProperty("current_phase").EnumerateObject())
            if (byPhase.TryGetProperty(phase.Name, out var count))
                Same(phase.Value.GetInt32(), count.GetInt32());

        var (expectedAge, age) = (reference.GetProperty("stock_age").GetProperty("from_entry"), stock.GetProperty("age"));
        Same(expectedAge.GetProperty("median_days").GetDouble(), age.GetProperty("medianDays").GetDouble());
        Same(Int(expectedAge, "p90_days"), Int(age, "p90Days"));
        Same(Int(expectedAge, "under_1y"), Int(age, "underOneYear"));
        Same(Int(expectedAge, "1_to_3y"), Int(age, "oneToThreeYears"));
        Same(Int(expectedAge, "over_3y"), Int(age, "overThreeYears"));

        var incubators = stock.GetProperty("byIncubator").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetString()!);
        foreach (var expected in reference.GetProperty("by_incubator").EnumerateArray())
        {
            var id = expected.GetProperty("incubator").GetString()!;
            Same(Int(expected, "total") + checkout.LeftOut.GetValueOrDefault(id), Int(incubators[id], "total"));
            if (checkout.LeftOut.ContainsKey(id))
                continue;

            Same(Int(expected, "in_incubation"), Int(incubators[id], "incubating"));
            Same(Int(expected, "transfere_or_opere"), Int(incubators[id], "handedOverOrOperated"));
            Same(Int(expected, "abandon"), Int(incubators[id], "stopped"));
            Same(Int(expected, "abandon_investigation"), Int(incubators[id], "inconclusive"));
            Same(Int(expected, "over_3y_in_incubation"), Int(incubators[id], "overThreeYears"));
            if (expected.GetProperty("median_years_to_handover") is { ValueKind: JsonValueKind.Number } years)
                Same(years.GetDouble(), Math.Round(incubators[id].GetProperty("medianDaysToHandOver").GetDouble() / 365.25, 2));
        }

        var oldest = reference.GetProperty("oldest_in_incubation").EnumerateArray().ToList();
        Same(oldest.Count, stock.GetProperty("oldest").GetArrayLength());
        foreach (var (expected, item) in oldest.Zip(stock.GetProperty("oldest").EnumerateArray()))
        {
            Same(expected.GetProperty("id").GetString(), item.GetProperty("id").GetString());
            Same(expected.GetProperty("phase").GetString(), item.GetProperty("phase").GetString());
            Same(expected.GetProperty("since").GetString(), item.GetProperty("startedOn").GetString());
        }
    }

    private void CompareStatus(JsonElement facets, JsonElement expected)
    {
        var phases = facets.GetProperty("phase").EnumerateArray()
            .ToDictionary(facet => facet.GetProperty("value").GetString()!, facet => Int(facet, "count"));
        foreach (var phase in expected.EnumerateObject().Where(phase => phase.Name != "not_started"))
            Same(phase.Value.GetInt32(), phases.GetValueOrDefault(phase.Name));
        var planned = facets.GetProperty("status").EnumerateArray()
            .Where(facet => facet.GetProperty("value").GetString() == "planned").Sum(facet => Int(facet, "count"));
        Same(expected.TryGetProperty("not_started", out var count) ? count.GetInt32() : 0, planned);
    }

    private void Same<T>(T expected, T actual)
    {
        compared++;
        Assert.Equal(expected, actual);
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static int? IntOrAbsent(JsonElement element, string name) =>
        element.TryGetProperty(name, out var number) && number.ValueKind != JsonValueKind.Null ? number.GetInt32() : null;

    private static async Task<JsonElement> JsonAsync(TestApi api, string address)
    {
        var response = await api.GetAsync(address);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}");
        return await TestApi.JsonAsync(response);
    }

    private static async Task<TestApi> ImportedAsync(Checkout checkout)
    {
        var api = new TestApi();
        _ = await ImportAsync(api, checkout);
        return api;
    }

    private static async Task<ImportResult> ImportAsync(TestApi api, Checkout checkout)
    {
        var database = api.Services.GetRequiredService<Database>();
        var portfolio = PortfolioReader.Read(ContentFolder.Read(checkout.Content), database.Today);
        return await database.WriteAsync(Actor.System, tx => Import.RunAsync(tx, portfolio, Origin.Checkout), CancellationToken.None);
    }
}
