using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Incubateurs.Tests.Support;

/// <summary>
/// Checks a value against a schema of the document: the keywords that the document uses and no others, each as JSON Schema
/// 2020-12 has it. A keyword that is not known here fails, so that nothing is passed over. Answers are open so that clients live
/// with what comes; what this build answers is in the document, to the member and the code.
/// </summary>
internal sealed partial class SchemaCheck(JsonElement document)
{
    public List<string> Faults { get; } = [];

    public void Check(JsonElement value, JsonElement schema, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (Fault(value, schema, keyword, path) is { } fault)
                Faults.Add($"{path}: {fault}");
    }

    public bool IsValid(JsonElement value, JsonElement schema)
    {
        var apart = new SchemaCheck(document);
        apart.Check(value, schema, "$");
        return apart.Faults.Count == 0;
    }

    /// <summary>What a reference such as <c>#/components/schemas/Startup</c> leads to.</summary>
    public JsonElement Resolve(JsonElement part)
    {
        while (part.TryGetProperty("$ref", out var reference))
            part = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        return part;
    }

    private string? Fault(JsonElement value, JsonElement schema, JsonProperty keyword, string path)
    {
        var bound = keyword.Value;
        switch (keyword.Name)
        {
            case "description" or "example" or "default":
                return null;
            case "$ref":
                Check(value, Resolve(schema), path);
                return null;
            case "properties" or "additionalProperties" or "required" or "maxProperties" when value.ValueKind != JsonValueKind.Object:
            case "items" or "minItems" or "maxItems" when value.ValueKind != JsonValueKind.Array:
            case "minLength" or "maxLength" or "pattern" when value.ValueKind != JsonValueKind.String:
            case "minimum" or "maximum" or "exclusiveMinimum" when value.ValueKind != JsonValueKind.Number:
            case "format" when value.ValueKind != (
                bound.GetString() is "double" or "int32" or "int64" ? JsonValueKind.Number : JsonValueKind.String):
                return null;
            case "properties":
                foreach (var member in bound.EnumerateObject())
                    if (value.TryGetProperty(member.Name, out var found))
                        Check(found, member.Value, $"{path}.{member.Name}");
                var unknown = value.EnumerateObject().Select(member => member.Name).Where(name => !bound.TryGetProperty(name, out _)).ToList();
                return unknown.Count == 0 ? null : $"not in the document: {string.Join(", ", unknown)}";
            case "additionalProperties" when bound.ValueKind == JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Check(member.Value, bound, $"{path}.{member.Name}");
                return null;
            case "oneOf":
                return bound.EnumerateArray().Count(alternative => IsValid(value, alternative)) == 1 ? null : $"not one alternative fits {value}";
            case "items":
                foreach (var (i, item) in value.EnumerateArray().Index())
                    Check(item, bound, $"{path}[{i}]");
                return null;
            default:
                return Holds(value, schema, keyword.Name, bound) ? null : $"{keyword.Name} {bound} does not hold of {value}";
        }
    }

    private static bool Holds(JsonElement value, JsonElement schema, string keyword, JsonElement bound) => keyword switch
    {
        "type" when bound.ValueKind == JsonValueKind.Array => bound.EnumerateArray().Any(type => IsOf(value, type.GetString()!)),
        "type" => IsOf(value, bound.GetString()!),
        "required" => bound.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "additionalProperties" => !bound.GetBoolean()
            && value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
        "maxProperties" => value.EnumerateObject().Count() <= bound.GetInt32(),
        "minItems" => value.GetArrayLength() >= bound.GetInt32(),
        "maxItems" => value.GetArrayLength() <= bound.GetInt32(),
        "minLength" => value.GetString()!.EnumerateRunes().Count() >= bound.GetInt32(),
        "maxLength" => value.GetString()!.EnumerateRunes().Count() <= bound.GetInt32(),
        "pattern" => Regex.IsMatch(value.GetString()!, bound.GetString()!, RegexOptions.ECMAScript),
        "enum" or "x-extensible-enum" => bound.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        "minimum" => value.GetDouble() >= bound.GetDouble(),
        "exclusiveMinimum" => value.GetDouble() > bound.GetDouble(),
        "maximum" => value.GetDouble() <= bound.GetDouble(),
        "format" => IsFormatted(value, bound.GetString()!),
        _ => false,
    };

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static bool IsFormatted(JsonElement value, string format) => format switch
    {
        "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTime.TryParseExact(
            value.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" => Address().IsMatch(value.GetString()!),
        "uri-reference" => Address().IsMatch("https://host" + value.GetString()),
        "double" => value.TryGetDouble(out _),
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        _ => false,
    };

    // RFC 3986; the framework's own check refuses escaped accents.
    [
        GeneratedRegex(
            "^https?://[A-Za-z0-9._~%:@\\[\\]-]+(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*)?(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*)?$",
            RegexOptions.IgnoreCase),
    ]
    private static partial Regex Address();
}
