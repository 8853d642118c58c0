using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Assistants;

/// <summary>
/// A call of a tool is a read of its operation: arguments become the address, its answer becomes the result, and a problem becomes
/// an error of the tool, in the same sentences.
/// </summary>
internal static class ToolCalls
{
    private const int FirstRefusal = 300;

    public static async Task<CallToolResult> CallAsync(
        AssistantTool tool, IDictionary<string, JsonElement>? arguments, OwnOperations operations, OwnReads reads)
    {
        var operation = operations.Find(tool.Operation);
        var sent = Texts(tool, operation, arguments ?? new Dictionary<string, JsonElement>(), out var errors);
        foreach (var name in operation.InPath)
            if (sent[name].FirstOrDefault() is null or "")
                errors.Add(new(name, QueryReader.Empty));
        errors.AddRange(tool.Kept.Where(sent.Contains).Select(name => new FieldError(name, Unknown)));
        return Result(
            errors.Count > 0
                ? await reads.RefuseAsync(errors)
                : await reads.AskAsync(Path(operation, sent), Query(operation, sent)),
            tool.Without);
    }

    private static CallToolResult Result(OwnAnswer answer, string? without)
    {
        var body = without is not null && answer.Status < FirstRefusal ? Shortened(answer.Body, without) : answer.Body;
        return new()
        {
            Content = [new TextContentBlock { Text = body }],
            StructuredContent = body is ['{', ..] ? JsonElement.Parse(body) : null,
            IsError = answer.Status >= FirstRefusal,
        };
    }

    private static string Shortened(string body, string without)
    {
        var page = JsonNode.Parse(body)!.AsObject();
        foreach (var item in page["items"]!.AsArray())
            _ = item!.AsObject().Remove(without);
        return JsonSerializer.Serialize(page, Words.Json.Options);
    }

    // Null is what clients send for what is left out.
    private static ILookup<string, string> Texts(
        AssistantTool tool, OwnOperation operation, IDictionary<string, JsonElement> arguments, out List<FieldError> errors)
    {
        List<(string Name, string Text)> texts =
            [.. tool.Unless.Where(unless => !arguments.ContainsKey(unless.Key)).Select(unless => (unless.Key, unless.Value))];
        errors = [];
        foreach (var (name, value) in arguments)
        {
            var values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : new[] { Text(value) };
            if (value.ValueKind == JsonValueKind.Null || values.Length == 0)
                continue;

            if (values.Contains(null))
                errors.Add(new(name, NotText));
            else if (operation.InQuery.Any(parameter => parameter is NamesParameter && parameter.Name == name))
                texts.Add((name, string.Join(',', values)));
            else
                texts.AddRange(values.Select(text => (name, text!)));
        }

        return texts.ToLookup(text => text.Name, text => text.Text, StringComparer.Ordinal);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    // A slash within an id stays escaped, as in an address that was sent.
    private static string Path(OwnOperation operation, ILookup<string, string> sent) => operation.InPath.Aggregate(
        operation.Address,
        (path, name) =>
            path.Replace($"{{{name}}}", sent[name].First().Replace("/", "%2F", StringComparison.Ordinal), StringComparison.Ordinal));

    private static string Query(OwnOperation operation, ILookup<string, string> sent)
    {
        var query = new StringBuilder();
        foreach (var values in sent.Where(values => !operation.InPath.Contains(values.Key)))
            foreach (var value in values)
                _ = query.Append(query.Length == 0 ? '?' : '&')
                    .Append(Uri.EscapeDataString(values.Key)).Append('=').Append(Uri.EscapeDataString(value));
        return query.ToString();
    }

    private static readonly Words.Label Unknown = new("Paramètre inconnu.", "Unknown parameter.");

    private static readonly Words.Label NotText = new(
        "Attendu : un texte, un nombre, vrai ou faux, ou une liste de ceux-ci.",
        "Expected: a text, a number, true or false, or a list of them.");
}
