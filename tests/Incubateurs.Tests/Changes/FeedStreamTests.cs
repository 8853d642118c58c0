using System.Net;
using Incubateurs.Storage;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Changes;

/// <summary>The feed pushed as server-sent events.</summary>
public sealed class FeedStreamTests
{
    [Fact]
    public async Task It_begins_now_and_says_the_same_items_as_the_feed()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var head = await FeedTests.HeadAsync(api);
        await using var stream = await EventReader.OpenAsync(api.CreateClient(), "/v1/changes/stream");

        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Autre." }));
        var item = await stream.NextAsync();

        Assert.Equal(HttpStatusCode.OK, stream.Response.StatusCode);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.ToString());
        Assert.True(stream.Response.Headers.CacheControl!.NoStore);
        Assert.Equal(
            Assert.Single(await FeedTests.ItemsAsync(api, $"/v1/changes?after={head}")).GetRawText(), item!.Value.GetRawText());
        Assert.Equal($"{head + 1}", stream.LastEventId);
    }

    [Fact]
    public async Task Who_comes_back_with_the_last_id_misses_nothing_and_it_counts_before_after()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var all = await FeedTests.ItemsAsync(api, "/v1/changes?limit=200");

        List<string> read = [];
        string? last = null;
        for (var i = 0; i < 3; i++)
        {
            await using var stream = await EventReader.OpenAsync(api.CreateClient(), "/v1/changes/stream?after=0", last);
            for (var j = 0; j < 20; j++)
                read.Add((await stream.NextAsync())!.Value.GetRawText());
            last = stream.LastEventId;
        }

        Assert.Equal(all.Take(60).Select(item => item.GetRawText()), read);
    }

    [Fact]
    public async Task Filters_are_those_of_the_feed()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        await using var stream = await EventReader.OpenAsync(api.CreateClient(), "/v1/changes/stream?phase=consolidation");

        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Autre." }));
        var handOver = await agent.HandOverAsync();

        var item = (await stream.NextAsync())!.Value;
        Assert.Equal(
            ("phase.added", handOver),
            (FeedTests.Text(item, "type"), FeedTests.Text(item.GetProperty("data").GetProperty("handOver"), "id")));
    }

    [Fact]
    public async Task Each_fifteen_seconds_a_comment_comes_with_where_to_come_back_to()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        using var response = await api.CreateClient().SendAsync(
            new(HttpMethod.Get, "/v1/changes/stream?type=handOver.completed"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var head = await FeedTests.HeadAsync(api);

        Assert.Equal(["retry: 3000", $"id: {head}", ""], await LinesAsync(lines, 3));
        _ = await agent.StartupAsync();
#pragma warning disable CA2025 // It is awaited below.
        var comment = LinesAsync(lines, 3);
#pragma warning restore CA2025
        while (!comment.IsCompleted)
        {
            await Task.Delay(20);
            api.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal([":", $"id: {head + 1}", ""], await comment);
    }

    [Fact]
    public async Task What_is_no_number_is_refused_and_head_ends()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        foreach (var id in (string[])["x", "-1", "1.5", "99999999999999999999"])
            _ = await Given.RefusedAsync(
                await api.GetAsync("/v1/changes/stream", ("Last-Event-ID", id)), HttpStatusCode.BadRequest, "invalid_request");
        var head = await api.SendAsync(HttpMethod.Head, "/v1/changes/stream").WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (head.StatusCode, head.Content.Headers.ContentType!.ToString()));
    }

    [Fact]
    public async Task A_frame_is_encoded_once_for_all_readers()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        List<EventReader> readers = [];
        for (var i = 0; i < 50; i++)
            readers.Add(await EventReader.OpenAsync(api.CreateClient(), "/v1/changes/stream"));
        var asked = 0;
        api.Services.GetRequiredService<Database>().OnStatement = sql =>
            _ = sql.Contains("FROM feed f", StringComparison.Ordinal) ? Interlocked.Increment(ref asked) : 0;

        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Autre." }));
        foreach (var reader in readers)
            Assert.Equal("startup.described", FeedTests.Text((await reader.NextAsync())!.Value, "type"));

        // Once for what is new, and once behind it.
        Assert.InRange(asked, 1, 2);
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    [Fact]
    public async Task Who_does_not_read_is_dropped_and_comes_back_and_a_server_that_is_told_to_stop_stops()
    {
        using var here = new Installation();
        Assert.Equal(0, (await here.RunAsync("import", here.Checkout("many", 900, 8_000))).ExitCode);
        await using var server = here.Serve();
        using var client = await server.ServingAsync();

        // All of it is far more than what a connection holds.
        using var lazy = await client.SendAsync(new(HttpMethod.Get, "/v1/changes/stream?after=0"), HttpCompletionOption.ResponseHeadersRead);
        await using var unread = await lazy.Content.ReadAsStreamAsync();
        await Task.Delay(TimeSpan.FromSeconds(32));
        var (read, failure) = await DrainAsync(unread);
        Assert.NotNull(failure);
        Assert.InRange(read, 1, 8_000_000);

        await using var stream = await EventReader.OpenAsync(client, "/v1/changes/stream?after=0");
        for (var i = 1; i <= 900; i++)
            Assert.Equal(i, (await stream.NextAsync())!.Value.GetProperty("seq").GetInt64());
        server.Signal("TERM");
        Assert.Null(await stream.NextAsync());
        Assert.Equal(0, await server.ExitAsync());
    }

    private static async Task<(long Read, Exception? Failure)> DrainAsync(Stream stream)
    {
        var (read, buffer) = (0L, new byte[64 * 1024]);
        try
        {
            while (await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(20)) is var some and > 0)
                read += some;
            return (read, null);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (read, exception);
        }
    }

    private static async Task<IReadOnlyList<string?>> LinesAsync(StreamReader reader, int count)
    {
        List<string?> lines = [];
        for (var i = 0; i < count; i++)
            lines.Add(await reader.ReadLineAsync());
        return lines;
    }
}
