using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Candidacies;

public sealed class ApplyTests
{
    [Fact]
    public async Task A_SIRET_and_a_sworn_statement_suffice_and_the_secret_is_shown_once()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();

        var response = await api.CreateClient().PostAsJsonAsync(
            $"/v1/hand-overs/{handOver}/candidacies", new { siret = "130 025 265 00013", swornStatement = true });
        var candidacy = await Given.JsonAsync(response, HttpStatusCode.Created);

        Assert.Equal("13002526500013", candidacy.GetProperty("siret").GetString());
        Assert.Equal("submitted", candidacy.GetProperty("status").GetString());
        Assert.NotEmpty(candidacy.GetProperty("followUpSecret").GetString()!);
        Assert.Equal($"/v1/candidacies/{candidacy.GetProperty("id").GetString()}", response.Headers.Location!.ToString());
        var read = await Given.JsonAsync(await agent.GetAsync(response.Headers.Location));
        Assert.False(read.TryGetProperty("followUpSecret", out _));
        Assert.Equal(1, (await agent.HandOverOfAsync(handOver)).GetProperty("candidacies").GetInt32());
    }

    [Theory]
    [InlineData("""{ "siret": "13002526500013" }""")]
    [InlineData("""{ "siret": "13002526500013", "swornStatement": false }""")]
    [InlineData("""{ "siret": "123" }""", "siret")]
    public async Task Nobody_applies_without_swearing(string body, params string[] besides)
    {
        await using var api = new TestApi();
        var handOver = await (await api.AgentAsync()).HandOverAsync();

        var response = await api.CreateClient()
            .PostAsync($"/v1/hand-overs/{handOver}/candidacies", new StringContent(body, null, "application/json"));

        var problem = await Given.RefusedAsync(response, HttpStatusCode.BadRequest, "sworn_statement_required");
        Assert.Equal([.. besides, "swornStatement"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("13002526500014")]
    [InlineData("1300252650001")]
    [InlineData("１３００２５２６５０００１３")]
    [InlineData("00000000000000")]
    public async Task What_is_no_SIRET_is_said_in_both_languages(string siret)
    {
        await using var api = new TestApi();
        var handOver = await (await api.AgentAsync()).HandOverAsync();
        var client = api.CreateClient();

        var french = await client.PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", new { siret, swornStatement = true });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var english = await client.PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", new { siret, swornStatement = true });

        var said = (
            await Given.RefusedAsync(
                french, HttpStatusCode.BadRequest, "invalid_request")).GetProperty("errors").GetProperty("siret")[0].GetString();
        Assert.Contains("SIRET", said, StringComparison.Ordinal);
        Assert.NotEqual(said, (await TestApi.JsonAsync(english)).GetProperty("errors").GetProperty("siret")[0].GetString());
    }

    [Fact]
    public async Task The_same_SIRET_again_is_the_same_candidacy_of_which_a_stranger_learns_nothing()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        _ = await agent.CandidacyAsync(handOver, contact: "dsi@administration.example");

        var again = await Given.JsonAsync(await api.CreateClient().PostAsJsonAsync(
            $"/v1/hand-overs/{handOver}/candidacies", new { siret = "130 025 265 00013", swornStatement = true }));

        Assert.Equal(["siret"], again.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            1, (await Given.JsonAsync(await agent.GetAsync($"/v1/hand-overs/{handOver}/candidacies"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task After_a_withdrawal_the_SIRET_may_apply_again()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (first, secret) = await agent.CandidacyAsync(handOver);
        _ = await api.Candidate(secret).DeleteAsync($"/v1/candidacies/{first}");

        var (second, _) = await api.CreateClient().CandidacyAsync(handOver);

        Assert.NotEqual(first, second);
        Assert.Equal("withdrawn", await agent.StatusOfAsync(first));
        Assert.Equal(1, (await agent.HandOverOfAsync(handOver)).GetProperty("candidacies").GetInt32());
    }

    [Fact]
    public async Task A_closed_hand_over_refuses_every_candidacy_also_of_who_is_already_there()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        _ = await agent.CandidacyAsync(handOver);
        var cancelled = await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Plus d'objet." });
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);

        foreach (var siret in new[] { Given.Siret, Given.OtherSiret })
            _ = await Given.RefusedAsync(
                await api.CreateClient().PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", new { siret, swornStatement = true }),
                HttpStatusCode.Conflict,
                "hand_over_cancelled");
    }

    [Fact]
    public async Task A_repetition_with_the_same_key_applies_once_and_does_not_tell_the_secret()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var client = api.CreateClient();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "une-seule-fois");
        var body = new { siret = Given.Siret, swornStatement = true, contact = "dsi@administration.example" };

        var first = await Given.JsonAsync(
            await client.PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", body), HttpStatusCode.Created);
        var again = await Given.JsonAsync(
            await client.PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", body), HttpStatusCode.Created);

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.False(again.TryGetProperty("followUpSecret", out _));
    }

    [Fact]
    public async Task Strangers_raise_their_area_and_make_no_write_of_an_agent_stale()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var before = api.Services.GetRequiredService<Database>().Versions();
        var version = (await agent.HandOverOfAsync(handOver)).GetProperty("version").GetInt32();

        _ = await api.CreateClient().CandidacyAsync(handOver);

        var after = api.Services.GetRequiredService<Database>().Versions();
        Assert.Equal((before.Portfolio, before.HandOvers, before.Sequence), (after.Portfolio, after.HandOvers, after.Sequence));
        Assert.Equal(before.Voices.Number + 1, after.Voices.Number);
        Assert.Equal(version, (await agent.HandOverOfAsync(handOver)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task The_list_is_paged_the_first_submitted_first()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        foreach (var siret in (string[])[Given.Siret, Given.OtherSiret, Given.ThirdSiret])
            _ = await agent.CandidacyAsync(handOver, siret);

        List<string> seen = [];
        for (var next = $"/v1/hand-overs/{handOver}/candidacies?limit=2"; next is not null;)
        {
            var page = await Given.JsonAsync(await agent.GetAsync(next));
            Assert.Equal(3, page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("siret").GetString()!));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        Assert.Equal([Given.Siret, Given.OtherSiret, Given.ThirdSiret], seen);
    }

    [Fact]
    public async Task The_list_is_for_agents()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (_, secret) = await agent.CandidacyAsync(handOver);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync($"/v1/hand-overs/{handOver}/candidacies")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized, (await api.Candidate(secret).GetAsync($"/v1/hand-overs/{handOver}/candidacies")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync($"/v1/hand-overs/{handOver}/candidacies")).StatusCode);
    }
}
