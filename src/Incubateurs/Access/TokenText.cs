using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>
/// What a token says, before anybody has verified it: its header and its claims (RFC 7515, RFC 7519), read more strictly than
/// the framework's library does. Pure.
/// </summary>
internal sealed record TokenText(JsonElement Header, JsonElement Claims)
{
    private const string MediaType = "application/";
    private const int LongestClaim = 254;

    private static readonly JsonDocumentOptions Unambiguous = new() { AllowDuplicateProperties = false };

    /// <summary>Null when it is no signed token, or one of which a part means something that is not understood here.</summary>
    public static TokenText? Read(string token) =>
        token.Split('.') is [var header, var claims, { Length: > 0 }] && ObjectOf(header) is { } head && ObjectOf(claims) is { } said
            && new TokenText(head, said) is { IsAccessOrIdToken: true } text
            ? text
            : null;

    /// <summary>A member that is a text; null when it is absent or empty. False when it is something that no text can be.</summary>
    public static bool TryText(JsonElement part, string name, out string? text)
    {
        text = null;
        if (!part.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.String)
            return false;

        try
        {
            text = value.GetString() is { Length: > 0 } said ? said : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, or bytes that are no UTF-8.
            return false;
        }

        return text is null || (text.Length <= LongestClaim && text.IsSound() && !text.EnumerateRunes().Any(IsUnseen));
    }

    // Whoever extends tokens so that they mean something else says so in `crit`, in `typ`, or, of a logout, in `events`.
    private bool IsAccessOrIdToken =>
        !Header.TryGetProperty("crit", out _) && TryText(Header, "typ", out var type) && IsType(type)
        && !Claims.TryGetProperty("events", out _);

    private static bool IsType(string? type) =>
        type is null
        || (type.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) ? type[MediaType.Length..] : type).ToUpperInvariant()
            is "JWT" or "AT+JWT";

    private static bool IsUnseen(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static JsonElement? ObjectOf(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Unambiguous);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
