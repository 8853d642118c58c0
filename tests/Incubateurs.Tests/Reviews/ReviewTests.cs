using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Reviews;

public sealed class ReviewTests
{
    [Fact]
    public async Task Anyone_reviews_at_once_and_the_reputation_follows()
    {
        await using var api = new TestApi();
        var startup = await (await api.AgentAsync()).StartupAsync();
        var before = await ReputationAsync(api, startup);

        foreach (var rating in new[] { 5, 4, 4 })
            _ = await ReviewAsync(api, startup, rating);

        var after = await ReputationAsync(api, startup);
        Assert.Equal(0, before.GetProperty("count").GetInt32());
        Assert.False(before.TryGetProperty("mean", out _));
        Assert.Equal(3, after.GetProperty("count").GetInt32());
        Assert.Equal(4.33, after.GetProperty("mean").GetDouble());
        Assert.Equal([(1, 0), (2, 0), (3, 0), (4, 2), (5, 1)], after.GetProperty("distribution").EnumerateArray()
            .Select(rating => (rating.GetProperty("rating").GetInt32(), rating.GetProperty("count").GetInt32())));
    }

    [Fact]
    public async Task A_hidden_review_stays_with_its_reason_without_its_comment_and_leaves_the_reputation()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = await ReviewAsync(api, startup, 1, "Madame X est incompétente.");
        _ = await ReviewAsync(api, startup, 4);

        var hidden = await agent.PutAsJsonAsync($"/v1/reviews/{id}/moderation", new { hidden = true, reason = "Nomme une personne." });
        var listed = (await ListAsync(api, startup)).GetProperty("items")[1];

        Assert.Equal(HttpStatusCode.OK, hidden.StatusCode);
        Assert.True(listed.GetProperty("hidden").GetBoolean());
        Assert.Equal("Nomme une personne.", listed.GetProperty("reason").GetString());
        Assert.False(listed.TryGetProperty("comment", out _));
        Assert.Equal(4, (await ReputationAsync(api, startup)).GetProperty("mean").GetDouble());

        _ = await agent.PutAsJsonAsync($"/v1/reviews/{id}/moderation", new { hidden = false, reason = "Reformulée." });
        Assert.Equal(
            "Madame X est incompétente.", (await ListAsync(api, startup)).GetProperty("items")[1].GetProperty("comment").GetString());
        Assert.Equal(2.5, (await ReputationAsync(api, startup)).GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task The_past_is_as_it_was_known_but_for_moderation()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = await ReviewAsync(api, startup, 1, "Lent.");
        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await agent.PutAsJsonAsync($"/v1/reviews/{id}/moderation", new { hidden = true, reason = "Hors sujet." });
        _ = await ReviewAsync(api, startup, 5);

        var then = "?knownAt=2026-08-20T10:30:00Z";
        var list = await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reviews{then}"));
        var detail = await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}{then}"));

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(1, list.GetProperty("items")[0].GetProperty("rating").GetInt32());
        Assert.Equal(0, detail.GetProperty("reputation").GetProperty("count").GetInt32());
        Assert.Equal(5, (await ReputationAsync(api, startup)).GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task Reviews_are_paged_the_newest_first()
    {
        await using var api = new TestApi();
        var startup = await (await api.AgentAsync()).StartupAsync();
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
            ids.Add(await ReviewAsync(api, startup, 3));

        List<string> seen = [];
        for (var next = $"/v1/startups/{startup}/reviews?limit=2"; next is not null;)
        {
            var page = await Given.JsonAsync(await api.GetAsync(next));
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
            if (seen.Count == 2)
                _ = await ReviewAsync(api, startup, 3);
        }

        Assert.Equal(Enumerable.Reverse(ids), seen);
    }

    [Theory]
    [InlineData("""{ "rating": 0, "relation": "user" }""", "rating")]
    [InlineData("""{ "rating": 6, "relation": "user" }""", "rating")]
    [InlineData("""{ "rating": 3, "relation": "neighbour" }""", "relation")]
    [InlineData("""{ "rating": 3 }""", "relation")]
    [InlineData("""{ "rating": 3, "relation": "user", "name": "Camille" }""", "name")]
    public async Task What_is_wrong_is_named(string body, string path)
    {
        await using var api = new TestApi();
        var startup = await (await api.AgentAsync()).StartupAsync();

        var response = await api.CreateClient()
            .PostAsync($"/v1/startups/{startup}/reviews", new StringContent(body, null, "application/json"));

        Assert.True((await Given.JsonAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty(path, out _));
    }

    [Fact]
    public async Task Moderation_is_for_agents_and_needs_a_reason()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = await ReviewAsync(api, startup, 3);

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await api.CreateClient().PutAsJsonAsync($"/v1/reviews/{id}/moderation", new { hidden = true, reason = "?" })).StatusCode);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await agent.PutAsJsonAsync($"/v1/reviews/{id}/moderation", new { hidden = true, reason = " " })).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await agent.PutAsJsonAsync("/v1/reviews/nothing/moderation", new { hidden = true, reason = "?" })).StatusCode);
    }

    internal static async Task<string> ReviewAsync(TestApi api, string startup, int rating, string? comment = null) =>
        (await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync(
                $"/v1/startups/{startup}/reviews", comment is null
                    ? new { rating, relation = "user" }
                    : (object)new { rating, relation = "user", comment }),
            HttpStatusCode.Created)).GetProperty("id").GetString()!;

    private static async Task<JsonElement> ListAsync(TestApi api, string startup) =>
        await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reviews"));

    private static async Task<JsonElement> ReputationAsync(TestApi api, string startup) =>
        (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}"))).GetProperty("reputation");
}
