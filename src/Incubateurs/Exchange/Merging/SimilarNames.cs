using Incubateurs.Words;
using Quickenshtein;

namespace Incubateurs.Exchange.Merging;

/// <summary>Whether two names may be those of one thing: a new file of nearly the same name may be the one that is gone.</summary>
internal static class SimilarNames
{
    /// <summary>Of so many letters of a name one may be another.</summary>
    private const int LettersForOne = 5;

    /// <summary>The same but for case, accents and punctuation, or for one letter in five.</summary>
    public static bool Are(string one, string other)
    {
        var (left, right) = (Folding.TermKey(one), Folding.TermKey(other));
        return left.Length > 0 && Levenshtein.GetDistance(left, right) * LettersForOne <= Math.Min(left.Length, right.Length);
    }
}
