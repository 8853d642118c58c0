using System.Net;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Listing;

/// <summary>One request gets the whole portfolio, and of it whatever is asked for.</summary>
public sealed class ExportFieldTests
{
    private static readonly string[] Details =
        ["description", "phases", "events", "statsUrl", "budgetUrl", "impactUrl", "dashlordUrl", "riskAnalysis", "formerIds"];

    [Fact]
    public async Task Whatever_facts_are_asked_for_are_those_of_the_detail()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var lines = await LinesAsync(api, $"/v1/startups.ndjson?fields=name,{string.Join(',', Details)}");

        Assert.Equal(38, lines.Count);
        foreach (var line in lines)
        {
            var detail = await TestApi.JsonAsync(await api.GetAsync($"/v1/startups/{line.GetProperty("id").GetString()}"));
            Assert.Empty(line.EnumerateObject().Select(member => member.Name).Except([.. Details, "id", "name"]));
            foreach (var name in (string[])["name", .. Details])
                Assert.Equal(
                    detail.TryGetProperty(name, out var expected) ? expected.GetRawText() : null,
                    line.TryGetProperty(name, out var value) ? value.GetRawText() : null);
        }
    }

    [Fact]
    public async Task A_table_has_the_columns_of_what_is_asked_for_and_names_beside_ids()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var dinum = (await TestApi.JsonAsync(await agent.GetAsync("/v1/administrations/dinum"))).GetProperty("id").GetString()!;
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/administrations/{dinum}", new { siret = "35600000000048" }));

        var rows = await RowsAsync(api, "/v1/startups.csv?fields=incubators,sponsors,phases&sponsor=dinum");

        Assert.Equal(
            ["id", "incubators.id", "incubators.name", "sponsors.id", "sponsors.name", "sponsors.siret", "sponsors.directoryId", "phases"], rows[0].Keys);
        Assert.Contains(rows, row => row["sponsors.id"] == "dinum" && row["sponsors.siret"] == "35600000000048");
        Assert.All(rows, row => Assert.Matches("^[a-z-]+ [0-9]{4}-[0-9]{2}-[0-9]{2}", row["phases"]));
    }

    [Fact]
    public async Task A_table_tells_the_hand_over_and_its_phase_links_it()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.HandOverAsync();

        var row = Assert.Single(await RowsAsync(api, "/v1/startups.csv"));
        var phases = await TestApi.JsonAsync(await api.GetAsync($"/v1/startups/{row["id"]}/phases"));

        Assert.Equal((id, "open", "itDepartment"), (row["handOver.id"], row["handOver.status"], row["handOver.model"]));
        var phase = phases.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("phase").GetString() == "consolidation");
        Assert.Equal(id, phase.GetProperty("handOver").GetString());
        Assert.False(phase.TryGetProperty("reason", out _));
    }

    [Theory]
    [InlineData("/v1/startups?fields=description")]
    [InlineData("/v1/startups.csv?fields=reputation")]
    [InlineData("/v1/startups.ndjson?fields=handOver")]
    public async Task What_is_no_fact_or_too_long_for_a_list_is_refused(string address)
    {
        await using var api = new TestApi();

        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync(address)).StatusCode);
    }

    private static async Task<List<JsonElement>> LinesAsync(TestApi api, string address) =>
        [.. (await (await api.GetAsync(address)).Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];

    private static async Task<List<Dictionary<string, string>>> RowsAsync(TestApi api, string address) =>
        await Table.ReadAsync(await api.GetAsync(address));
}
