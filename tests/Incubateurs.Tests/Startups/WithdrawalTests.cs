using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups;

/// <summary>What is withdrawn stands in no list, facet, figure, picture or export, and its id answers.</summary>
public sealed class WithdrawalTests
{
    private static readonly string[] Collections =
    [
        "/v1/startups", "/v1/startups?asOf=2024-12-31", "/v1/startups?status=incubating", "/v1/startups?q=service&sort=-modifiedAt",
        "/v1/startups?q=service", "/v1/startups.ndjson", "/v1/startups.csv", "/v1/facets", "/v1/facets?asOf=2024-12-31", "/v1/flow/stock",
        "/v1/flow/incubations", "/v1/flow/durations", "/v1/flow", "/v1/quality", "/v1/hand-overs", "/v1/flow.svg",
    ];

    [Fact]
    public async Task A_withdrawn_startup_stands_nowhere_by_whatever_day_and_comes_back_as_it_was()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.HandOverAsync("Mon service");
        var before = await AnswersAsync(api);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        var known = api.Time.GetUtcNow();
        api.Time.Advance(TimeSpan.FromMinutes(1));
        _ = await agent.HandOverAsync("Un autre service");
        var both = await AnswersAsync(api);

        var withdrawal = await Given.JsonAsync(
            await agent.ChangeAsync(HttpMethod.Put, "/v1/startups/un-autre-service/withdrawal", new { reason = " Deux fois. " }));

        Assert.Equal("Deux fois.", withdrawal.GetProperty("reason").GetString());
        Assert.Equal(before, await AnswersAsync(api));
        Assert.NotEqual(before, both);

        var shown = await Given.JsonAsync(await api.GetAsync("/v1/startups/un-autre-service"));
        Assert.Equal(withdrawal.GetRawText(), shown.GetProperty("withdrawn").GetRawText());
        Assert.Equal("consolidation", shown.GetProperty("phase").GetProperty("code").GetString());
        foreach (var below in (string[])["phases", "history", "hand-overs", "reviews", "timeline.svg", "withdrawal"])
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/v1/startups/un-autre-service/{below}")).StatusCode);
        Assert.Equal(1, await TotalAsync(api, "/v1/startups/un-autre-service/hand-overs"));
        foreach (var query in (string[])["", "&q=service", "&q=service&sort=name", "&theme=absent&sort=name", "&sort=-phaseSince"])
            Assert.Equal(
                query.Contains("absent", StringComparison.Ordinal) ? 0 : 1, await TotalAsync(api, $"/v1/startups?withdrawn=true{query}"));
        var listed = (await Given.JsonAsync(await api.GetAsync("/v1/startups?withdrawn=true"))).GetProperty("items")[0];
        Assert.Equal("Deux fois.", listed.GetProperty("withdrawn").GetProperty("reason").GetString());
        Assert.Equal(1, (await Given.JsonAsync(await api.GetAsync("/v1/facets?withdrawn=true"))).GetProperty("total").GetInt64());

        // What was known before is known as of then.
        Assert.Equal(1, await TotalAsync(api, $"/v1/startups?knownAt={known:O}".Replace("+00:00", "Z", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync("/v1/startups/un-autre-service/withdrawal")).StatusCode);
        Assert.Equal(Timeless(both), Timeless(await AnswersAsync(api)));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/startups/un-autre-service/withdrawal")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.DeleteAsync("/v1/startups/un-autre-service/withdrawal")).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_written_to_it_but_its_withdrawal_and_its_doors_are_closed()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (candidacy, _) = await agent.CandidacyAsync(handOver);
        const string One = "/v1/startups/mon-service";
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, $"{One}/withdrawal", new { reason = "Par erreur." }));

        HttpResponseMessage[] refused =
        [
            await agent.MergeAsync(One, new { pitch = "Autre." }),
            await agent.PostAsJsonAsync($"{One}/phases", new { phase = "opere", startsOn = "2026-01-01" }),
            await agent.PostAsJsonAsync($"{One}/committees", new { heldOn = "2026-01-01", decision = "continue" }),
            await agent.PostAsJsonAsync($"{One}/benefits", new { observedOn = "2026-01-01", statement = "Mieux." }),
            await agent.PostAsJsonAsync($"{One}/hand-overs", new { model = "merge" }),
            await agent.PostAsJsonAsync($"{One}/reviews", new { rating = 4, relation = "user" }),
            await agent.PostAsJsonAsync($"{One}/reports", new { reason = "other", message = "Rien." }),
            await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", new { siret = Given.OtherSiret, swornStatement = true }),
            await agent.RetainAsync(handOver, candidacy),
            await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{handOver}/adaptations/identities", new { status = "done" }),
            await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Non." }),
        ];

        foreach (var response in refused)
            _ = await Given.RefusedAsync(response, HttpStatusCode.Conflict, "startup_withdrawn");
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"{One}/withdrawal")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.MergeAsync(One, new { pitch = "Autre." })).StatusCode);
    }

    [Fact]
    public async Task Merged_into_another_its_id_redirects_but_its_withdrawal_and_history_answer()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync("Premier");
        _ = await agent.StartupAsync("Second");
        api.Time.Advance(TimeSpan.FromMinutes(1));
        var known = $"{api.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        api.Time.Advance(TimeSpan.FromMinutes(1));

        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Put, "/v1/startups/second/withdrawal", new { reason = "Le même.", mergedInto = "premier" }));

        foreach (var (address, to) in ((string, string)[])
            [
                ("/v1/startups/second", "/v1/startups/premier"), ("/v1/startups/second/phases?asOf=2026-01-01", "/v1/startups/premier/phases?asOf=2026-01-01"),
            ])
        {
            var moved = await api.GetAsync(address);
            Assert.Equal((HttpStatusCode.PermanentRedirect, to), (moved.StatusCode, moved.Headers.Location!.OriginalString));
        }

        foreach (var below in (string[])["withdrawal", "history"])
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/v1/startups/second/{below}")).StatusCode);
        Assert.Equal("Second", (await Given.JsonAsync(await api.GetAsync($"/v1/startups/second?knownAt={known}"))).GetProperty("name").GetString());
        Assert.Contains("second", await agent.GetStringAsync("/v1/startups/premier"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PermanentRedirect, (await agent.MergeAsync("/v1/startups/second", new { pitch = "x" })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync("/v1/startups/second/withdrawal")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/startups/second")).StatusCode);
        Assert.Empty((await Given.JsonAsync(await api.GetAsync("/v1/startups/premier"))).GetProperty("formerIds").EnumerateArray());
    }

    [Theory]
    [InlineData("""{ "reason": "Oui.", "mergedInto": "absent" }""", "mergedInto")]
    [InlineData("""{ "reason": "Oui.", "mergedInto": "second" }""", "mergedInto")]
    [InlineData("""{ "reason": "Oui.", "mergedInto": "retire" }""", "mergedInto")]
    [InlineData("""{ "reason": " " }""", "reason")]
    [InlineData("""{ "mergedInto": "premier" }""", "reason")]
    public async Task What_it_cannot_be_is_named(string body, string path)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        foreach (var name in (string[])["Premier", "Second", "Retiré"])
            _ = await agent.StartupAsync(name);
        _ = await agent.ChangeAsync(HttpMethod.Put, "/v1/startups/retire/withdrawal", new { reason = "x" });

        var response = await agent.ChangeAsync(
            HttpMethod.Put, "/v1/startups/second/withdrawal", JsonSerializer.Deserialize<JsonElement>(body));

        var problem = await Given.JsonAsync(response, HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty(path, out _), problem.GetRawText());
    }

    [Fact]
    public async Task It_needs_the_version_and_raises_it()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        const string Address = "/v1/startups/mon-service/withdrawal";

        Assert.Equal(428, (int)(await agent.PutAsJsonAsync(Address, new { reason = "x" })).StatusCode);
        Assert.Equal(412, (int)(await agent.ChangeAsync(HttpMethod.Put, Address, new { reason = "x" }, "\"7\"")).StatusCode);
        var written = await agent.ChangeAsync(HttpMethod.Put, Address, new { reason = "x" }, "\"1\"");
        var again = await agent.ChangeAsync(HttpMethod.Put, Address, new { reason = "x" }, "\"2\"");

        Assert.StartsWith("\"2.", written.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.Equal(written.Headers.ETag, again.Headers.ETag);
        Assert.Equal(2, (await Given.JsonAsync(await api.GetAsync("/v1/startups/mon-service"))).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task What_nothing_living_names_leaves_the_lists_with_its_file_and_comes_back_when_named()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = Imported.Startup("a", "sponsors:\n  - /organisations/ign");
        _ = await api.ImportWholeAsync([.. Imported.References, startup]);
        var without = Imported.References.Where(file => !file.Path.EndsWith("ign.md", StringComparison.Ordinal)).ToList();

        _ = await api.ImportWholeAsync([.. without, Imported.Startup("a", "")]);

        Assert.DoesNotContain("\"ign\"", await agent.GetStringAsync("/v1/incubators"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"ign\"", await agent.GetStringAsync("/v1/administrations"), StringComparison.Ordinal);
        foreach (var kind in (string[])["incubators", "administrations"])
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/v1/{kind}/ign")).StatusCode);

        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/a", new { sponsors = new[] { "ign" } }));
        Assert.Contains("\"ign\"", await agent.GetStringAsync("/v1/administrations"), StringComparison.Ordinal);
    }

    private static async Task<string> AnswersAsync(TestApi api)
    {
        List<string> answers = [];
        foreach (var address in Collections)
        {
            var response = await api.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.OK), (address, response.StatusCode));
            var text = await response.Content.ReadAsStringAsync();

            // Figures say up to when they know; nothing else of a list may tell that something was written.
            answers.Add(System.Text.RegularExpressions.Regex.Replace(text, "\"knownAt\":\"[^\"]*\"", ""));
        }

        return string.Join('\n', answers);
    }

    private static string Timeless(string answers) => System.Text.RegularExpressions.Regex.Replace(
        answers, "(\"version\":\\d+|\"modifiedAt\":\"[^\"]*\"|,\\d+,2026-08-20T[0-9:.]+Z)", "");

    private static async Task<long> TotalAsync(TestApi api, string address) =>
        (await Given.JsonAsync(await api.GetAsync(address))).GetProperty("total").GetInt64();
}
