using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Assistants;

/// <summary>A message of JSON-RPC 2.0, checked before the protocol reads it: what is none is told by its codes, and in our words.</summary>
internal static class AssistantMessages
{
    private const int Deepest = 32;
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    /// <summary>The body, and what is wrong with it; no body where it is too large.</summary>
    public static async Task<(Stream? Body, JsonObject? Fault)> ReadAsync(Stream sent, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        if (!await JsonBodies.TryCopyAsync(sent, body, cancellation))
            return (null, null);

        body.Position = 0;
        return (body, FaultOf(body.GetBuffer().AsMemory(0, (int)body.Length)));
    }

    private static JsonObject? FaultOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var message = document.RootElement;
            if (message.ValueKind == JsonValueKind.Array)
                return Fault(InvalidRequest, "Batches of messages are not taken: send one message.");
            if (!IsMessage(message))
                return Fault(InvalidRequest, "Not a message of JSON-RPC 2.0: jsonrpc, method, an id that is a text or a number, params.");
            Read(message);
            return null;
        }
        catch (JsonException)
        {
            return Fault(ParseError, "This is not JSON in UTF-8, or nests too deep, or says a member twice.");
        }
        catch (InvalidOperationException)
        {
            return Fault(InvalidRequest, SoundText.Unsound.En);
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

    private static JsonObject Fault(int code, string message) => new()
    {
        ["jsonrpc"] = "2.0",
        ["id"] = null,
        ["error"] = new JsonObject { ["code"] = code, ["message"] = message },
    };
}
