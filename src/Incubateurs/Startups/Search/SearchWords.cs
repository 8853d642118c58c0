using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Startups.Search;

/// <summary>The words of a text as the search sees them, in the index and in the query alike.</summary>
internal static class SearchWords
{
    /// <summary>Longer words are cut: what is that long is an address or noise.</summary>
    public const int LongestWord = 40;

    private static readonly HashSet<string> Elided =
        ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

    /// <summary>
    /// The folded words of a text, in order. An elided word and its apostrophe are dropped ("l'emploi" is one word);
    /// "aujourd'hui" is one word too.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var plain = Folding.Plain(text);
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in plain.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                word.Append(rune);
            else
                End(followedByApostrophe: rune.Value == '\'');
        }

        End(followedByApostrophe: false);
        return words;

        void End(bool followedByApostrophe)
        {
            if (word.Length == 0)
                return;
            var ended = Cut(word.ToString());
            word.Clear();
            if (ended == "hui" && words is [.., "aujourd"])
                words[^1] = "aujourdhui";
            else if (!followedByApostrophe || !Elided.Contains(ended))
                words.Add(ended);
        }
    }

    /// <summary>
    /// What the full-text index holds of a text: each word as written, and its stem behind <c>_</c>.
    /// Both, because a whole word must match whatever its ending, which is equality of stems, and the last word of a
    /// query by its beginning, which only the written form has: "automatiq" begins "automatique" and not its stem
    /// "automatic". The mark keeps them apart, since no word holds a <c>_</c>: a stem never passes for a word.
    /// Each once, since nothing here depends on how often a word stands in a text.
    /// </summary>
    public static string Indexed(string text) =>
        string.Join(' ', Of(text).SelectMany(word => new[] { word, Stem(word) }).Distinct(StringComparer.Ordinal));

    /// <summary>
    /// The search asked for, or null when the text holds no word. A single elided letter is dropped here even without
    /// its apostrophe ("l emploi"), unless it is all there is ("c").
    /// </summary>
    public static SearchQuery? Query(string q)
    {
        var all = Of(q);
        var words = all.Where(word => !Elided.Contains(word)).ToList();
        return all.Count == 0 ? null : SearchQuery.For(words.Count > 0 ? words : all);
    }

    internal static string Stem(string word) => $"_{FrenchStem.Of(word)}";

    private static string Cut(string word) =>
        word.Length <= LongestWord ? word
        : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
}
