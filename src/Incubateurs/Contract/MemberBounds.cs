using Incubateurs.Webhooks;
using Incubateurs.Words;
using Microsoft.OpenApi;

namespace Incubateurs.Contract;

/// <summary>
/// What the texts of the document look like, by the name of the member; how long they may be is said in <see cref="Bounds"/>.
/// What one record knows better stands there, as an attribute. No bound is stricter than what the import lets through.
/// </summary>
internal static class MemberBounds
{

    private const string AnyText = "^[^\\u0000]*$";

    // A member without a value is absent: no text is blank, neither in bodies nor in answers.
    private const string NotBlank = "^[^\\u0000]*\\S[^\\u0000]*$";
    private const string Id = "^[^/\\\\\\u0000-\\u001F\\u007F-\\u009F]+$";
    private const string Code = "^[a-z][a-z_-]*$";
    private const string Hash = "^[0-9a-f]{64}$";
    private const string CamelCode = "^[a-z][A-Za-z]*$";
    private const string WebAddress = "^https?://[^\\s]+$";

    private static readonly Rule OfText = new(NotBlank);
    private static readonly Rule OfLine = new(NotBlank);
    private static readonly Rule OfUrl = new(WebAddress, "uri");

    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["id"] = new(Id),
        ["formerIds"] = new(Id),
        ["code"] = new(Code),
        ["phase"] = new(Code),
        ["formerNames"] = OfLine,
        ["name"] = new(NotBlank),
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
        ["accessibility"] = new(Code),
        ["incubators"] = new(Id),
        ["startups"] = new(Id),
        ["attempt"] = new(Id),
        ["phases"] = new(Code),
        ["types"] = new("^[a-z][A-Za-z.-]*$"),
        ["secret"] = new(WebhookSecret.Pattern),
        ["sponsors"] = new(Id),
        ["startup"] = new(Id),
        ["owner"] = new(Id),
        ["agent"] = new(AnyText),
        ["method"] = new("^[A-Za-z!#$%&'*+.^_`|~-]+$"),
        ["route"] = new("^[ -~]*$"),
        ["resource"] = new(AnyText),
        ["requestId"] = new("^[0-9a-f]{32}$"),
        ["head"] = new(Hash),
        ["seal"] = new(Hash),
        ["when"] = new(Hash),
        ["who"] = new(Hash),
        ["covers"] = OfLine,
        ["signature"] = new("^[A-Za-z0-9+/]+=*$"),
        ["preferredScenario"] = OfText,
        ["fallbackScenario"] = OfText,
        ["justification"] = OfText,
        ["detail"] = OfText,
        ["exit"] = new(Code),
        ["definition"] = new("^(/[A-Za-z0-9._~-]+)*/definitions/", "uri-reference"),
        ["message"] = OfText,
        ["resolutionReason"] = OfText,
        ["moderationReason"] = OfText,
        ["function"] = OfLine,
        ["coHosts"] = new(Id),
        ["candidacyId"] = new(Id),
        ["administrationId"] = new(Id),
        ["mergedInto"] = new(Id),
        ["handOver"] = new(Id),
        ["host"] = new(Id),
        ["review"] = new(Id),
        ["report"] = new(Id),
        ["status"] = new(CamelCode),
        ["outcome"] = new(CamelCode),
        ["findings"] = new("^[a-z_]+$"),
        ["followUpSecret"] = new("^[a-z0-9]+$"),
        ["type"] = new("^[a-z][A-Za-z.-]*$"),
        ["comment"] = OfText,
        ["reason"] = OfText,
        ["errors"] = OfText,
        ["description"] = new(NotBlank),
        ["siret"] = new("^[0-9]{14}$"),
        ["directoryId"] = new(DirectoryIds.Pattern),
        ["next"] = new("^(/[A-Za-z0-9._~-]+)*/v1/", "uri-reference"),
        ["href"] = new("^/", "uri-reference"),
        ["items"] = new("^(/[A-Za-z0-9._~-]+)*/v1/", "uri-reference"),
        ["version"] = new("^[0-9]+\\.[0-9]+\\.[0-9]+$"),
        ["commit"] = new("^[0-9a-f]{7,40}$"),
    };

    /// <summary>A path parameter.</summary>
    public static OpenApiSchema OfId(string name)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 };
        var member = Rules.ContainsKey(name) ? name : "id";
        Rules[member].Apply(schema, Bounds.LongestOf(member));
        return schema;
    }

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
            case JsonSchemaType.String when schema.Enum is not { Count: > 0 } && RuleOf(name) is { } rule:
                rule.Apply(schema, Bounds.LongestOf(name));
                break;
            case JsonSchemaType.Object when schema.AdditionalProperties is OpenApiSchema values:
                schema.MaxProperties ??= Bounds.MostItems;
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
                schema.MaxItems ??= Bounds.MostItems;
                if (schema.Items is OpenApiSchema items)
                    Apply(name, items);
                break;
            default:
                break;
        }
    }

    private static Rule? RuleOf(string name) => Bounds.IsWebAddress(name) ? OfUrl : Rules.GetValueOrDefault(name);

    private sealed record Rule(string Pattern, string? Format = null)
    {
        public void Apply(OpenApiSchema schema, int longest)
        {
            schema.Format ??= Format;
            schema.MaxLength ??= longest;
            schema.Pattern ??= Pattern;
        }
    }
}
