using System.Net;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Webhooks;

/// <summary>Receivers that fail: tried again in growing pauses, then left, and nobody else waits.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task What_failed_is_sent_again_the_same_before_what_comes_behind_it()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, _) => Task.FromResult(receiver.Messages.Count < 2 ? 500 : 200);
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, secret) = await agent.WebhookAsync(new { url = receiver.Address });
        _ = await agent.StartupAsync("Une");
        _ = await agent.StartupAsync("Autre");

        var first = (await agent.AttemptsAsync(id, 1))[0];
        api.Time.Advance(TimeSpan.FromSeconds(1));
        var second = (await agent.AttemptsAsync(id, 2))[0];
        var failing = (await agent.WebhookOfAsync(id)).GetProperty("delivery");
        api.Time.Advance(TimeSpan.FromSeconds(6));
        var messages = await receiver.AwaitAsync(4);
        _ = await agent.AttemptsAsync(id, 4);

        Assert.Equal((500, "refused"), (first.GetProperty("statusCode").GetInt32(), first.GetProperty("error").GetString()));
        Assert.InRange(Pause(first), TimeSpan.FromSeconds(0.18), TimeSpan.FromSeconds(0.22));
        Assert.InRange(Pause(second), TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(5.5));
        Assert.Equal(2, failing.GetProperty("failures").GetInt32());
        Assert.Equal(second.GetProperty("nextTryAt").GetString(), failing.GetProperty("nextTryAt").GetString());
        Assert.Equal([2, 2, 2, 3], messages.Select(message => message.Seq));
        Assert.All(messages.Take(3), message => Assert.Equal((messages[0].Id, Text(messages[0])), (message.Id, Text(message))));
        Assert.All(messages, message => Assert.True(message.IsSignedWith(secret)));
        Assert.NotEqual(messages[0].Headers["webhook-timestamp"], messages[2].Headers["webhook-timestamp"]);
        Assert.Equal(0, (await agent.WebhookOfAsync(id)).GetProperty("delivery").GetProperty("failures").GetInt32());
    }

    [Fact]
    public async Task After_a_day_it_is_disabled_and_says_so_and_goes_on_where_it_was_when_it_is_enabled()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, _) => Task.FromResult(500);
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
        _ = await agent.StartupAsync("Une");
        var version = (await agent.WebhookOfAsync(id)).GetProperty("version").GetInt32();

        JsonElement webhook = default;
        List<JsonElement> attempts = [];
        for (var tried = 1; tried < 50; tried++)
        {
            attempts = await agent.AttemptsAsync(id, tried);
            webhook = await agent.WebhookOfAsync(id);
            if (!webhook.GetProperty("enabled").GetBoolean())
                break;
            api.Time.Advance(attempts[0].GetProperty("nextTryAt").GetDateTimeOffset() - api.Time.GetUtcNow());
        }

        Assert.Equal("failing", webhook.GetProperty("disabled").GetProperty("reason").GetString());
        Assert.InRange(attempts.Count, 8, 14);
        Assert.Equal(
            TimeSpan.FromDays(1), attempts[0].GetProperty("at").GetDateTimeOffset() - attempts[^1].GetProperty("at").GetDateTimeOffset());
        Assert.True(webhook.GetProperty("version").GetInt32() > version);

        receiver.Answer = (_, _) => Task.FromResult(200);
        _ = await agent.StartupAsync("Autre");
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/webhooks/{id}", new { enabled = true }));
        var all = await agent.AttemptsAsync(id, attempts.Count + 2);

        Assert.Equal([3, 2], all.Take(2).Select(attempt => attempt.GetProperty("seq").GetInt64()));
        Assert.False((await agent.WebhookOfAsync(id)).TryGetProperty("disabled", out _));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_at_once()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, _) => Task.FromResult(410);
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });

        _ = await agent.StartupAsync("Une");
        _ = await agent.AttemptsAsync(id, 1);

        Assert.Equal("gone", (await agent.WebhookOfAsync(id)).GetProperty("disabled").GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("600", 600)]
    [InlineData("1", 0.22)]
    [InlineData("99999999", 6 * 3600)]
    [InlineData("-5", 0.22)]
    public async Task A_receiver_may_ask_for_a_longer_pause_within_bounds(string retryAfter, double most)
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = retryAfter;
            return Task.FromResult(503);
        };
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });

        _ = await agent.StartupAsync("Une");

        Assert.InRange(Pause((await agent.AttemptsAsync(id, 1))[0]).TotalSeconds, Math.Min(most, 1) * 0.8, Math.Max(most, 1));
    }

    [Fact]
    public async Task One_that_is_slow_delays_no_other_and_is_not_awaited_for_long()
    {
        await using var slow = await Receiver.OpenAsync();
        var never = new TaskCompletionSource();
        slow.Answer = async (_, http) =>
        {
            await never.Task.WaitAsync(http.RequestAborted);
            return 200;
        };
        await using var quick = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (slowId, _) = await agent.WebhookAsync(new { url = slow.Address });
        _ = await agent.WebhookAsync(new { url = quick.Address });

        for (var i = 0; i < 5; i++)
            _ = await agent.StartupAsync($"Service {i}");
        _ = await quick.AwaitAsync(5);
        for (var i = 0; (await agent.AttemptsAsync(slowId)).Count == 0 && i < 1_000; i++)
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        var attempt = (await agent.AttemptsAsync(slowId))[0];
        Assert.Equal("timedOut", attempt.GetProperty("error").GetString());
        Assert.InRange(attempt.GetProperty("durationMs").GetInt32(), 10_000, 12_000);
        Assert.Equal("Pas de réponse dans le temps imparti.", attempt.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Nothing_is_sent_to_one_that_is_disabled_or_deleted_or_elsewhere_by_now()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var other = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (disabled, _) = await agent.WebhookAsync(new { url = receiver.Address });
        var (deleted, _) = await agent.WebhookAsync(new { url = receiver.Address });
        var (moved, _) = await agent.WebhookAsync(new { url = receiver.Address });

        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/webhooks/{disabled}", new { enabled = false }));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"/v1/webhooks/{deleted}")).StatusCode);
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/webhooks/{moved}", new { url = other.Address }));
        for (var i = 0; i < 3; i++)
            _ = await agent.StartupAsync($"Service {i}");
        _ = await other.AwaitAsync(3);

        Assert.Empty(receiver.Messages);
    }

    private static string Text(Message message) => message.Item.GetRawText();

    private static TimeSpan Pause(JsonElement attempt) =>
        attempt.GetProperty("nextTryAt").GetDateTimeOffset() - attempt.GetProperty("at").GetDateTimeOffset();
}
