using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Writes;

/// <summary>A request that is sent again with its key is answered again and done once.</summary>
public sealed class IdempotencyTests
{
    [Fact]
    public async Task A_repetition_gets_the_first_answer_over_a_restart_and_for_a_day()
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs");
        var connection = ("ConnectionStrings:Incubateurs", $"Data Source={Path.Combine(folder.FullName, "test.db")}");
        (string Body, string? Location, string? Tag) first, again, after;
        string key;
        await using (var api = new TestApi(connection))
        {
            using var agent = await api.AgentAsync();
            key = agent.DefaultRequestHeaders.Authorization!.Parameter!;
            first = await MadeAsync(await SendAsync(agent, "/v1/startups", "k", new { name = "Une fois", pitch = "p" }));
        }

        await using (var api = new TestApi(connection))
        {
            using var agent = api.CreateClient();
            agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
            api.Time.Advance(TimeSpan.FromHours(23));
            again = await MadeAsync(await SendAsync(agent, "/v1/startups", "k", new { name = "Une fois", pitch = "p" }));
            _ = await Given.RefusedAsync(
                await SendAsync(agent, "/v1/startups", "k", new { name = "Une fois", pitch = "q" }),
                HttpStatusCode.Conflict,
                "idempotency_key_reused");
            _ = await Given.RefusedAsync(
                await SendAsync(agent, "/v1/incubators", "k", new { name = "Une fois" }),
                HttpStatusCode.Conflict,
                "idempotency_key_reused");
            api.Time.Advance(TimeSpan.FromHours(2));
            after = await MadeAsync(await SendAsync(agent, "/v1/startups", "k", new { name = "Une fois", pitch = "p" }));
        }

        folder.Delete(recursive: true);
        Assert.Equal(first, again);
        Assert.Equal(("/v1/startups/une-fois", "/v1/startups/une-fois-2"), (first.Location, after.Location));
    }

    [Fact]
    public async Task Keys_are_those_of_one_caller()
    {
        await using var api = new TestApi();
        using var one = await api.AgentAsync("camille@dinum.example");
        using var elsewhere = await api.AgentAsync("camille@dinum.example", Given.ThirdSiret);
        using var other = await api.AgentAsync("dominique@dinum.example");

        foreach (var (agent, id) in (IEnumerable<(HttpClient, string)>)[(one, "x"), (elsewhere, "x-2"), (other, "x-3"), (one, "x")])
            Assert.Equal(
                $"/v1/startups/{id}",
                (await MadeAsync(await SendAsync(agent, "/v1/startups", "k", new { name = "x", pitch = "p" }))).Location);
    }

    [Fact]
    public async Task What_failed_is_not_kept()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync("Pris");

        _ = await Given.RefusedAsync(
            await SendAsync(agent, "/v1/startups", "k", new { name = "x", pitch = "p", id = "pris" }), HttpStatusCode.Conflict, "id_taken");

        Assert.Equal(
            "/v1/startups/x", (await MadeAsync(await SendAsync(agent, "/v1/startups", "k", new { name = "x", pitch = "p" }))).Location);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("a\tb")]
    [InlineData(null)]
    public async Task A_key_that_is_no_key_is_400(string? key)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var problem = await Given.JsonAsync(
            await SendAsync(
                agent, "/v1/startups", key ?? new string('k', 256), new { name = "x", pitch = "p" }), HttpStatusCode.BadRequest);

        Assert.Equal("Idempotency-Key", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(
            HttpStatusCode.Created,
            (await SendAsync(agent, "/v1/startups", new string('k', 255), new { name = "x", pitch = "p" })).StatusCode);
    }

    [Fact]
    public async Task Each_POST_of_an_agent_and_each_door_takes_a_key()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var stranger = api.CreateClient();
        var handOver = await agent.HandOverAsync();
        (HttpClient, string, object)[] posts =
        [
            (agent, "/v1/administrations", new { name = "Direction" }),
            (agent, "/v1/incubators", new { name = "Fabrique" }),
            (agent, "/v1/startups/mon-service/phases", new { phase = "abandon", startsOn = "2027-01-01" }),
            (agent, "/v1/startups/mon-service/committees", new { heldOn = "2026-01-01", decision = "continue" }),
            (agent, "/v1/startups/mon-service/benefits", new { observedOn = "2026-01-01", statement = "Plus vite." }),
            (agent, $"/v1/startups/{await agent.StartupAsync("Autre")}/hand-overs", new { model = "businessTeam" }),
            (stranger, "/v1/startups/mon-service/reviews", new { rating = 4, relation = "user", comment = "Bien." }),
            (stranger, "/v1/startups/mon-service/reports", new { reason = "unavailable", message = "Rien ne s'affiche." }),
            (stranger, $"/v1/hand-overs/{handOver}/candidacies", new { siret = Given.Siret, swornStatement = true }),
        ];

        foreach (var (client, address, body) in posts)
        {
            var first = await SendAsync(client, address, "k" + address, body);
            var again = await SendAsync(client, address, "k" + address, body);

            var (one, two) = (await Given.JsonAsync(first, HttpStatusCode.Created), await Given.JsonAsync(again, HttpStatusCode.Created));
            Assert.Equal(Id(one), Id(two));
            Assert.Equal(first.Headers.Location, again.Headers.Location);
            Assert.False(two.TryGetProperty("followUpSecret", out _));
        }

        static string? Id(JsonElement made) => made.GetProperty("id").GetString();
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        Assert.True(request.Headers.TryAddWithoutValidation("Idempotency-Key", key));
        return client.SendAsync(request);
    }

    private static async Task<(string Body, string? Location, string? Tag)> MadeAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString(), response.Headers.ETag?.ToString());
    }
}
