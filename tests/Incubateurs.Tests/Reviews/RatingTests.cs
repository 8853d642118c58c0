using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Reviews;

/// <summary>Which ratings count.</summary>
public sealed class RatingTests
{
    [Fact]
    public async Task Of_one_address_the_last_rating_of_a_day_counts_for_a_startup_and_all_are_shown()
    {
        await using var api = Limited();
        using var agent = await api.AgentAsync();
        var (startup, other) = (await agent.StartupAsync(), await agent.StartupAsync("Autre"));

        foreach (var rating in new[] { 1, 2, 5 })
            await RateAsync(api, startup, rating, "192.0.2.7");
        await RateAsync(api, startup, 3, "198.51.100.8");
        await RateAsync(api, other, 1, "192.0.2.7");

        Assert.Equal("2 4 00101", await ReputationAsync(api, startup));
        Assert.Equal("1 1 10000", await ReputationAsync(api, other));
        Assert.Equal(4, (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reviews"))).GetProperty("total").GetInt32());

        api.Time.Advance(TimeSpan.FromDays(1));
        await RateAsync(api, startup, 4, "192.0.2.7");
        Assert.Equal("3 4 00111", await ReputationAsync(api, startup));
    }

    [Theory]
    [InlineData("192.0.2.{0}")]
    [InlineData("2001:db8:0:{0}::1")]
    public async Task Of_one_network_the_last_five_of_a_day_count(string form)
    {
        await using var api = Limited();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();

        for (var i = 1; i <= 7; i++)
            await RateAsync(api, startup, i <= 2 ? 1 : 5, form.Replace("{0}", $"{i}", StringComparison.Ordinal));
        await RateAsync(api, startup, 1, "203.0.113.1");

        Assert.Equal("6 4.33 10005", await ReputationAsync(api, startup));
    }

    [Fact]
    public async Task Of_one_agent_the_last_of_a_day_counts_also_where_limits_are_off()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var again = await api.AgentAsync();
        using var other = await api.AgentAsync("dominique@dinum.example");
        var startup = await agent.StartupAsync();

        foreach (var (client, rating) in new[] { (agent, 1), (again, 5), (other, 2) })
            _ = await Given.JsonAsync(
                await client.PostAsJsonAsync($"/v1/startups/{startup}/reviews", new { rating, relation = "agent" }), HttpStatusCode.Created);

        Assert.Equal("2 3.5 01001", await ReputationAsync(api, startup));
    }

    [Fact]
    public async Task What_counted_at_an_earlier_instant_counts_there_still()
    {
        await using var api = Limited();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        await RateAsync(api, startup, 1, "192.0.2.7");
        api.Time.Advance(TimeSpan.FromHours(1));
        await RateAsync(api, startup, 5, "192.0.2.7");

        Assert.Equal("1 5 00001", await ReputationAsync(api, startup));
        Assert.Equal("1 1 10000", await ReputationAsync(api, startup, "?knownAt=2026-08-20T10:30:00Z"));
    }

    [Fact]
    public async Task Who_rated_is_kept_for_the_day_alone_and_as_a_hash()
    {
        await using var api = Limited();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        await RateAsync(api, startup, 1, "192.0.2.7");
        _ = await agent.PostAsJsonAsync($"/v1/startups/{startup}/reviews", new { rating = 4, relation = "agent" });
        var kept = await AuthorsAsync(api);
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, author => author.Contains('.', StringComparison.Ordinal) || author.Contains('@', StringComparison.Ordinal));

        api.Time.Advance(TimeSpan.FromHours(25));
        for (var i = 0; i < 100 && (await AuthorsAsync(api)).Count > 0; i++)
        {
            await Task.Delay(20);
            api.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Empty(await AuthorsAsync(api));
        Assert.Equal("2 2.5 10010", await ReputationAsync(api, startup));
    }

    [Fact]
    public async Task Who_is_known_as_an_agent_is_told_and_who_says_so_is_not()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        foreach (var (client, relation) in new[] { (api.CreateClient(), "agent"), (agent, "agent"), (agent, "user") })
            _ = await Given.JsonAsync(
                await client.PostAsJsonAsync($"/v1/startups/{startup}/reviews", new { rating = 3, relation }), HttpStatusCode.Created);

        var items = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reviews"))).GetProperty("items").EnumerateArray();

        Assert.Equal(
            [("user", true), ("agent", true), ("agent", false)],
            items.Select(item => (
                item.GetProperty("relation").GetString(), item.TryGetProperty("verified", out var verified) && verified.GetBoolean())));
    }

    private static TestApi Limited() => new(("RateLimit:PerMinute", "100000"), ("Proxies:Known:0", "127.0.0.1"));

    private static async Task RateAsync(TestApi api, string startup, int rating, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/startups/{startup}/reviews")
        {
            Content = JsonContent.Create(new { rating, relation = "user" }),
        };
        request.Headers.Add("X-Forwarded-For", address);
        _ = await Given.JsonAsync(await api.CreateClient().SendAsync(request), HttpStatusCode.Created);
    }

    // Count, mean and distribution, which agree with each other.
    private static async Task<string> ReputationAsync(TestApi api, string startup, string query = "")
    {
        var reputation = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}{query}"))).GetProperty("reputation");
        var counts = reputation.GetProperty("distribution").EnumerateArray().Select(rating => rating.GetProperty("count").GetInt32());
        return $"{reputation.GetProperty("count")} {reputation.GetProperty("mean")} {string.Concat(counts)}";
    }

    private static async Task<List<string>> AuthorsAsync(TestApi api) =>
        [
            .. await api.Services.GetRequiredService<Database>()
                .ReadAsync(tx => tx.QueryAsync<string>("SELECT author FROM review_authors"), CancellationToken.None),
        ];
}
