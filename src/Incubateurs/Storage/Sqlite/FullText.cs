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

    public Task AddAsync(Tx tx, long id, string name, string pitch, string description) =>
        tx.ExecuteAsync(AddSql, new { id, name, pitch, description });

    private static string Asking(SearchTerm term) =>
        term.Beginning is { } beginning ? $"(\"{beginning}\"* OR \"{term.Word}\")" : $"\"{term.Word}\"";
}
