using System.Net;
using System.Text.Json;
using Incubateurs.Assistants;
using Incubateurs.Tests.Support;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Tests.Assistants;

public sealed class AssistantTests
{
    [Fact]
    public async Task It_finds_the_tools_with_what_each_takes_and_that_they_read_only()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();

        var tools = await assistant.ListToolsAsync();

        Assert.Equal("incubateurs", assistant.ServerInfo!.Name);
        Assert.Contains("not instructions", assistant.ServerInstructions, StringComparison.Ordinal);
        Assert.Equal(AssistantTools.All.Select(tool => tool.Name), tools.Select(tool => tool.Name));
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations!.ReadOnlyHint));
        Assert.All(tools, tool => Assert.EndsWith(".", tool.Description, StringComparison.Ordinal));
        var takes = tools.Single(tool => tool.Name == "find_startups").JsonSchema.GetProperty("properties");
        Assert.Equal("array", takes.GetProperty("phase").GetProperty("type").GetString());
        Assert.Equal(20, takes.GetProperty("limit").GetProperty("default").GetInt32());
        Assert.Equal(200, takes.GetProperty("limit").GetProperty("maximum").GetInt32());
        Assert.Equal("[\"id\"]", tools.Single(tool => tool.Name == "read_startup").JsonSchema.GetProperty("required").GetRawText());
    }

    [Theory]
    [InlineData("find_startups", """{"status":["handedOver","operated"],"limit":7,"fields":["name","phase"]}""", "/v1/startups?status=handedOver&status=operated&limit=7&fields=name,phase")]
    [InlineData("find_startups", """{"q":"l'écologie & co","limit":"3","fields":"name","overdue":false}""", "/v1/startups?q=l%27%C3%A9cologie%20%26%20co&limit=3&fields=name&overdue=false")]
    [InlineData("count_startups", """{"status":["incubating"],"asOf":null,"phase":[]}""", "/v1/facets?status=incubating")]
    [InlineData("read_startup", """{"id":"données-et-territoires"}""", "/v1/startups/donn%C3%A9es-et-territoires")]
    [InlineData("read_startup", """{"id":"exemple"}""", "/v1/startups/exemple")]
    [InlineData("read_startup_history", """{"id":"exemple","limit":2}""", "/v1/startups/exemple/history?limit=2")]
    [InlineData("read_hand_over", """{"id":"aa037fa2-793f-827d-94af-dd0610071804"}""", "/v1/hand-overs/aa037fa2-793f-827d-94af-dd0610071804")]
    [InlineData("find_hand_overs", """{"status":["open"]}""", "/v1/hand-overs?status=open&limit=20")]
    [InlineData("read_flow", """{"interval":"quarter","from":2024,"incubator":["dinum"]}""", "/v1/flow?interval=quarter&from=2024&incubator=dinum")]
    [InlineData("read_phase_durations", "{}", "/v1/flow/durations")]
    [InlineData("read_incubation_durations", """{"since":"buildEntry"}""", "/v1/flow/incubations?since=buildEntry")]
    [InlineData("read_stock", "{}", "/v1/flow/stock")]
    [InlineData("read_quality", "{}", "/v1/quality")]
    [InlineData("find_incubators", "{}", "/v1/incubators?limit=200")]
    [InlineData("find_administrations", """{"q":"direction"}""", "/v1/administrations?q=direction&limit=20")]
    public async Task A_tool_answers_what_its_operation_answers(string tool, string arguments, string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();

        var result = await assistant.AskAsync(tool, arguments);
        var answer = await (await api.GetAsync(address, ("Accept-Language", "en"))).Content.ReadAsStringAsync();

        Assert.False(result.IsError);
        Assert.Equal(answer, Assistant.Text(result));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(answer), result.StructuredContent!.Value));
    }

    [Theory]
    [InlineData("find_startups", """{"phase":["x"],"limit":0,"bogus":1,"asOf":"01/05/2026","q":""}""", "/v1/startups?phase=x&limit=0&bogus=1&asOf=01/05/2026&q=&fields=name")]
    [InlineData("find_startups", """{"incubator":["dinmu"]}""", "/v1/startups?incubator=dinmu")]
    [InlineData("find_startups", """{"cursor":"x"}""", "/v1/startups?cursor=x&limit=20&fields=name")]
    [InlineData("read_startup", """{"id":"nobody"}""", "/v1/startups/nobody")]
    [InlineData("read_startup", """{"id":"exemple/reviews"}""", "/v1/startups/exemple%2Freviews")]
    [InlineData("read_hand_over", """{"id":"../startups"}""", "/v1/hand-overs/..%2Fstartups")]
    public async Task What_is_wrong_is_an_error_of_the_tool_in_the_same_sentences(string tool, string arguments, string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        foreach (var language in (string[])["en", "fr"])
        {
            await using var assistant = await api.AssistantAsync(language);

            var result = await assistant.AskAsync(tool, arguments);
            var problem = await TestApi.JsonAsync(await api.GetAsync(address, ("Accept-Language", language)));

            Assert.True(result.IsError);
            foreach (var member in problem.EnumerateObject().Where(member => member.Name != "traceId"))
                Assert.True(JsonElement.DeepEquals(member.Value, result.StructuredContent!.Value.GetProperty(member.Name)), member.Name);
        }
    }

    [Theory]
    [InlineData("read_startup", "{}", "id")]
    [InlineData("read_startup", """{"id":""}""", "id")]
    [InlineData("read_startup", """{"id":null}""", "id")]
    [InlineData("find_startups", """{"q":{"a":1}}""", "q")]
    [InlineData("find_startups", """{"phase":[["abandon"]]}""", "phase")]
    public async Task An_argument_that_no_address_could_hold_is_named(string tool, string arguments, string named)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();

        var result = await assistant.AskAsync(tool, arguments);

        Assert.True(result.IsError);
        Assert.Equal("invalid_parameter", result.StructuredContent!.Value.GetProperty("code").GetString());
        Assert.Equal(named, result.StructuredContent!.Value.GetProperty("errors").EnumerateObject().Single().Name);
    }

    [Fact]
    public async Task A_page_leads_to_the_next_and_all_come_once()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();
        var (ids, cursor) = (new List<string>(), (string?)null);

        do
        {
            var page = (await assistant.AskAsync("find_startups", $$"""{"limit":9,"cursor":{{JsonSerializer.Serialize(cursor)}}}""")).StructuredContent!.Value;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString()!.Split("cursor=")[1] : null;
        }
        while (cursor is not null);

        Assert.Equal(38, ids.Count);
        Assert.Equal(38, ids.Distinct().Count());
        Assert.DoesNotContain("exemple", ids);
    }

    [Fact]
    public async Task A_former_id_leads_to_the_startup_of_today()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();
        using var agent = await api.AgentAsync();
        var twice = await agent.StartupAsync("Deux fois");
        var merged = await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/startups/{twice}/withdrawal", new { reason = "En double.", mergedInto = "pix" });

        var result = await assistant.AskAsync("read_startup", """{"id":"deux-fois","asOf":"2018-05-01"}""");

        Assert.Equal((HttpStatusCode.OK, "deux-fois"), (merged.StatusCode, twice));
        Assert.Equal("pix", result.StructuredContent!.Value.GetProperty("id").GetString());
        Assert.Equal("construction", result.StructuredContent!.Value.GetProperty("phase").GetProperty("code").GetString());
        Assert.DoesNotContain("deux-fois", await assistant.IdsAsync("find_startups", """{"limit":200}"""));
    }

    [Fact]
    public async Task Definitions_and_vocabularies_are_resources_in_the_language_asked_for()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        foreach (var (language, word) in (ValueTuple<string, string>[])[("en", "median"), ("fr", "médiane")])
        {
            await using var assistant = await api.AssistantAsync(language);

            var resources = await assistant.ListResourcesAsync();
            var definition = await assistant.ReadResourceAsync("incubateurs://definitions/incubations");
            var phases = await assistant.ReadResourceAsync("incubateurs://phases");

            Assert.Equal(9, resources.Count);
            foreach (var resource in resources)
                Assert.NotEmpty(((TextResourceContents)(await assistant.ReadResourceAsync(resource.Uri)).Contents.Single()).Text);
            Assert.Contains(word, ((TextResourceContents)definition.Contents.Single()).Text, StringComparison.Ordinal);
            Assert.Contains("\"consolidation\"", ((TextResourceContents)phases.Contents.Single()).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_by_the_protocol()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();

        var tool = await Assert.ThrowsAsync<McpProtocolException>(async () => await assistant.AskAsync("drop_tables"));
        var resource = await Assert.ThrowsAsync<McpProtocolException>(async () => await assistant.ReadResourceAsync("incubateurs://nothing"));

        Assert.Contains("No tool has this name", tool.Message, StringComparison.Ordinal);
        Assert.Contains("No resource has this address", resource.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_an_instant_is_told_without_what_it_is_since_and_goes_on_where_it_ended()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await using var assistant = await api.AssistantAsync();
        using var agent = await api.AgentAsync();
        var monday = api.Time.GetUtcNow().AddDays(1);
        api.Time.Advance(TimeSpan.FromDays(2));
        var startup = await agent.StartupAsync();

        var since = $$"""{"since":"{{monday:yyyy-MM-ddTHH:mm:ssZ}}"}""";
        var page = (await assistant.AskAsync("find_changes", since)).StructuredContent!.Value;
        var after = page.GetProperty("next").GetString()!.Split("after=")[1].Split('&')[0];
        var nothing = (await assistant.AskAsync("find_changes", $$"""{"after":{{after}}}""")).StructuredContent!.Value;
        var all = (await assistant.AskAsync("find_changes", """{"limit":200}""")).StructuredContent!.Value;
        var waiting = (await assistant.AskAsync("find_changes", """{"wait":30}""")).StructuredContent!.Value;

        Assert.All(page.GetProperty("items").EnumerateArray(), item => Assert.Equal(startup, item.GetProperty("id").GetString()));
        Assert.NotEqual(0, page.GetProperty("items").GetArrayLength());
        Assert.False(page.GetProperty("items")[0].TryGetProperty("data", out _));
        Assert.Equal(0, nothing.GetProperty("items").GetArrayLength());
        Assert.True(all.GetProperty("items").GetArrayLength() > 38);
        Assert.Equal("wait", waiting.GetProperty("errors").EnumerateObject().Single().Name);
    }
}
