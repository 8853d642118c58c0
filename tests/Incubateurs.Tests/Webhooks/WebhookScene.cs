using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Webhooks;

/// <summary>What tests of webhooks begin with.</summary>
internal static class WebhookScene
{
    /// <summary>A server whose webhooks may lead to loopback, where the clock is that of the machine when it starts.</summary>
    public static TestApi Api(params (string Key, string Value)[] settings)
    {
        var api = new TestApi([("Webhooks:AllowPrivate", "true"), .. settings]);
        // Signatures are of now, as receivers know it.
        api.Time.SetUtcNow(TimeProvider.System.GetUtcNow().Truncated());
        return api;
    }

    /// <summary>A webhook, with its secret.</summary>
    public static async Task<(string Id, string Secret)> WebhookAsync(this HttpClient agent, object body)
    {
        var webhook = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/webhooks", body), HttpStatusCode.Created);
        return (webhook.GetProperty("id").GetString()!, webhook.GetProperty("secret").GetString()!);
    }

    public static async Task<JsonElement> WebhookOfAsync(this HttpClient agent, string id) =>
        await Given.JsonAsync(await agent.GetAsync($"/v1/webhooks/{id}"));

    /// <summary>The attempts of a webhook, the newest first.</summary>
    public static async Task<List<JsonElement>> AttemptsAsync(this HttpClient agent, string id) =>
        [.. (await Given.JsonAsync(await agent.GetAsync($"/v1/webhooks/{id}/attempts?limit=200"))).GetProperty("items").EnumerateArray()];

    /// <summary>Waits until so many attempts are on record.</summary>
    public static async Task<List<JsonElement>> AttemptsAsync(this HttpClient agent, string id, int count)
    {
        for (var tries = 0; tries < 3_000; tries++)
        {
            if (await agent.AttemptsAsync(id) is var attempts && attempts.Count >= count)
                return attempts;
            await Task.Delay(10);
        }

        Assert.Fail($"There are not {count} attempts.");
        return [];
    }

    /// <summary>Enters consolidation, in the words of an agent.</summary>
    public static async Task EnterAsync(this HttpClient agent, string startup, string phase, string on = "2026-08-01") =>
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/phases", new { phase, startsOn = on }), HttpStatusCode.Created);
}
