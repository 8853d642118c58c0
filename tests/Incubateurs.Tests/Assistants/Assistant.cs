using System.Text;
using System.Text.Json;
using Incubateurs.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Tests.Assistants;

/// <summary>A client of the protocol as its own makers wrote it, on the real application.</summary>
internal static class Assistant
{
    public static Task<McpClient> AssistantAsync(this TestApi api, string language = "en")
    {
        var http = api.CreateClient();
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        var options = new HttpClientTransportOptions
        {
            Endpoint = new(http.BaseAddress!, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
        };
        return McpClient.CreateAsync(new HttpClientTransport(options, http, ownsHttpClient: true));
    }

    /// <summary>What a tool answers to arguments in JSON.</summary>
    public static ValueTask<CallToolResult> AskAsync(this McpClient client, string tool, string arguments = "{}") => client.CallToolAsync(
        tool, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments)!.ToDictionary(one => one.Key, object? (one) => one.Value));

    /// <summary>The ids of the items that a tool lists.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(this McpClient client, string tool, string arguments = "{}")
    {
        var result = await client.AskAsync(tool, arguments);
        Assert.False(result.IsError, Text(result));
        return [.. result.StructuredContent!.Value.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    public static string Text(CallToolResult result) => ((TextContentBlock)result.Content.Single()).Text;

    /// <summary>Sends a body as it is, as no client would.</summary>
    public static Task<HttpResponseMessage> SendMessageAsync(
        this TestApi api, string body, string type = "application/json", params (string Name, string Value)[] headers) =>
        api.SendMessageAsync(Encoding.UTF8.GetBytes(body), type, headers);

    public static Task<HttpResponseMessage> SendMessageAsync(
        this TestApi api, byte[] body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new ByteArrayContent(body) };
        _ = request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        return api.CreateClient().SendAsync(request);
    }

    /// <summary>The one message of an answer, which is an event or plain JSON.</summary>
    public static async Task<JsonElement> MessageAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return JsonElement.Parse(
            response.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? text.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]
                : text);
    }
}
