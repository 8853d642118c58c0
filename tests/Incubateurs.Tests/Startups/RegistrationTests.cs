using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Startups;

/// <summary>A startup is registered with a name and a problem, by one agent; what is said of it changes by merge patches.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData("Été à l’Œuvre", "ete-a-l-oeuvre")]
    [InlineData("Straße & Ægir", "strasse-aegir")]
    [InlineData("  -- Deux   mots -- ", "deux-mots")]
    [InlineData("ÇA, çà", "ca-ca")]
    [InlineData("ﬁn n°2", "fin-n-2")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("!!! ???", "autrement")]
    [InlineData("🚀🚀", "autrement")]
    [InlineData("日本", "autrement")]
    [InlineData("🚀 Fusée", "fusee")]
    public void An_id_is_the_words_of_the_name_in_plain_letters(string name, string id) =>
        Assert.Equal(id, StartupIds.Derive(name, "autrement"));

    [Fact]
    public void An_id_stays_short_and_ends_with_a_letter()
    {
        Assert.Equal(new string('n', 80), StartupIds.Derive(new string('n', 300), "x"));
        Assert.Equal(new string('a', 79), StartupIds.Derive(new string('a', 79) + " bcd", "x"));
    }

    [Fact]
    public async Task A_number_makes_an_id_unique_whoever_has_the_others_and_however_many_they_are()
    {
        HashSet<string> taken = ["name", "name-2", "name-3"];
        var asked = 0;
        Task<bool> IsTaken(string id)
        {
            asked++;
            return Task.FromResult(taken.Contains(id));
        }

        Assert.Equal("other", await StartupIds.FreeAsync("other", IsTaken));
        for (var number = 4; number <= 1000; number++)
        {
            Assert.Equal($"name-{number}", await StartupIds.FreeAsync("name", IsTaken));
            _ = taken.Add($"name-{number}");
        }

        asked = 0;
        _ = await StartupIds.FreeAsync("name", IsTaken);
        Assert.True(asked < 30, $"asked {asked} times");
    }

    [Fact]
    public async Task An_id_that_is_or_was_somebodys_is_taken()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync("Name 2");
        _ = await agent.StartupAsync("Name");

        var derived = await agent.PostAsJsonAsync("/v1/startups", new { name = "name", pitch = "p" });
        var asked = await agent.PostAsJsonAsync("/v1/startups", new { name = "x", pitch = "p", id = "name-2" });

        Assert.Equal("/v1/startups/name-3", derived.Headers.Location!.ToString());
        _ = await Given.RefusedAsync(asked, HttpStatusCode.Conflict, "id_taken");
    }

    [Theory]
    [InlineData("2013-05-31", "phase_date_out_of_range")]
    [InlineData("2036-08-21", "phase_date_out_of_range")]
    [InlineData("2013-06-01", null)]
    [InlineData("2036-08-20", null)]
    public async Task The_first_day_has_the_bounds_of_every_phase(string startedOn, string? code)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var response = await agent.PostAsJsonAsync("/v1/startups", new { name = "x", pitch = "p", startedOn });

        if (code is null)
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        else
            Assert.True(
                (
                    await Given.RefusedAsync(response, HttpStatusCode.BadRequest, code)).GetProperty("errors").TryGetProperty("startedOn",
                    out _));
    }

    [Fact]
    public async Task Null_removes_at_any_depth_and_what_is_absent_stays()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var address = $"/v1/startups/{await agent.StartupAsync()}";

        _ = await Given.JsonAsync(
            await agent.MergeAsync(
                address,
                new { riskAnalysis = new { done = true, url = "https://a.fr" }, themes = new[] { "Logement" }, link = "https://b.fr" }));
        var inner = await Given.JsonAsync(await agent.MergeAsync(address, new { riskAnalysis = new { url = (string?)null } }));
        var whole = await Given.JsonAsync(
            await agent.MergeAsync(address, new { riskAnalysis = (object?)null, link = (string?)null, contact = (string?)null }));

        Assert.Equal("""{"done":true}""", inner.GetProperty("riskAnalysis").GetRawText());
        Assert.Equal("https://b.fr", inner.GetProperty("link").GetString());
        Assert.False(whole.TryGetProperty("riskAnalysis", out _) || whole.TryGetProperty("link", out _));
        Assert.Equal("Logement", whole.GetProperty("themes")[0].GetString());
    }

    [Theory]
    [InlineData("""{"id":"autre"}""", "id")]
    [InlineData("""{"version":9}""", "version")]
    [InlineData("""{"phases":[]}""", "phases")]
    [InlineData("""{"phase":"abandon"}""", "phase")]
    [InlineData("""{"riskAnalysis":{"done":null}}""", "riskAnalysis.done")]
    [InlineData("""{"riskAnalysis":{"who":1}}""", "riskAnalysis.who")]
    [InlineData("""{"events":[{"name":"a","on":"2026-13-01"}]}""", "events[0].on")]
    [InlineData("""{"themes":[null]}""", "themes[0]")]
    public async Task What_a_patch_may_not_say_is_named(string patch, string path)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var problem = await Given.JsonAsync(
            await agent.MergeAsync(
                $"/v1/startups/{await agent.StartupAsync()}",
                System.Text.Json.JsonDocument.Parse(patch).RootElement), HttpStatusCode.BadRequest);

        Assert.Equal(path, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }
}
