using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>
/// One published definition for each figure. The text is docs/FIGURES.md itself, which the executable carries.
/// </summary>
internal static class Definitions
{
    /// <summary>The section of the words that all others use.</summary>
    public const string CommonWords = "words";

    public static readonly IReadOnlyDictionary<string, Label> Titles = new Dictionary<string, Label>(StringComparer.Ordinal)
    {
        ["flow"] = new("Le flux, période par période", "The flow, period by period"),
        ["durations"] = new("La durée des phases", "How long phases last"),
        ["incubations"] = new("La durée des incubations", "How long incubations take"),
        ["stock"] = new("Le stock", "The stock"),
        ["quality"] = new("La qualité du portefeuille", "The quality of the portfolio"),
        [CommonWords] = new("Les mots des définitions", "The words of the definitions"),
    };

    private static readonly Lazy<IReadOnlyDictionary<(string Section, Language Language), string[]>> Texts = new(Read);

    public static string Of(string section) => "/definitions/" + section;

    /// <summary>The paragraphs of a section, in Markdown; null where there is no such section.</summary>
    public static IReadOnlyList<string>? Paragraphs(string section, Language language) =>
        Texts.Value.GetValueOrDefault((section, language));

    private static Dictionary<(string Section, Language Language), string[]> Read()
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream("docs/FIGURES.md")!;
        using var reader = new StreamReader(stream);
        Dictionary<(string, Language), string[]> texts = [];
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ")[1..])
        {
            var parts = section.Split("\n### ");
            foreach (var (part, language) in parts[1..].Zip([Language.En, Language.Fr]))
                texts.Add(
                    (parts[0].Trim(), language), [.. part.Split("\n\n")[1..].Select(paragraph => paragraph.Trim().Replace('\n', ' '))]);
        }

        return texts;
    }
}
