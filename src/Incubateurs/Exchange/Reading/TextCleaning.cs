using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>Takes out of a text what nobody sees and nobody wrote on purpose, and says what it was.</summary>
internal static partial class TextCleaning
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code),
            '\u200B',
            '\u2028',
            '\u2029',
            '\uFEFF',
        ]);

    /// <summary>A text of one line: line breaks become blanks, the ends are trimmed.</summary>
    public static string Line(string text, Action<AnomalyClass> cleaned) => Trim(Clean(text, ' ', cleaned), cleaned);

    /// <summary>A text of several lines, trimmed; line breaks are LF.</summary>
    public static string Lines(string text, Action<AnomalyClass> cleaned)
    {
        var clean = Clean(text, '\n', cleaned);
        // The line break that ends a block of YAML is punctuation, no blank that somebody left.
        return Trim(clean.TrimEnd('\n'), cleaned);
    }

    /// <summary>Markdown as written, but for what is invisible. Leading empty lines and trailing blanks go without a word.</summary>
    public static string Markdown(string text, Action<AnomalyClass> cleaned) =>
        LeadingEmptyLines().Replace(Clean(text, '\n', cleaned).TrimEnd(), "");

    /// <summary>The text with HTML entities decoded, and clean of what they stood for.</summary>
    public static string Decoded(string text, Action<AnomalyClass> cleaned)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
            return text;
        var decoded = WebUtility.HtmlDecode(text);
        if (decoded != text)
            cleaned(AnomalyClasses.HtmlEntity);
        return Clean(decoded, '\n', cleaned);
    }

    /// <summary>The text without HTML tags.</summary>
    public static string WithoutTags(string text, Action<AnomalyClass> cleaned)
    {
        var plain = Tag().Replace(text, "");
        if (plain.Length != text.Length)
            cleaned(AnomalyClasses.HtmlRemoved);
        return plain;
    }

    /// <summary>The path of a file as a report shows it: a name may hold what a terminal obeys.</summary>
    public static string Shown(string path) => string.Concat(path.Sound().Select(c => char.IsControl(c) ? '\uFFFD' : c));

    private static string Clean(string text, char lineBreak, Action<AnomalyClass> cleaned)
    {
        var sound = text.WithoutNoncharacters();
        if (sound.Length != text.Length)
            cleaned(AnomalyClasses.Noncharacter);
        var clean = sound.AsSpan().ContainsAny(Suspects) ? WithoutSuspects(sound, lineBreak, cleaned) : sound;
        var composed = clean.Composed();
        if (composed != clean)
            cleaned(AnomalyClasses.NotNfc);
        return composed;
    }

    private static string WithoutSuspects(string text, char lineBreak, Action<AnomalyClass> cleaned)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n' or '\r':
                    _ = clean.Append(lineBreak);
                    break;
                case '\t':
                    _ = clean.Append(lineBreak == ' ' ? ' ' : '\t');
                    break;
                case '\uFEFF':
                    cleaned(AnomalyClasses.ByteOrderMark);
                    break;
                case '\u200B':
                    cleaned(AnomalyClasses.ZeroWidthSpace);
                    break;
                case '\u2028' or '\u2029' or '\u0085':
                    cleaned(AnomalyClasses.LineSeparator);
                    _ = clean.Append(lineBreak);
                    break;
                case { } c when char.IsControl(c):
                    cleaned(AnomalyClasses.ControlCharacter);
                    break;
                case { } c:
                    _ = clean.Append(c);
                    break;
            }

        return clean.ToString();
    }

    private static string Trim(string text, Action<AnomalyClass> cleaned)
    {
        var trimmed = text.Trim();
        if (trimmed.Length != text.Length && trimmed.Length > 0)
            cleaned(AnomalyClasses.SurroundingBlanks);
        return trimmed;
    }

    [GeneratedRegex("</?[a-zA-Z][^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(?:[ \t]*\n)+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LeadingEmptyLines();
}
