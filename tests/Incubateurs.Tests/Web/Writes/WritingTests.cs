using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Writes;

/// <summary>What holds of every write: who, which version, once, and nothing but clean text.</summary>
public sealed class WritingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Nobody_writes_without_an_agent_and_bad_credentials_are_refused_on_reads_too()
    {
        await using var api = new TestApi();
        using var stranger = api.CreateClient();

        var write = await stranger.PostAsJsonAsync("/v1/startups", new { name = "x", pitch = "y" }, None);
        var read = await api.GetAsync("/v1/startups", ("Authorization", "Bearer inc_abcdefghabcdefghabcdefghabcdefghab"));

        _ = await Given.RefusedAsync(write, HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("Bearer", write.Headers.WwwAuthenticate.ToString());
        _ = await Given.RefusedAsync(read, HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_name_and_a_pitch_suffice_and_the_id_is_made_from_the_name_and_unique()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var first = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "Été à l’Œuvre", pitch = "p" }, None), HttpStatusCode.Created);
        var second = await agent.PostAsJsonAsync("/v1/startups", new { name = "été à l'œuvre !", pitch = "p" }, None);

        Assert.Equal("ete-a-l-oeuvre", first.GetProperty("id").GetString());
        Assert.Equal("investigation", first.GetProperty("phase").GetProperty("code").GetString());
        Assert.Equal("2026-08-20", first.GetProperty("phase").GetProperty("since").GetString());
        Assert.Equal("/v1/startups/ete-a-l-oeuvre-2", second.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_patch_needs_the_version_it_changes_and_one_that_changes_nothing_makes_none()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();

        var blind = await PatchAsync(agent, id, null, """{"pitch":"b"}""");
        var stale = await PatchAsync(agent, id, "\"9\"", """{"pitch":"b"}""");
        var done = await PatchAsync(agent, id, "W/\"1.whatever\"", """{"pitch":"b","themes":["Logement"]}""");
        var same = await PatchAsync(agent, id, "\"2\"", """{"pitch":"b"}""");
        var removed = await PatchAsync(agent, id, "*", """{"themes":null}""");

        _ = await Given.RefusedAsync(blind, (HttpStatusCode)428, "if_match_required");
        _ = await Given.RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "stale_version");
        Assert.Equal(2, (await Given.JsonAsync(done)).GetProperty("version").GetInt32());
        Assert.Equal(2, (await Given.JsonAsync(same)).GetProperty("version").GetInt32());
        Assert.Equal(0, (await Given.JsonAsync(removed)).GetProperty("themes").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"status":"stopped"}""", "status")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"  "}""", "name")]
    [InlineData("""{"pitch":null}""", "pitch")]
    [InlineData("""{"link":"ftp://x"}""", "link")]
    [InlineData("""{"incubators":["absent"]}""", "incubators[0]")]
    [InlineData("""{"nationalImpactOn":"01/05/2026"}""", "nationalImpactOn")]
    public async Task A_bad_patch_names_the_member(string patch, string path)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();

        var problem = await Given.JsonAsync(await PatchAsync(agent, id, "*", patch), HttpStatusCode.BadRequest);

        Assert.Contains(problem.GetProperty("errors").EnumerateObject(), error => error.Name == path);
    }

    [Fact]
    public async Task Nothing_that_a_body_holds_is_a_fault_of_the_service()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        (string Body, HttpStatusCode Status)[] bodies =
        [
            ($$"""{"name":"x","pitch":"{{new string('a', (1024 * 1024) + 1)}}"}""", HttpStatusCode.RequestEntityTooLarge),
            ($$"""{"name":{{new string('[', 10_000)}}{{new string(']', 10_000)}},"pitch":"y"}""", HttpStatusCode.BadRequest),
            ("""{"name":"\ud800","pitch":"y"}""", HttpStatusCode.BadRequest),
            ("""{"name":"a\u0000b","pitch":"y"}""", HttpStatusCode.BadRequest),
            ($$"""{"name":"{{new string('n', 100_000)}}","pitch":"y"}""", HttpStatusCode.BadRequest),
            ("""{"name":1e400,"pitch":"y"}""", HttpStatusCode.BadRequest),
            ("""{"name":"x","name":"z","pitch":"y"}""", HttpStatusCode.BadRequest),
            ("""{"name":"x","pitch":"y","themes":[null]}""", HttpStatusCode.BadRequest),
            ("", HttpStatusCode.BadRequest),
            ("null", HttpStatusCode.BadRequest),
        ];

        foreach (var (body, status) in bodies)
        {
            var response = await agent.PostAsync(
                new Uri("/v1/startups", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), None);

            // The server of the tests does not count bytes; Kestrel does.
            if (status != HttpStatusCode.RequestEntityTooLarge)
                Assert.Equal(status, response.StatusCode);
            else
                Assert.InRange((int)response.StatusCode, 400, 413);
        }
    }

    [Fact]
    public async Task Of_simultaneous_equal_requests_with_one_key_one_acts_and_all_get_its_answer()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync(agent, "k", """{"name":"Une fois","pitch":"p"}""")));
        var other = await PostAsync(agent, "k", """{"name":"Autre","pitch":"p"}""");

        Assert.All(
            answers,
            answer => Assert.Equal(
                (HttpStatusCode.Created, "/v1/startups/une-fois"), (answer.StatusCode, answer.Headers.Location!.ToString())));
        _ = await Given.RefusedAsync(other, HttpStatusCode.Conflict, "idempotency_key_reused");
        Assert.Equal(15, answers.Count(answer => answer.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Single() == "true"));
        Assert.False(other.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(1, (await TestApi.JsonAsync(await api.GetAsync("/v1/startups"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Of_many_clients_that_patch_one_startup_each_accepted_change_is_in_the_history_once_and_in_order()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();

        var accepted = await Task.WhenAll(Enumerable.Range(0, 64).Select(async client =>
        {
            // Each goes on until its change is accepted.
            while (true)
            {
                var version = (await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"))).GetProperty("version").GetInt32();
                var response = await PatchAsync(agent, id, $"\"{version}\"", $$"""{"pitch":"{{client}}"}""");
                if (response.StatusCode == HttpStatusCode.OK)
                    return $"{client}";
                _ = await Given.RefusedAsync(response, HttpStatusCode.PreconditionFailed, "stale_version");
            }
        }));

        Assert.Equal(1 + 64, (await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"))).GetProperty("version").GetInt32());
        var history = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}/history?limit=200"));
        var changes = history.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "startup.described").Reverse().ToList();
        Assert.Equal(accepted.Order(), changes.Select(change => Pitch(change, "after")).Order());
        for (var i = 1; i < changes.Count; i++)
            Assert.Equal(Pitch(changes[i - 1], "after"), Pitch(changes[i], "before"));
    }

    private static string Pitch(JsonElement change, string side) => change.GetProperty(side).GetProperty("pitch").GetString()!;

    private static Task<HttpResponseMessage> PatchAsync(HttpClient agent, string id, string? version, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/startups/{id}") { Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json") };
        if (version is not null)
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", version));
        return agent.SendAsync(request, None);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient agent, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/startups") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return agent.SendAsync(request, None);
    }
}
