using System.Text;

namespace Incubateurs.Words;

/// <summary>
/// The one gate before Unicode's normal forms: .NET throws on what is no character, and texts come from files and from
/// strangers.
/// </summary>
internal static class SoundText
{
    /// <summary>The text with each half of a character and each noncharacter as U+FFFD; any text is welcome.</summary>
    public static string Sound(this string text) => text.Replaced(Rune.ReplacementChar.ToString());

    /// <summary>The text without halves of characters and noncharacters.</summary>
    public static string WithoutNoncharacters(this string text) => text.Replaced("");

    /// <summary>A normal form of the sound text.</summary>
    public static string Normal(this string text, NormalizationForm form) => text.Sound().Normalize(form);

    /// <summary>The sound text with accents and letters in one (NFC), as texts are kept and compared.</summary>
    public static string Composed(this string text) => text.Normal(NormalizationForm.FormC);

    private static string Replaced(this string text, string replacement)
    {
        // Whatever is no character stands behind the halves of characters.
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
            return text;

        var sound = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            _ = isWhole && !IsNoncharacter(rune.Value) ? sound.Append(rest[..length]) : sound.Append(replacement);
            rest = rest[length..];
        }

        return sound.Length == text.Length && sound.Equals(text) ? text : sound.ToString();
    }

    // The Unicode Standard, 23.7: the last two codes of each plane, and 32 more; never to become characters.
    private static bool IsNoncharacter(int code) => (code & 0xFFFE) == 0xFFFE || code is >= 0xFDD0 and <= 0xFDEF;
}
