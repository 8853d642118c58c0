namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// The index of words as a table of FTS5, whose rows have the ids of <c>search_texts</c>. A question is made of nothing but
/// quoted words, so that no text anybody types is ever a syntax error or an operator.
/// </summary>
internal sealed class FullText : ISearch
{
    private const string AddSql = """
        INSERT INTO search_words (rowid, name, pitch, description)
        VALUES (@id, @name, @pitch, @description)
        """;

    private const string ClearSql = "INSERT INTO search_words (search_words) VALUES ('delete-all')";

    private const string HoldsSql = "SELECT count(*) FROM search_words w WHERE w.rowid = @id AND w.search_words MATCH @words";

    public string Index => "search_words w";

    public string Id => "w.rowid";

    public string Holds(string parameter) => $"w.search_words MATCH {parameter}";

    public string SelectIds(string parameter) => $"SELECT f.rowid FROM search_words f WHERE f.search_words MATCH {parameter}";

    public string Asking(IReadOnlyList<SearchTerm> terms, SearchedTexts texts)
    {
        var all = string.Join(" AND ", terms.Select(Asking));
        return texts switch
        {
            SearchedTexts.Name => $"{{name}} : ({all})",
            SearchedTexts.NameAndPitch => $"{{name pitch}} : ({all})",
            _ => all,
        };
    }

    public Task ClearAsync(Tx tx) => tx.ExecuteAsync(ClearSql);

    public async Task<bool> HoldsAsync(Tx tx, long id, string name, string pitch, string description)
    {
        var words = string.Join(
            " AND ",
            new[] { ("name", name), ("pitch", pitch), ("description", description) }.Where(text => text.Item2.Length > 0)
                .Select(text => $"{{{text.Item1}}} : ({string.Join(' ', text.Item2.Split(' ').Select(word => $"\"{word}\""))})"));
        return words.Length == 0 || await tx.ScalarAsync<long>(HoldsSql, new { id, words }) > 0;
    }

    public Task AddAsync(Tx tx, long id, string name, string pitch, string description) =>
        tx.ExecuteAsync(AddSql, new { id, name, pitch, description });

    private static string Asking(SearchTerm term) =>
        term.Beginning is { } beginning ? $"(\"{beginning}\"* OR \"{term.Word}\")" : $"\"{term.Word}\"";
}
