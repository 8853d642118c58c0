using System.Net;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Site;

public sealed class StatusTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/status")]
    [InlineData("/v1/status")]
    public async Task Probes_answer_GET_and_HEAD_and_are_never_kept(string address)
    {
        await using var api = new TestApi();

        var get = await api.GetAsync(address);
        var head = await api.SendAsync(HttpMethod.Head, address);

        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(get.Headers.CacheControl?.NoStore);
        Assert.Null(get.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_status_says_how_long_and_with_what_it_serves()
    {
        await using var api = new TestApi();
        _ = await api.GetAsync("/health/live");
        api.Time.Advance(TimeSpan.FromSeconds(90));

        var status = await TestApi.JsonAsync(await api.GetAsync("/v1/status"));

        Assert.Equal("1.0.0", status.GetProperty("version").GetString());
        Assert.Equal(90, status.GetProperty("uptimeSeconds").GetInt64());
        Assert.Equal("2026-08-20T10:00:00.000Z", status.GetProperty("startedAt").GetString());
        Assert.Equal("ok", status.GetProperty("database").GetString());
        Assert.Equal(0, status.GetProperty("portfolio").GetProperty("startups").GetInt32());
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(61, 61)]
    [InlineData(86_400, 86_400)]
    public async Task The_status_says_by_how_much_the_clock_is_behind_what_is_recorded(int seconds, int? said)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        var at = (await ReadAsync()).GetProperty("portfolio").GetProperty("lastChangeAt").GetDateTimeOffset();
        Assert.False((await ReadAsync()).TryGetProperty("clockBehindSeconds", out _));
        api.Time.AdjustTime(at.AddSeconds(-seconds));

        var status = await ReadAsync();

        Assert.Equal(said, status.TryGetProperty("clockBehindSeconds", out var lag) ? lag.GetInt32() : null);
        Assert.Equal("ok", status.GetProperty("database").GetString());

        async Task<JsonElement> ReadAsync() => await Given.JsonAsync(await api.GetAsync("/v1/status"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "en", "text/html")]
    [InlineData("application/json", "fr", "application/json")]
    [InlineData("*/*", "fr", "application/json")]
    public async Task The_front_door_is_a_page_for_browsers_and_entry_points_for_programs(string accept, string language, string type)
    {
        await using var api = new TestApi();

        var response = await api.GetAsync("/?cache=1", ("Accept", accept), ("Accept-Language", language));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/v1/startups.csv", body, StringComparison.Ordinal);
        Assert.Equal(type == "text/html", body.Contains($"<html lang=\"{language}\">", StringComparison.Ordinal));
        Assert.Equal("application/json", (await api.GetAsync("/v1")).Content.Headers.ContentType?.MediaType);
    }
}
