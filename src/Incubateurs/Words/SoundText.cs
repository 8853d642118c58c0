using System.Globalization;
using System.Text;

namespace Incubateurs.Words;

/// <summary>
/// The one gate before Unicode's normal forms: .NET throws on what is no character, and texts come from files and from
/// strangers.
/// </summary>
internal static class SoundText
{
    /// <summary>What is said of a text that is none.</summary>
    public static readonly Label Unsound = new(
        "Contient un caractère qu'un texte ne peut pas porter (NUL, demi-caractère, non-caractère).",
        "Holds a character that text cannot hold (NUL, half a character, a noncharacter).");

    /// <summary>The text with each half of a character and each noncharacter as U+FFFD; any text is welcome.</summary>
    public static string Sound(this string text) => text.Replaced(Rune.ReplacementChar.ToString());

    /// <summary>The text without halves of characters and noncharacters.</summary>
    public static string WithoutNoncharacters(this string text) => text.Replaced("");

    /// <summary>Whether every character of the text is one, and none is NUL, which neither files nor other databases keep.</summary>
    public static bool IsSound(this string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && ReferenceEquals(text.Sound(), text);

    /// <summary>Whether nobody sees anything: blanks, invisible characters, marks without a letter.</summary>
    public static bool IsBlank(this string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && !IsInvisible(rune))
                return false;
        return true;
    }

    /// <summary>Whether accents can be told from letters; .NET does without ICU where it is told to, and then they cannot.</summary>
    public static bool CanNormalize => "é".Normal(NormalizationForm.FormD).Length == 2;

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

    // Fillers and the empty Braille cell are letters and symbols by category, and show nothing.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned
        || rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    // The Unicode Standard, 23.7: the last two codes of each plane, and 32 more; never to become characters.
    private static bool IsNoncharacter(int code) => (code & 0xFFFE) == 0xFFFE || code is >= 0xFDD0 and <= 0xFDEF;
}
