using Microsoft.OpenApi;

namespace Incubateurs.Contract;

/// <summary>
/// How long texts may be, by the name of the member: the same word means the same thing everywhere. What one record
/// knows better stands there, as an attribute. No bound is stricter than what the import lets through.
/// </summary>
internal static class Bounds
{
    /// <summary>No address that we give is longer: a request is of 8,192 bytes, of which escaping makes three times as many.</summary>
    public const int LongestAddress = 32_768;

    private const int LongestStream = int.MaxValue;
    /// <summary>No list has more values.</summary>
    public const int MostItems = 10_000;

    private const string AnyText = "^[^\\u0000]*$";

    // A member without a value is absent: no text is blank, neither in bodies nor in answers.
    private const string Said = "^[^\\u0000]*\\S[^\\u0000]*$";
    private const string Id = "^[^/\\\\\\u0000-\\u001F\\u007F-\\u009F]+$";
    private const string Code = "^[a-z][a-z_-]*$";
    private const string WebAddress = "^https?://[^\\s]+$";

    private static readonly Rule OfText = new(5_000, Said);
    private static readonly Rule OfLine = new(300, Said);
    private static readonly Rule OfUrl = new(2_000, WebAddress, "uri");

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["id"] = new(200, Id),
        ["formerIds"] = new(200, Id),
        ["code"] = new(50, Code),
        ["phase"] = new(50, Code),
        ["formerNames"] = new(50, Code),
        ["name"] = new(500, Said),
        ["acronym"] = OfLine,
        ["kind"] = OfLine,
        ["domain"] = OfLine,
        ["contact"] = OfLine,
        ["value"] = OfLine,
        ["themes"] = OfLine,
        ["audiences"] = OfLine,
        ["technologies"] = OfLine,
        ["fr"] = OfLine,
        ["en"] = OfLine,
        ["pitch"] = OfText,
        ["note"] = OfText,
        ["statement"] = OfText,
        ["audience"] = OfLine,
        ["accessibility"] = new(50, Code),
        ["incubators"] = new(200, Id),
        ["sponsors"] = new(200, Id),
        ["owner"] = new(200, Id),
        ["agent"] = new(254, AnyText),
        ["method"] = new(20, "^[A-Za-z!#$%&'*+.^_`|~-]+$"),
        ["route"] = new(200, "^[ -~]*$"),
        ["resource"] = new(500, AnyText),
        ["requestId"] = new(32, "^[0-9a-f]{32}$"),
        ["head"] = new(64, "^[0-9a-f]{64}$"),
        ["preferredScenario"] = OfText,
        ["fallbackScenario"] = OfText,
        ["justification"] = OfText,
        ["detail"] = OfText,
        ["exit"] = new(50, Code),
        ["definition"] = new(200, "^/definitions/", "uri-reference"),
        ["message"] = OfText,
        ["resolutionReason"] = OfText,
        ["function"] = OfLine,
        ["coHosts"] = new(200, Id),
        ["candidacyId"] = new(200, Id),
        ["administrationId"] = new(200, Id),
        ["evidenceUrl"] = OfUrl,
        ["followUpSecret"] = new(64, "^[a-z0-9]+$"),
        ["type"] = new(100, "^[a-z][A-Za-z.-]*$"),
        ["comment"] = OfText,
        ["reason"] = OfText,
        ["errors"] = OfText,
        ["description"] = new(200_000, Said),
        ["siret"] = new(14, "^[0-9]{14}$"),
        ["link"] = OfUrl,
        ["repository"] = OfUrl,
        ["website"] = OfUrl,
        ["url"] = OfUrl,
        ["statsUrl"] = OfUrl,
        ["budgetUrl"] = OfUrl,
        ["impactUrl"] = OfUrl,
        ["dashlordUrl"] = OfUrl,
        ["next"] = new(LongestAddress, "^/v1/", "uri-reference"),
        ["href"] = new(200, "^/", "uri-reference"),
        ["items"] = new(LongestAddress, "^/v1/", "uri-reference"),
        ["version"] = new(20, "^[0-9]+\\.[0-9]+\\.[0-9]+$"),
        ["commit"] = new(40, "^[0-9a-f]{7,40}$"),
    };

    /// <summary>How many characters a text member of this name may have.</summary>
    public static int LongestOf(string name) => Rules[name].MaxLength;

    /// <summary>A path parameter.</summary>
    public static OpenApiSchema OfId(string name)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 };
        (Rules.GetValueOrDefault(name) ?? Rules["id"]).Apply(schema);
        return schema;
    }

    /// <summary>An answer that is streamed, as long as it takes.</summary>
    public static void OfStream(OpenApiSchema schema) => new Rule(LongestStream, AnyText).Apply(schema);

    /// <summary>Bounds what nothing nearer has bounded.</summary>
    public static void Apply(string name, OpenApiSchema schema)
    {
        switch (schema.Type)
        {
            case JsonSchemaType.String when schema.Format == "date":
                (schema.MinLength, schema.MaxLength) = (10, 10);
                break;
            case JsonSchemaType.String when schema.Format == "date-time":
                (schema.MinLength, schema.MaxLength) = (24, 24);
                break;
            case JsonSchemaType.String when schema.Enum is not { Count: > 0 } && Rules.GetValueOrDefault(name) is { } rule:
                rule.Apply(schema);
                break;
            case JsonSchemaType.Object when schema.AdditionalProperties is OpenApiSchema values:
                schema.MaxProperties ??= MostItems;
                Apply(name, values);
                break;
            case JsonSchemaType.Integer:
                schema.Minimum ??= "0";
                schema.Maximum ??= schema.Format == "int64" ? "9007199254740991" : "2147483647";
                break;
            case JsonSchemaType.Number:
                schema.Format ??= "double";
                schema.Minimum ??= "0";
                schema.Maximum ??= "1000000000000";
                break;
            case JsonSchemaType.Array:
                schema.MaxItems ??= MostItems;
                if (schema.Items is OpenApiSchema items)
                    Apply(name, items);
                break;
            default:
                break;
        }
    }

    private sealed record Rule(int MaxLength, string Pattern, string? Format = null)
    {
        public void Apply(OpenApiSchema schema)
        {
            schema.Format ??= Format;
            schema.MaxLength ??= MaxLength;
            schema.Pattern ??= Pattern;
        }
    }
}
