using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>What the feed tells, to whom it tells nothing, and how one goes on.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task It_is_complete_since_the_first_import_and_each_item_is_the_resource_as_it_was_known_then()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        api.Time.Advance(TimeSpan.FromHours(1));
        var before = await HeadAsync(api);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Un." }));
        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Deux." }));

        var all = await ItemsAsync(api, "/v1/changes?limit=200");
        var later = all.Where(item => item.GetProperty("seq").GetInt64() > before).ToList();

        Assert.Equal(38, all.Count(item => item.GetProperty("type").GetString() == "startup.registered"));
        Assert.Equal(
            [("startup.described", "startup", "pix", "/v1/startups/pix"), ("startup.described", "startup", "pix", "/v1/startups/pix")],
            later.Select(item => (Text(item, "type"), Text(item, "resource"), Text(item, "id"), Text(item, "href"))));
        foreach (var item in later)
        {
            var then = (JsonObject)JsonNode.Parse(
                await (await api.GetAsync($"{Text(item, "href")}?knownAt={Text(item, "at")}")).Content.ReadAsStringAsync())!;
            Assert.True(then.Remove("reputation") && ((JsonObject)then["incubation"]!).Remove("days") && ((JsonObject)then["incubation"]!).Remove("verdict"));
            Assert.Equal(then.ToJsonString(), JsonNode.Parse(item.GetProperty("data").GetRawText())!.ToJsonString());
        }
    }

    [Fact]
    public async Task Next_goes_on_behind_the_page_keeps_the_query_and_is_always_there()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();

        var page = await Given.JsonAsync(await api.GetAsync("/v1/changes?type=startup.registered&limit=30"));
        var response = await api.GetAsync(Text(page, "next"));
        var last = await Given.JsonAsync(response);
        var end = await Given.JsonAsync(await api.GetAsync(Text(last, "next")));

        Assert.Contains("limit=30&type=startup.registered", Text(page, "next"), StringComparison.Ordinal);
        Assert.Equal((30, 8, 0), (Count(page), Count(last), Count(end)));
        Assert.Equal(Text(last, "next"), Text(end, "next"));
        Assert.Equal($"/v1/changes?after={page.GetProperty("head")}&limit=30&type=startup.registered", Text(last, "next"));
        Assert.Contains(response.Headers.GetValues("Link"), link => link == $"<{Text(last, "next")}>; rel=\"next\"");

        // Behind what was not asked for nothing is left out that is committed later.
        _ = await agent.StartupAsync();
        var found = await Given.JsonAsync(await api.GetAsync(Text(end, "next")));
        Assert.Equal(["mon-service"], found.GetProperty("items").EnumerateArray().Select(item => Text(item, "id")));
    }

    [Fact]
    public async Task Beyond_the_head_there_is_nothing_and_the_position_is_kept()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var page = await Given.JsonAsync(await api.GetAsync("/v1/changes?after=100000"));

        Assert.Equal((0, "/v1/changes?after=100000"), (Count(page), Text(page, "next")));
        Assert.InRange(page.GetProperty("head").GetInt64(), 38, 1000);
    }

    [Fact]
    public async Task A_hand_over_comes_with_what_its_startup_says_and_the_phase_filter_tells_who_enters_one()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var before = await HeadAsync(api);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/hand-overs", new { model = "itDepartment" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{startup}", new { pitch = "Autre." }));

        var items = await ItemsAsync(api, $"/v1/changes?after={before}");
        var entered = await ItemsAsync(api, $"/v1/changes?after={before}&phase=consolidation");

        Assert.Equal(
            ["handOver.opened handOver", "phase.added startup", "startup.described startup"],
            items.Select(item => $"{Text(item, "type")} {Text(item, "resource")}"));
        Assert.Equal(startup, Text(items[0], "startup"));
        Assert.False(items[0].GetProperty("data").TryGetProperty("candidacies", out _));
        Assert.False(items[0].GetProperty("data").TryGetProperty("findings", out _));
        Assert.Equal(
            ("consolidation", "open"),
            (items[1].GetProperty("data").GetProperty("phase").GetProperty("code").GetString(),
                items[1].GetProperty("data").GetProperty("handOver").GetProperty("status").GetString()));
        Assert.Equal("consolidation", Text(items[1], "phase"));
        Assert.Equal(items[1].GetProperty("seq").GetInt64(), Assert.Single(entered).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_startup_is_followed_under_all_its_ids_with_what_belongs_to_it_and_an_incubator_with_what_leaves_it()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        foreach (var name in (string[])["Un", "Deux"])
            Assert.Equal(HttpStatusCode.Created, (await agent.PostAsJsonAsync("/v1/incubators", new { name })).StatusCode);
        var startup = await agent.StartupAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{startup}", new { incubators = new[] { "un" } }));
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync(
            $"/v1/startups/{startup}/committees", new { heldOn = "2026-08-01", decision = "continue" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{startup}", new { incubators = new[] { "deux" } }));
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{startup}", new { pitch = "Autre." }));

        Assert.Equal(
            ["startup.registered", "startup.described", "committee.held", "startup.described", "startup.described"],
            (await ItemsAsync(api, $"/v1/changes?startup={startup}")).Select(item => Text(item, "type")));
        Assert.Equal(
            ["incubator.registered", "startup.described", "committee.held", "startup.described"],
            (await ItemsAsync(api, "/v1/changes?incubator=UN")).Select(item => Text(item, "type")));
        Assert.Equal(
            ["incubator.registered", "startup.described", "startup.described"],
            (await ItemsAsync(api, "/v1/changes?incubator=deux")).Select(item => Text(item, "type")));
    }

    [Fact]
    public async Task A_planned_phase_that_begins_is_told_once_and_names_the_phase()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/phases", new { phase = "opere", startsOn = "2026-08-22" }), HttpStatusCode.Created);
        var before = await HeadAsync(api);
        api.Time.Advance(TimeSpan.FromDays(3));
        _ = await agent.StartupAsync("Autre");
        _ = await agent.StartupAsync("Encore");

        var items = await ItemsAsync(api, $"/v1/changes?after={before}");

        Assert.Equal(["phase.started", "startup.registered", "startup.registered"], items.Select(item => Text(item, "type")));
        Assert.Equal("opere", Text(items[0], "phase"));
        Assert.Equal("operated", Text(items[0].GetProperty("data"), "status"));
    }

    [Fact]
    public async Task What_is_yet_to_come_is_refused_and_what_nobody_knows()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        foreach (var query in (string[])["after=-1", "after=x", "limit=0", "limit=201", "wait=31", "type=startup.eaten", "phase=nulle", "incubator=personne", "seq=3"])
        {
            var problem = await Given.RefusedAsync(await api.GetAsync("/v1/changes?" + query), HttpStatusCode.BadRequest, "invalid_parameter");
            Assert.Equal([query.Split('=')[0]], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }

    [Fact]
    public async Task The_types_of_items_are_told_in_the_document_and_each_has_its_address()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var document = await TestApi.JsonAsync(await api.GetAsync("/v1/openapi.json"));

        var told = document.GetProperty("components").GetProperty("schemas").GetProperty("ChangeItem").GetProperty("properties")
            .GetProperty("type").GetProperty("x-extensible-enum").EnumerateArray().Select(type => type.GetString()!).ToList();

        Assert.Contains("handOver.reopened", told);
        Assert.DoesNotContain("handOver.controlled", told);
        Assert.DoesNotContain(told, type => type.StartsWith("review.", StringComparison.Ordinal));
        foreach (var type in told)
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/changes/" + type)).StatusCode);
    }

    internal static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    internal static async Task<long> HeadAsync(TestApi api) =>
        (await Given.JsonAsync(await api.GetAsync("/v1/changes"))).GetProperty("head").GetInt64();

    internal static async Task<IReadOnlyList<JsonElement>> ItemsAsync(TestApi api, string address) =>
        [.. (await Given.JsonAsync(await api.GetAsync(address))).GetProperty("items").EnumerateArray()];

    internal static int Count(JsonElement page) => page.GetProperty("items").GetArrayLength();
}
