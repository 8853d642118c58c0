using System.Text.Json;
using System.Text.Json.Nodes;

namespace Incubateurs.Tests.Support;

/// <summary>Values that a schema forbids: of other types, out of bounds, too long, in another case, null.</summary>
internal static class Misfits
{
    private static readonly string[] Texts =
    [
        "", " ", "a\0b", "\n", "01/05/2026", "2026-02-30", "2026-1-1", "20260101", "2026-08-20T25:00:00Z", "https://", "javascript:alert(1)", "-1", "0", "1.5",
        "1e2", "+1", "99999999999999999999", "TRUE", "1", "null", "nothing", "A b", "../x",
    ];

    /// <summary>As texts, for a parameter.</summary>
    public static IEnumerable<string> OfParameter(SchemaCheck schemas, JsonElement schema) =>
        Texts.Concat(Others(schema)).Where(text => text.Length == 0 || !schemas.IsValid(Read(text, schema), schema));

    /// <summary>As JSON, for a member of a body.</summary>
    public static IEnumerable<JsonNode?> OfMember(SchemaCheck schemas, JsonElement schema)
    {
        IEnumerable<JsonNode?> all =
        [
            null, true, 0, -1, 1.5, 1e300, new JsonObject { ["nothing"] = 1 }, new JsonArray(new JsonObject()), .. Texts.Concat(Others(schema))
                .Select(
                text => JsonValue.Create(text)),
        ];
        return all.Where(value => !schemas.IsValid(JsonSerializer.SerializeToElement(value), schema));
    }

    private static IEnumerable<string> Others(JsonElement schema)
    {
        if (schema.TryGetProperty("maxLength", out var most) && most.GetInt32() < 10_000)
            yield return new('1', most.GetInt32() + 1);
        if (schema.TryGetProperty("enum", out var values) && values[0].ValueKind == JsonValueKind.String)
            yield return values[0].GetString()!.ToUpperInvariant();
    }

    private static JsonElement Read(string text, JsonElement schema) =>
        schema.GetProperty("type").GetString() switch
        {
            "integer" when long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, null, out var number)
                && text[0] != '+' =>
                JsonSerializer.SerializeToElement(number),
            "boolean" when text is "true" or "false" => JsonSerializer.SerializeToElement(text == "true"),
            _ => JsonSerializer.SerializeToElement(text),
        };
}
