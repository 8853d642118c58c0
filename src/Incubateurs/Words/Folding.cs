using System.Globalization;
using System.Text;

namespace Incubateurs.Words;

/// <summary>Texts compared as people read them: case, accents, ligatures and punctuation do not count.</summary>
internal static class Folding
{
    /// <summary>
    /// The key that sorts names: plain letters and digits, every run of anything else as one blank.
    /// <c>+</c> and <c>#</c> right after a letter count as letters: C, C++ and C# are three things.
    /// A text without any letter or digit is its own key, or all such names would be one.
    /// </summary>
    public static string Key(string text)
    {
        var plain = Plain(text);
        var key = new StringBuilder(plain.Length);
        var gap = false;
        foreach (var rune in plain.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && (gap || key.Length == 0 || rune.Value is not ('+' or '#')))
            {
                gap = true;
                continue;
            }

            if (gap && key.Length > 0)
                key.Append(' ');
            key.Append(rune);
            gap = false;
        }

        return key.Length > 0 ? key.ToString() : plain.Trim();
    }

    /// <summary>
    /// The key that groups the spellings of a vocabulary: as <see cref="Key"/>, without blanks, so that
    /// "Ruby on Rails" is "ruby-on-rails" and "Next.js" is "NextJS". Endings count: "associations" is not "association".
    /// </summary>
    public static string TermKey(string text) => Key(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>
    /// Lower case without accents, ligatures and invisible characters, every apostrophe as <c>'</c>;
    /// other punctuation stays. Any text is welcome, even one that is not well-formed Unicode.
    /// </summary>
    public static string Plain(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        var decomposed = text.Normal(NormalizationForm.FormD);
        var plain = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            // Lowered after decomposition: the capital dotted I has no small letter of its own.
            var lower = Rune.ToLowerInvariant(rune);
            if (Rune.GetUnicodeCategory(lower) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            _ = lower.Value switch
            {
                'œ' => plain.Append("oe"),
                'æ' => plain.Append("ae"),
                'ß' => plain.Append("ss"),
                '\u2018' or '\u2019' or '\u02BC' or '\u2032' or '\uFF07' => plain.Append('\''),
                _ => plain.Append(lower),
            };
        }

        return plain.ToString();
    }
}
