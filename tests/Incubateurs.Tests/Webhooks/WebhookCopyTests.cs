using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Changes;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Webhooks;

/// <summary>A copy kept by a webhook alone, whose receiver fails half of the time, is what the server answers.</summary>
public sealed class WebhookCopyTests
{
    private const int Writers = 16;

    [Fact]
    public async Task A_copy_is_what_the_server_answers_though_its_receiver_fails_half_of_the_time()
    {
        await using var receiver = await Receiver.OpenAsync();
        var random = new Random(17);
        receiver.Answer = (_, http) => Task.FromResult(random.Next(4) switch
        {
            0 => 500,
            1 => Abort(http),
            _ => 200,
        });
        await using var api = WebhookScene.Api(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        using var reader = api.CreateClient();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync($"/v1/webhooks/{id}/redeliveries", new { from = 1 }), HttpStatusCode.Created);

        // The clock runs, so that pauses end.
        using var done = new CancellationTokenSource();
        var time = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                api.Time.Advance(TimeSpan.FromSeconds(5));
                await Task.Delay(5);
            }
        });
        var writers = Enumerable.Range(0, Writers).Select(seed => new RandomWriter(agent, api.CreateClient(), seed)).ToList();
        await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.WriteAsync(12))));
        var head = await HeadAsync(reader);
        await receiver.UntilAsync(() => receiver.Taken.Any(message => message.Seq == head), $"all {head} items");
        await done.CancelAsync();
        await time;

        var copy = CopyOf(receiver);
        Assert.Equal(head, copy.Seq);
        Assert.True(receiver.Messages.Count > 1.5 * head);
        await copy.AssertEqualsAsync(reader);
    }

    [Fact]
    public async Task A_copy_survives_servers_that_are_killed_and_restarted()
    {
        await using var receiver = await Receiver.OpenAsync();
        // Of two requests one fails.
        var asked = 0;
        receiver.Answer = (_, _) => Task.FromResult(Interlocked.Increment(ref asked) % 2 == 0 ? 200 : 503);
        using var here = new Installation();
        var key = await here.KeyAsync();
        for (var round = 0; round < 2; round++)
        {
            await using var server = here.Serve("--Webhooks:AllowPrivate=true");
            using var client = await server.ServingAsync();
            using var agent = Agent(client, key);
            if (round == 0)
            {
                var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
                _ = await Given.JsonAsync(
                    await agent.PostAsJsonAsync($"/v1/webhooks/{id}/redeliveries", new { from = 1 }), HttpStatusCode.Created);
            }

            var came = receiver.Messages.Count;
            var writing = Enumerable.Range(round * 100, 4).Select(seed => Task.Run(() => WriteAsync(new(agent, client, seed)))).ToList();
            await receiver.UntilAsync(() => receiver.Messages.Count >= came + 12, $"{came} and 12 more messages");
            _ = await server.KillAsync();
            await Task.WhenAll(writing);
            here.AssertSound();
        }

        await using var last = here.Serve("--Webhooks:AllowPrivate=true");
        using var reader = await last.ServingAsync();
        var head = await HeadAsync(reader);
        await receiver.UntilAsync(() => receiver.Taken.Any(message => message.Seq == head), $"all {head} items");

        var copy = CopyOf(receiver);
        Assert.Equal(head, copy.Seq);
        await copy.AssertEqualsAsync(reader);
    }

    // Told at least once, in order: what comes again is what came before, and nothing is left out between.
    private static FeedCopy CopyOf(Receiver receiver)
    {
        var copy = new FeedCopy();
        foreach (var message in receiver.Taken)
            if (message.Seq <= copy.Seq)
                copy.TakeAgain(message.Item);
            else
                copy.Take(message.Item);
        return copy;
    }

    private static async Task<long> HeadAsync(HttpClient reader) =>
        (await Given.JsonAsync(await reader.GetAsync("/v1/changes?limit=1"))).GetProperty("head").GetInt64();

    private static HttpClient Agent(HttpClient server, string key)
    {
        var agent = new HttpClient { BaseAddress = server.BaseAddress };
        agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return agent;
    }

    private static int Abort(Microsoft.AspNetCore.Http.HttpContext http)
    {
        http.Abort();
        return 500;
    }

    // As much as a receiver that fails can follow, until the server goes away.
    private static async Task WriteAsync(RandomWriter writer)
    {
        try
        {
            for (var i = 0; i < 30; i++)
            {
                await writer.WriteAsync(1);
                await Task.Delay(100);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }
    }
}
