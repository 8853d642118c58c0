using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Reads;

/// <summary>What was asked about the past, and what is written to the specimen.</summary>
public sealed class FrozenTests
{
    [Theory]
    [InlineData("/v1/startups?asOf=2026-08-01&knownAt=")]
    [InlineData("/v1/startups.csv?asOf=2026-08-01&knownAt=")]
    [InlineData("/v1/facets?asOf=2026-08-01&knownAt=")]
    [InlineData("/v1/flow?asOf=2026-08-01&knownAt=")]
    [InlineData("/v1/startups/pix/phases?asOf=2026-08-01&knownAt=")]
    [InlineData("/v1/incubators/dinum?asOf=2026-08-01&knownAt=")]
    public async Task An_answer_about_a_past_day_as_known_then_is_frozen_but_for_what_leaves_every_answer(string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        api.Time.Advance(TimeSpan.FromHours(1));
        address += api.Time.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var first = await api.GetAsync(address);
        var tag = first.Headers.ETag!.ToString();

        _ = await agent.StartupAsync();
        api.Time.Advance(TimeSpan.FromDays(3));
        var later = await api.GetAsync(address, ("If-None-Match", tag));
        var whole = await api.GetAsync(address);
        await HideAsync(api, agent);
        var moderated = await api.GetAsync(address, ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (later.StatusCode, moderated.StatusCode));
        Assert.Equal(tag, whole.Headers.ETag!.ToString());
        Assert.Equal(await first.Content.ReadAsStringAsync(), await whole.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_written_to_the_specimen_moves_no_tag_but_its_own_and_nor_does_the_night()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        string[] others = ["/v1/startups?fields=name", "/v1/startups/pix/history", "/v1/hand-overs", "/v1/incubators", "/v1/facets?asOf=2026-08-01"];
        string[] own = ["/v1/startups/exemple?asOf=2026-08-20", "/v1/startups/exemple/history", "/v1/startups/exemple/reviews"];
        var handOver = (await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple/hand-overs"))).GetProperty("items")[0].GetProperty("id");
        own = [.. own, $"/v1/hand-overs/{handOver.GetString()}"];
        async Task<List<HttpStatusCode>> AgainAsync(string[] addresses, List<string> tags)
        {
            List<HttpStatusCode> statuses = [];
            foreach (var (address, tag) in addresses.Zip(tags))
                statuses.Add((await api.GetAsync(address, ("If-None-Match", tag))).StatusCode);
            return statuses;
        }

        var (othersTags, ownTags) = (await TagsAsync(api, others), await TagsAsync(api, own));
        var unwritten = await AgainAsync(own, ownTags);
        _ = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync("/v1/startups/exemple/reviews", new { rating = 5, relation = "user" }),
            HttpStatusCode.Created);
        var written = await AgainAsync(own, ownTags);
        api.Time.Advance(TimeSpan.FromDays(1));
        _ = await api.GetAsync("/v1/startups/exemple");

        Assert.All(unwritten, status => Assert.Equal(HttpStatusCode.NotModified, status));
        Assert.All(written, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(await AgainAsync(others, othersTags), status => Assert.Equal(HttpStatusCode.NotModified, status));
    }

    private static async Task<List<string>> TagsAsync(TestApi api, string[] addresses)
    {
        List<string> tags = [];
        foreach (var address in addresses)
            tags.Add((await api.GetAsync(address)).Headers.ETag!.ToString());
        return tags;
    }

    private static async Task HideAsync(TestApi api, HttpClient agent)
    {
        var review = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync("/v1/startups/pix/reviews", new { rating = 1, relation = "user", comment = "Non." }),
            HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await agent.PutAsJsonAsync(
                $"/v1/reviews/{review.GetProperty("id").GetString()}/moderation", new { hidden = true, reason = "Injure." }));
    }
}
