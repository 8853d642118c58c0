using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.OpenApi;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Assistants;

/// <summary>The tools as they are listed: what they take is read from the parameters of their operations, which also check it.</summary>
internal sealed class ToolSchemas(OwnOperations operations)
{
    private readonly Lazy<Task<IList<Tool>>> all = new(() => AllAsync(operations));

    public Task<IList<Tool>> AllAsync() => all.Value;

    private static async Task<IList<Tool>> AllAsync(OwnOperations operations)
    {
        List<Tool> tools = [];
        foreach (var tool in AssistantTools.All)
            tools.Add(new()
            {
                Name = tool.Name,
                Title = tool.Title,
                Description = tool.Description,
                InputSchema = JsonSerializer.SerializeToElement(await TakesAsync(tool, operations.Find(tool.Operation))),
                Annotations = new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
            });
        return tools;
    }

    private static async Task<JsonObject> TakesAsync(AssistantTool tool, OwnOperation operation)
    {
        var properties = new JsonObject();
        foreach (var name in operation.InPath)
            properties[name] = new JsonObject
            {
                ["type"] = "string",
                ["minLength"] = 1,
                ["maxLength"] = Bounds.LongestId,
                ["description"] = "Id, case-sensitive.",
            };
        foreach (var parameter in operation.InQuery.Where(parameter => !tool.Kept.Contains(parameter.Name)))
            properties[parameter.Name] = await TakesAsync(parameter, tool.Unless.GetValueOrDefault(parameter.Name));
        var required = operation.InQuery.Where(parameter => parameter.Required).Select(parameter => parameter.Name);
        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. operation.InPath, .. required]),
            ["additionalProperties"] = false,
        };
    }

    // What stands several times in an address is an array here, and so are the names that an address has between commas.
    private static async Task<JsonObject> TakesAsync(QueryParameter parameter, string? unless)
    {
        var one = parameter is NamesParameter names
            ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Values]) }
            : JsonNode.Parse(await parameter.Schema().SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.AsObject();
        var isList = parameter is { Repeatable: true } or NamesParameter;
        var schema = isList ? new JsonObject { ["type"] = "array", ["items"] = one } : one;
        if (parameter.Repeatable)
            schema["maxItems"] = parameter.MostValues;
        if (unless is not null)
            schema["default"] = isList ? new JsonArray([.. unless.Split(',')]) : JsonNode.Parse(unless);
        schema["description"] = parameter.Description;
        return schema;
    }
}
