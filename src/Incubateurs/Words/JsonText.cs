using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Words;

/// <summary>Lists and small objects that a column holds as JSON.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>
    /// A list of texts as <see cref="Of"/> writes it. Without a backslash nothing in it is escaped, and what stands
    /// between two values stands nowhere else.
    /// </summary>
    public static IReadOnlyList<string> List(string text) =>
        text == "[]" ? []
        : text.Contains('\\', StringComparison.Ordinal) ? Read<string[]>(text)
        : text[2..^2].Split("\",\"");
}
