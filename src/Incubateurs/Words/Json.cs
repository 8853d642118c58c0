using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Incubateurs.Words;

/// <summary>
/// JSON as the contract has it: strict in (null, absent, unknown and repeated members are refused), absent rather than null out.
/// </summary>
internal static class Json
{
    // No body of the contract nests deeper than six.
    public const int Deepest = 16;

    public static readonly JsonSerializerOptions Options = Made();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = Deepest;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(RefuseNulls);

        // Accents and apostrophes stay readable. What is left unescaped is only dangerous inside HTML:
        // answers say what they are and forbid guessing (nosniff).
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonCodes());
        options.Converters.Add(new JsonInstant());
        options.Converters.Add(new JsonPlainText());
    }

    // A member that may be absent is nullable in C#, and null in JSON all the same says nothing.
    private static void RefuseNulls(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
            foreach (var property in type.Properties)
                property.IsSetNullable = false;
    }

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
