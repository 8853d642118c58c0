using Incubateurs.Words;

namespace Incubateurs.Startups.Search;

/// <summary>
/// French endings that do not matter to somebody who searches: number, gender, infinitive and participle,
/// and the adverb of an adjective. In the spirit of Jacques Savoy's light stemmer ("A Stemming Procedure and
/// Stopword List for General French Corpora", JASIS 50(10), 1999), written anew for folded words and narrower:
/// it leaves derivations alone, because a logement is not what one does with loger, nor a département a départ.
/// A stem is a key, not a word: "travaux" and "travailler" are both <c>traval</c>.
/// </summary>
internal static class FrenchStem
{
    /// <summary>What is at most this long is left as it is: "mère" must not become "mer".</summary>
    private const int Shortest = 4;

    // Longest first; the first that fits is taken. Words here have lost their plural and their final e's.
    private static readonly (string Ending, string Key)[] Endings =
    [
        ("iquement", "ic"), ("ivement", "iv"), ("ellement", "el"), ("eusement", "eu"), ("alement", "al"), // adverbs
        ("tric", "teu"), ("eus", "eu"), ("eur", "eu"), // chercheuse, chercheur, dangereux; directrice, directeur
        ("iqu", "ic"), ("if", "iv"), ("eau", "el"), ("ail", "al"), // publique, actif, nouveau, travail
    ];

    /// <param name="word">A folded word (<see cref="Folding.Plain"/>), letters and digits only.</param>
    public static string Of(string word)
    {
        if (word.Length < Shortest || !word.All(char.IsAsciiLetterLower))
            return word;

        var stem = Singular(word);
        if (stem.EndsWith("iere", StringComparison.Ordinal)) // première is premier
            stem = stem[..^1];
        if (stem.Length > Shortest && stem is [.., 'e', 'r' or 'z'] or [.., 'i', 'r'])
            stem = stem[..^1];
        while (stem.Length > Shortest && stem[^1] == 'e')
            stem = stem[..^1];
        if (stem.Length > Shortest && stem[^1] == stem[^2]) // personnelle, ancienne
            stem = stem[..^1];
        foreach (var (ending, key) in Endings)
            if (stem.Length > Math.Max(Shortest, ending.Length + 1) && stem.EndsWith(ending, StringComparison.Ordinal))
                return stem[..^ending.Length] + key;
        return stem;
    }

    private static string Singular(string word) => word switch
    {
        [.., 'e', 'a', 'u', 'x'] => word[..^1],
        [_, _, .., 'a', 'u', 'x'] when word.Length > 5 => word[..^2] + "l",
        [.., 's', 's'] => word,
        [.., 's' or 'x'] => word[..^1],
        _ => word,
    };
}
