namespace Incubateurs.Startups.Search;

/// <summary>
/// A search in the syntax of SQLite's FTS5, made of nothing but quoted words, so that no text anybody types
/// is ever a syntax error or an operator.
/// </summary>
/// <param name="Terms">One expression per word; all of them must match.</param>
internal sealed record SearchQuery(IReadOnlyList<string> Terms)
{
    /// <summary>Words beyond are ignored: a bound on the work, which no honest search meets.</summary>
    public const int MostWords = 12;

    /// <summary>Whole words match by their stem; the last one, still being typed perhaps, by its beginning as well.</summary>
    public static SearchQuery For(IEnumerable<string> words)
    {
        string[] used = [.. words.Take(MostWords)];
        return new([.. used.Select((word, i) => i == used.Length - 1
            ? $"(\"{word}\"* OR \"{SearchWords.Stem(word)}\")"
            : $"\"{SearchWords.Stem(word)}\"").Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The MATCH expression.</summary>
    /// <param name="columns">Names of columns between blanks, such as <c>name pitch</c>, to look in those alone; null for all.</param>
    public string In(string? columns = null)
    {
        var all = string.Join(" AND ", Terms);
        return columns is null ? all : $"{{{columns}}} : ({all})";
    }
}
