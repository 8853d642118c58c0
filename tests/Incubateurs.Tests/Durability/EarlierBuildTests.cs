using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Durability;

/// <summary>Files that earlier builds made: today's build opens them, answers what was answered then, and writes on them.</summary>
public sealed class EarlierBuildTests
{
    public static TheoryData<string> Builds => [.. EarlierBuild.Names];

    public static TheoryData<string, string> Groups =>
        [.. EarlierBuild.Names.SelectMany(name => EarlierBuild.Read(name).Groups.Select(group => (name, group.Name)))];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task What_was_answered_then_is_answered_now(string build, string group)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();

        AssertNone(await FaultsAsync(api, earlier.Then.Groups.Single(recorded => recorded.Name == group)));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Following_next_leads_to_the_items_of_then_in_their_order(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();

        List<string> faults = [];
        foreach (var (address, items) in earlier.Then.Pages)
            faults.AddRange(EarlierAnswer.Faults(address, items, JsonSerializer.Serialize(await ItemsAsync(api, address))));

        AssertNone(faults);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Former_ids_lead_where_they_led(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();

        foreach (var (address, targets) in earlier.Then.Moved)
        {
            var response = await api.GetAsync(address);
            Assert.Equal(
                (address, string.Join(' ', targets)),
                (address, response.StatusCode == HttpStatusCode.PermanentRedirect
                    ? response.Headers.Location!.OriginalString
                    : string.Join(' ', Items(await Given.JsonAsync(response, HttpStatusCode.MultipleChoices)))));
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Credentials_that_were_no_longer_good_are_not_good_again(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();

        Assert.NotEmpty(earlier.Then.Refused);
        foreach (var authorization in earlier.Then.Refused)
            _ = await Given.RefusedAsync(
                await api.GetAsync("/v1/me", ("Authorization", authorization)), HttpStatusCode.Unauthorized, "unauthorized");
        _ = await Given.JsonAsync(await api.GetAsync("/v1/me", ("Authorization", earlier.Then.Agent)));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task It_is_sound_its_log_is_whole_and_it_can_be_opened_again(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using (var api = earlier.Open())
        {
            var head = earlier.Then.Seal.GetProperty("head").GetString();
            var seal = await Given.JsonAsync(
                await api.GetAsync($"/v1/accesses/seal?from={head}", ("Authorization", earlier.Then.Agent)));
            Assert.True(seal.GetProperty("from").GetProperty("continues").GetBoolean());
            var rows = (await Given.JsonAsync(
                await api.GetAsync("/v1/accesses?limit=200", ("Authorization", earlier.Then.Agent)))).GetProperty("items").EnumerateArray();
            var anew = rows.Single(row => row.GetProperty("route").GetString() == "upgrade");
            Assert.Contains(
                $"anew {earlier.Then.Seal.GetProperty("count").GetInt64()} {head}",
                anew.GetProperty("covers").EnumerateArray().Select(line => line.GetString()));
            _ = await Given.JsonAsync(await api.GetAsync("/v1/me", ("Authorization", earlier.Then.Agent)));
            await AssertSoundAsync(api, earlier);
        }

        await using (var api = earlier.Open())
        {
            foreach (var group in earlier.Then.Groups)
                AssertNone(await FaultsAsync(api, group));
            await AssertSoundAsync(api, earlier);
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task An_agent_writes_on_it_and_what_was_known_before_stays_known(string build)
    {
        using var earlier = new EarlierBuild(build);
        string startup;
        await using (var api = earlier.Open())
        {
            using var agent = AgentOf(api, earlier);
            var incubating = Items(await Given.JsonAsync(await agent.GetAsync("/v1/startups?status=incubating")));
            startup = $"/v1/startups/{incubating[0].GetProperty("id")}";
            var tag = (await agent.GetAsync(startup)).Headers.ETag!.ToString();
            var planned = new { phase = "transfere", startsOn = earlier.Then.MadeAt.AddYears(1).ToString("yyyy-MM-dd"), reason = "Prévu." };

            _ = await Given.JsonAsync(await agent.MergeAsync(startup, new { pitch = "Écrit par une version d’après." }, tag));
            _ = await Given.RefusedAsync(
                await agent.MergeAsync(startup, new { pitch = "Trop tard." }, tag), HttpStatusCode.PreconditionFailed, "stale_version");
            _ = await Given.JsonAsync(await agent.PostAsJsonAsync($"{startup}/phases", planned), HttpStatusCode.Created);
        }

        await using (var api = earlier.Open())
        {
            var now = await Given.JsonAsync(await api.GetAsync(startup));
            Assert.Equal("Écrit par une version d’après.", now.GetProperty("pitch").GetString());
            Assert.Equal("transfere", now.GetProperty("phases").EnumerateArray().Last().GetProperty("phase").GetString());
            foreach (var group in earlier.Then.Groups)
                AssertNone(await FaultsAsync(api, group, address => address.Contains("knownAt=", StringComparison.Ordinal)));
            await AssertSoundAsync(api, earlier);
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task A_write_that_is_repeated_gets_the_answer_of_then_for_a_day(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();
        using var agent = AgentOf(api, earlier);
        var then = earlier.Then.Repetition;
        agent.DefaultRequestHeaders.Add("Idempotency-Key", then.Key);

        var again = await agent.PostAsync(then.Address, new StringContent(then.Body, new MediaTypeHeaderValue("application/json")));
        api.Time.Advance(TimeSpan.FromHours(24));
        var anew = await agent.PostAsync(then.Address, new StringContent(then.Body, new MediaTypeHeaderValue("application/json")));

        AssertNone(EarlierAnswer.Faults(then.Address, then.Answer, (await Given.JsonAsync(again, HttpStatusCode.Created)).GetRawText()));
        Assert.Equal(then.Location, again.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Created, anew.StatusCode);
        Assert.NotEqual(then.Location, anew.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/v1/a", """{"a":1,"b":[{"c":"x"}]}""", """{"b":[{"d":0,"c":"x"}],"e":null,"a":1.0}""", null)]
    [InlineData("/v1/a", """{"a":{"b":1}}""", """{"a":{"c":1}}""", "/v1/a: $.a.b was 1 and is gone.")]
    [InlineData("/v1/a.b", """{"a":[1,2]}""", """{"a":[1,3]}""", "/v1/a.b: $.a[1] was 2 and is 3.")]
    [InlineData("/v1/a", """{"a":[1,2]}""", """{"a":[1]}""", "/v1/a: $.a had 2 items and has 1: [1]")]
    [InlineData("/v1/a", """{"a":[1]}""", """{"a":[1,2]}""", "/v1/a: $.a had 1 items and has 2: [1,2]")]
    [InlineData("/v1/a", """{"a":{}}""", """{"a":null}""", "/v1/a: $.a was {} and is null.")]
    [InlineData("/v1/a.csv", "\"a,b\\r\\n1,2\"", "\uFEFFc,b,a\r\n3,2,1\r\n", null)]
    [InlineData("/v1/a.csv?separator=semicolon", "\"a;b\\r\\n1;2\"", "b;c\r\n2;1", "$[0].a was \"1\" and is gone.")]
    [InlineData("/v1/a.csv", "\"a\\r\\n1\"", "a\r\n2", "/v1/a.csv: $[0].a was \"1\" and is \"2\".")]
    [InlineData("/v1/a.ndjson", "\"{\\\"a\\\":1}\\n\"", """{"a":1,"b":2}""", null)]
    [InlineData("/v1/a.ndjson", "\"{\\\"a\\\":1}\\n\"", """{"a":2}""", "/v1/a.ndjson: $[0].a was 1 and is 2.")]
    [InlineData("/v1/a.svg", "\"<svg/>\"", "<svg />", "/v1/a.svg: $ was \"<svg/>\" and is \"<svg />\".")]
    [InlineData("/v1/a", """{"a":1}""", "<html>", "It begins with <html>.")]
    public void More_may_be_answered_than_then_and_nothing_less_or_else(string address, string then, string now, string? fault)
    {
        var faults = EarlierAnswer.Faults(address, JsonSerializer.Deserialize<JsonElement>(then), now);

        if (fault is null)
            Assert.Empty(faults);
        else
            Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    // Whole, where an assertion on a list cuts each sentence short.
    private static void AssertNone(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join('\n', faults));

    private static async Task<IReadOnlyList<string>> FaultsAsync(TestApi api, RecordedGroup group, Func<string, bool>? asks = null)
    {
        List<string> faults = [];
        foreach (var (address, then) in group.Answers.Where(answer => asks?.Invoke(answer.Key) ?? true))
        {
            var response = await api.GetAsync(EarlierAnswer.AskedNow(address), group.Authorization is { } header ? [("Authorization", header)] : []);
            var now = await response.Content.ReadAsStringAsync();
            faults.AddRange(response.StatusCode == HttpStatusCode.OK
                ? EarlierAnswer.Faults(address, then, now)
                : [$"{address}: {(int)response.StatusCode} {now}"]);
        }

        return faults;
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(TestApi api, string address)
    {
        List<JsonElement> items = [];
        for (var next = EarlierAnswer.AskedNow(address); next is not null;)
        {
            var page = await Given.JsonAsync(await api.GetAsync(next));
            items.AddRange(Items(page));
            next = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        return items;
    }

    // As `check` does, which also runs as it stands.
    private static async Task AssertSoundAsync(TestApi api, EarlierBuild earlier)
    {
        var head = earlier.Then.Seal.GetProperty("head").GetString()!;
        await api.Services.GetRequiredService<AccessLog>().FlushAsync();
        var (faults, log) = await api.Services.GetRequiredService<Database>().ReadAsync(
            async tx => (await tx.ListFaultsAsync(), await tx.CheckAccessesAsync(head)), CancellationToken.None);
        string[] check = ["check", "--head", head, $"--ConnectionStrings:Incubateurs={earlier.Connection}"];

        AssertNone(faults);
        Assert.Empty(log.Faults);
        Assert.Equal(0, await new RootCommand { CheckCommand.Build() }.Parse(check).InvokeAsync());
    }

    private static HttpClient AgentOf(TestApi api, EarlierBuild earlier)
    {
        var client = api.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", earlier.Then.Agent);
        return client;
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
