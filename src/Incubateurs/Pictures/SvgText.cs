using System.Globalization;
using System.Text;
using System.Xml;
using Incubateurs.Words;

namespace Incubateurs.Pictures;

/// <summary>Texts of pictures.</summary>
internal static class SvgText
{
    /// <summary>A number as people of a language write it.</summary>
    public static string Number(double value, Language language) =>
        value.ToString("#,0.#", CultureInfo.GetCultureInfo(language == Language.En ? "en-GB" : "fr-FR"));

    public static string Date(DateOnly day, Language language) =>
        day.ToString(language == Language.En ? "yyyy-MM-dd" : "dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun; French counts none as one.</summary>
    public static string Counted(int count, Language language, string one, string more) =>
        $"{Number(count, language)} {(count == 1 || (count == 0 && language == Language.Fr) ? one : more)}";

    /// <summary>Lines of so many letters at most, broken at blanks; a longer word is cut.</summary>
    public static IReadOnlyList<string> Wrapped(string text, int letters)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Cut(word, letters)))
            if (line.Length == 0)
                line = word;
            else if (line.Length + 1 + word.Length <= letters)
                line += $" {word}";
            else
            {
                lines.Add(line);
                line = word;
            }

        return [.. lines, line];
    }

    /// <summary>Without the characters that no XML document may hold, halves of pairs among them.</summary>
    public static string Clean(string content) => content.All(XmlConvert.IsXmlChar)
        ? content
        : string.Concat(
            content.EnumerateRunes().Where(
                rune => rune != Rune.ReplacementChar && (rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value))));

    private static IEnumerable<string> Cut(string word, int letters)
    {
        for (; word.Length > letters; word = word[letters..])
            yield return word[..letters];
        yield return word;
    }
}
