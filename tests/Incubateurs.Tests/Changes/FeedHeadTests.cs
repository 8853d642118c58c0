using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Changes;

/// <summary>What moves the head of the feed and what does not, for who is there and for who waits there.</summary>
public sealed class FeedHeadTests
{
    [Fact]
    public async Task What_strangers_write_its_moderation_and_the_specimen_do_not_move_the_head()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        using var stranger = api.CreateClient();
        var handOver = await agent.HandOverAsync();
        var startup = FeedTests.Text((await agent.HandOverOfAsync(handOver)).GetProperty("startup"), "id");
        var (before, tag) = (await FeedTests.HeadAsync(api), (await api.GetAsync("/v1/changes")).Headers.ETag!.ToString());

        var (candidacy, secret) = await stranger.CandidacyAsync(handOver, contact: "moi@exemple.fr");
        var review = await Given.JsonAsync(
            await stranger.PostAsJsonAsync($"/v1/startups/{startup}/reviews", new { rating = 5, relation = "user", comment = "Oui." }),
            HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.PutAsJsonAsync($"/v1/reviews/{FeedTests.Text(review, "id")}/moderation", new { hidden = true, reason = "Non." }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups/exemple/committees", new { heldOn = "2026-08-01", decision = "continue" }),
            HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/exemple", new { pitch = "Essai." }));
        Assert.Equal(before, await FeedTests.HeadAsync(api));
        _ = await Given.JsonAsync(await agent.RetainAsync(handOver, candidacy));
        Assert.Equal(HttpStatusCode.NoContent, (await api.Candidate(secret).DeleteAsync($"/v1/candidacies/{candidacy}")).StatusCode);

        var items = await FeedTests.ItemsAsync(api, $"/v1/changes?after={before}");
        Assert.Equal(
            ["host.retained handOver", "startup.updated startup", "handOver.reopened handOver", "startup.updated startup"],
            items.Select(item => $"{FeedTests.Text(item, "type")} {FeedTests.Text(item, "resource")}"));
        Assert.DoesNotContain("exemple.fr", string.Concat(items.Select(item => item.GetRawText())), StringComparison.Ordinal);
        Assert.DoesNotContain(
            await FeedTests.ItemsAsync(api, "/v1/changes?limit=200"),
            item => FeedTests.Text(item, "id").StartsWith("exemple", StringComparison.Ordinal));
        Assert.NotEqual(tag, (await api.GetAsync("/v1/changes")).Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Who_is_at_the_head_is_told_so_for_nothing_also_after_the_words_of_strangers()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var next = FeedTests.Text(await Given.JsonAsync(await api.GetAsync("/v1/changes?limit=200")), "next");
        var tag = (await api.GetAsync(next)).Headers.ETag!.ToString();
        _ = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync("/v1/startups/pix/reviews", new { rating = 5, relation = "user" }), HttpStatusCode.Created);

        var statements = 0;
        api.Services.GetRequiredService<Database>().OnStatement = _ => statements++;
        var again = await api.GetAsync(next, ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, statements));
    }

    [Fact]
    public async Task Who_waits_is_answered_by_the_next_item_that_matches_and_else_when_the_time_is_over()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var next = $"/v1/changes?after={await FeedTests.HeadAsync(api)}&wait=30";
        var tag = (await WaitedAsync(api, next)).Headers.ETag!.ToString();

        var waiting = api.GetAsync(next + "&type=startup.registered");
        var told = api.GetAsync(next, ("If-None-Match", tag));
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted || told.IsCompleted);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Autre." }));
        var one = await Given.JsonAsync(await told.WaitAsync(TimeSpan.FromSeconds(20)));
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        _ = await agent.StartupAsync();

        Assert.Equal(["startup.described"], one.GetProperty("items").EnumerateArray().Select(item => FeedTests.Text(item, "type")));
        Assert.Equal(1, FeedTests.Count(await Given.JsonAsync(await waiting.WaitAsync(TimeSpan.FromSeconds(20)))));
        var end = FeedTests.Text(await Given.JsonAsync(await api.GetAsync("/v1/changes?limit=200&wait=30")), "next");
        var second = await WaitedAsync(api, end);
        var unchanged = await WaitedAsync(api, end, ("If-None-Match", second.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (second.StatusCode, unchanged.StatusCode));
    }

    // The time passes once the request waits.
    private static async Task<HttpResponseMessage> WaitedAsync(TestApi api, string address, params (string, string)[] headers)
    {
        var answer = api.GetAsync(address, headers);
        while (!answer.IsCompleted)
        {
            await Task.Delay(20);
            api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await answer;
    }
}
