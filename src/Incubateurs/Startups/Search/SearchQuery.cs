using Incubateurs.Storage;

namespace Incubateurs.Startups.Search;

/// <summary>What is searched for: words and nothing else, so that no text anybody types is ever a syntax error or an operator.</summary>
/// <param name="Terms">One for each word; all of them must match.</param>
internal sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>Words beyond are ignored: a bound on the work, which no honest search meets.</summary>
    public const int MostWords = 12;

    /// <summary>Whole words match by their stem; the last one, still being typed perhaps, by its beginning as well.</summary>
    public static SearchQuery For(IEnumerable<string> words)
    {
        string[] used = [.. words.Take(MostWords)];
        return new([.. used.Select((word, i) => new SearchTerm(SearchWords.Stem(word), i == used.Length - 1 ? word : null)).Distinct()]);
    }
}
