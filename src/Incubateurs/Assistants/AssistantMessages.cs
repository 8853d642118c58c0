using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Assistants;

/// <summary>A body, and what is wrong with it as a message.</summary>
/// <param name="Body">Null where it is too large.</param>
/// <param name="Id">By which its sender knows the answer.</param>
internal sealed record AssistantMessage(Stream? Body, JsonObject? Fault = null, JsonNode? Id = null);

/// <summary>A message of JSON-RPC 2.0, checked before the protocol reads it: what is none is told by its codes, and in our words.</summary>
internal static class AssistantMessages
{
    private const int Deepest = 32;
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int InvalidParams = -32602;

    private const string NotMessage = "Not a message of JSON-RPC 2.0: jsonrpc, method, an id that is a text or a number, params.";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    public static async Task<AssistantMessage> ReadAsync(Stream sent, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        if (!await JsonBodies.TryCopyAsync(sent, body, cancellation))
            return new(Body: null);

        body.Position = 0;
        return Read(body);
    }

    /// <summary>What is said of a message whose parameters the protocol could not read.</summary>
    public static JsonObject Unreadable(AssistantMessage message) =>
        Fault(InvalidParams, "The parameters are not those of the method.", message.Id);

    private static AssistantMessage Read(MemoryStream body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), Strict);
            var message = document.RootElement;
            if (message.ValueKind == JsonValueKind.Array)
                return new(body, Fault(InvalidRequest, "Batches of messages are not taken: send one message."));
            if (!IsMessage(message))
                return new(body, Fault(InvalidRequest, NotMessage));

            Read(message);
            return new(body, Id: message.TryGetProperty("id", out var id) ? JsonNode.Parse(id.GetRawText()) : null);
        }
        catch (JsonException)
        {
            return new(body, Fault(ParseError, "This is not JSON in UTF-8, or nests too deep, or says a member twice."));
        }
        catch (InvalidOperationException)
        {
            return new(body, Fault(InvalidRequest, SoundText.Unsound.En));
        }
    }

    private static bool IsMessage(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("jsonrpc", out var version) && version.ValueKind == JsonValueKind.String && version.ValueEquals("2.0")
        && (!message.TryGetProperty("method", out var method) || method.ValueKind == JsonValueKind.String)
        && (!message.TryGetProperty("params", out var parameters) || parameters.ValueKind == JsonValueKind.Object)
        && IsReadable(message);

    // Answers and ids have rules of their own, which the protocol's reading knows.
    private static bool IsReadable(JsonElement message)
    {
        try
        {
            return message.Deserialize<JsonRpcMessage>(McpJsonUtilities.DefaultOptions) is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            return false;
        }
    }

    // Half a character is an escape that JSON's grammar takes and no text can hold: whoever reads it throws.
    private static void Read(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject())
            {
                _ = member.Name;
                Read(member.Value);
            }
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Read(item);
        else if (value.ValueKind == JsonValueKind.String)
            _ = value.GetString();
    }

    private static JsonObject Fault(int code, string message, JsonNode? id = null) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };
}
