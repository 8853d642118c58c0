using System.Net;
using System.Net.Http.Json;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Webhooks;

/// <summary>What is sent to webhooks: the items of the feed, in order, signed.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task An_item_is_sent_as_the_feed_has_it_and_a_receivers_library_knows_its_signature()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api(("PathBase", "/incubateurs"));
        using var agent = await api.AgentAsync();
        var before = await agent.StartupAsync("Avant");
        var (id, secret) = await agent.WebhookAsync(new { url = receiver.Address });
        var (_, otherSecret) = await agent.WebhookAsync(new { url = receiver.Address + "/autre", types = (string[])["committee.held"] });

        var startup = await agent.StartupAsync("Après");
        var message = (await receiver.AwaitAsync(1))[0];

        var page = await agent.GetStringAsync($"/v1/changes?after={message.Seq - 1}&limit=1");
        Assert.Contains(Encoding.UTF8.GetString(message.Body), page, StringComparison.Ordinal);
        Assert.Equal(startup, message.Item.GetProperty("id").GetString());
        Assert.StartsWith("/incubateurs/v1/startups/", message.Item.GetProperty("href").GetString(), StringComparison.Ordinal);
        Assert.True(message.IsSignedWith(secret));
        Assert.False(message.IsSignedWith(otherSecret));
        Assert.Equal("POST", message.Method);
        Assert.Equal("application/json", message.Headers["Content-Type"]);
        Assert.DoesNotContain(before, receiver.Messages.Select(one => one.Item.GetProperty("id").GetString()));
        Assert.Equal("/recu", message.Path);
        _ = await agent.AttemptsAsync(id, 1);
    }

    [Fact]
    public async Task Items_come_in_order_each_once_where_all_is_well_and_what_agents_read_says_how_far()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });

        var begin = (await agent.WebhookOfAsync(id)).GetProperty("delivery").GetProperty("position").GetInt64();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => agent.StartupAsync($"Service {i}")));
        var messages = await receiver.AwaitAsync(30);
        var attempts = await agent.AttemptsAsync(id, 30);

        Assert.Equal(Enumerable.Range(1, 30).Select(i => begin + i), messages.Select(message => message.Seq));
        Assert.Distinct(messages.Select(message => message.Id));
        Assert.Equal(begin + 30, (await agent.WebhookOfAsync(id)).GetProperty("delivery").GetProperty("position").GetInt64());
        Assert.Equal(messages.Select(message => message.Seq).Reverse(), attempts.Select(attempt => attempt.GetProperty("seq").GetInt64()));
        Assert.All(attempts, attempt => Assert.True(attempt.GetProperty("delivered").GetBoolean()));
    }

    [Fact]
    public async Task Who_asks_for_entries_into_consolidation_is_told_of_exactly_these()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (entering, staying) = (await agent.StartupAsync("Une"), await agent.StartupAsync("Autre"));
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address, phases = (string[])["consolidation"] });

        await agent.EnterAsync(staying, "construction", "2024-01-01");
        await agent.EnterAsync(entering, "consolidation");
        _ = await agent.MergeAsync($"/v1/startups/{entering}", new { pitch = "Autrement." });
        var opened = await agent.HandOverAsync("Troisième");
        var messages = await receiver.AwaitAsync(2);
        _ = await agent.AttemptsAsync(id, 2);

        Assert.Equal(2, receiver.Messages.Count);
        Assert.Equal(
            [entering, (await agent.HandOverOfAsync(opened)).GetProperty("startup").GetProperty("id").GetString()!],
            messages.Select(message => message.Item.GetProperty("id").GetString()!));
        Assert.All(messages, message => Assert.Equal("consolidation", message.Item.GetProperty("phase").GetString()));
    }

    [Fact]
    public async Task For_a_day_after_a_rotation_both_secrets_are_good_and_then_the_new_one_alone()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, first) = await agent.WebhookAsync(new { url = receiver.Address });

        var rotated = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/secret", null), HttpStatusCode.Created);
        var second = rotated.GetProperty("secret").GetString()!;
        _ = await agent.StartupAsync("Une");
        var between = (await receiver.AwaitAsync(1))[0];
        _ = await agent.AttemptsAsync(id, 1);

        Assert.NotEqual(first, second);
        Assert.Equal(2, between.Headers["webhook-signature"].Split(' ').Distinct().Count());
        Assert.True(between.IsSignedWith(second));
        Assert.True(between.IsSignedWith(first));

        api.Time.Advance(TimeSpan.FromDays(1));
        _ = await agent.StartupAsync("Autre");
        var after = (await receiver.AwaitAsync(2))[1];

        // Its instant is a day ahead of the library's clock: what it is signed with is told by how often it is.
        Assert.Single(after.Headers["webhook-signature"].Split(' '));
        Assert.False((await agent.WebhookOfAsync(id)).TryGetProperty("formerSecretUntil", out _));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_also_where_it_is_disabled_and_its_outcome_told()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, _) => Task.FromResult(receiver.Messages.Count == 0 ? 200 : 418);
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, secret) = await agent.WebhookAsync(new { url = receiver.Address });
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/webhooks/{id}", new { enabled = false }));

        var first = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);
        var second = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/test", null), HttpStatusCode.Created);

        Assert.True(first.GetProperty("delivered").GetBoolean());
        Assert.Equal((200, "test"), (first.GetProperty("statusCode").GetInt32(), first.GetProperty("kind").GetString()));
        Assert.False(second.GetProperty("delivered").GetBoolean());
        Assert.Equal(("refused", 418), (second.GetProperty("error").GetString(), second.GetProperty("statusCode").GetInt32()));
        Assert.True(receiver.Messages[0].IsSignedWith(secret));
        Assert.Equal(
            ("webhook.test", 0, id),
            (
                receiver.Messages[0].Item.GetProperty("type").GetString(),
                receiver.Messages[0].Seq,
                receiver.Messages[0].Item.GetProperty("id").GetString()));
        Assert.Equal(
            [second.GetProperty("id").GetString(), first.GetProperty("id").GetString()],
            (await agent.AttemptsAsync(id)).Select(attempt => attempt.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_test_that_is_asked_again_under_its_key_is_answered_again_and_not_sent()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
        async Task<string> TestAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/webhooks/{id}/test");
            request.Headers.Add("Idempotency-Key", "un");
            return (await Given.JsonAsync(await agent.SendAsync(request), HttpStatusCode.Created)).GetRawText();
        }

        Assert.Equal(await TestAsync(), await TestAsync());
        Assert.Single(receiver.Messages);
    }

    [Fact]
    public async Task One_item_is_sent_again_at_once_or_all_from_one_on_under_the_same_ids()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
        // The administration of the agent is the first item of the feed.
        for (var i = 2; i <= 5; i++)
            _ = await agent.StartupAsync($"Service {i}");
        var attempts = await agent.AttemptsAsync(id, 4);
        var redeliveries = $"/v1/webhooks/{id}/redeliveries";

        var one = await Given.JsonAsync(
            await agent.PostAsJsonAsync(redeliveries, new { attempt = attempts[1].GetProperty("id").GetString() }), HttpStatusCode.Created);
        var all = await Given.JsonAsync(await agent.PostAsJsonAsync(redeliveries, new { from = 3 }), HttpStatusCode.Created);
        var messages = await receiver.AwaitAsync(8);

        Assert.True(one.GetProperty("sent").GetProperty("delivered").GetBoolean());
        Assert.Equal(3, all.GetProperty("from").GetInt32());
        Assert.Equal([2, 3, 4, 5, 4, 3, 4, 5], messages.Select(message => message.Seq));
        Assert.Equal(messages[2].Id, messages[4].Id);
        Assert.Equal(messages[2].Body, messages[6].Body);
        _ = await agent.AttemptsAsync(id, 8);
        var known = one.GetProperty("sent").GetProperty("id").GetString();
        foreach (var wrong in (object[])[new { from = 7 }, new { from = 0 }, new { attempt = id }, new { }, new { from = 1, attempt = known }])
            _ = await Given.RefusedAsync(await agent.PostAsJsonAsync(redeliveries, wrong), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task What_it_has_come_to_moves_neither_the_portfolio_nor_the_feed()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = receiver.Address });
        _ = await agent.StartupAsync();
        var database = api.Services.GetRequiredService<Database>();
        var before = database.Versions();

        _ = await agent.AttemptsAsync(id, 1);
        _ = await agent.PostAsync($"/v1/webhooks/{id}/test", null);
        _ = await agent.AttemptsAsync(id, 2);

        Assert.Equal(before, database.Versions());
    }
}
