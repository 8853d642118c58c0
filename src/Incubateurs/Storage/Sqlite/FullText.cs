namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// The index of words as a table of FTS5, whose rows have the ids of <c>search_texts</c>. A question is made of nothing but
/// quoted words, so that no text anybody types is ever a syntax error or an operator.
/// </summary>
internal sealed class FullText : ISearch
{
    private const string AddSql = """
        INSERT INTO search_words (rowid, name, pitch, description)
        VALUES (@Id, @Name, @Pitch, @Description)
        """;

    private const string ClearSql = "INSERT INTO search_words (search_words) VALUES ('delete-all')";

    private const string AddPassingSql = """
        INSERT INTO temp.passing_words (rowid, name, pitch, description)
        VALUES (@Id, @Name, @Pitch, @Description)
        """;

    private const string OthersSql = """
        SELECT doc
          FROM (SELECT doc, col, term FROM temp.stored_terms EXCEPT SELECT doc, col, term FROM temp.passing_terms)
         UNION
        SELECT doc
          FROM (SELECT doc, col, term FROM temp.passing_terms EXCEPT SELECT doc, col, term FROM temp.stored_terms)
        """;

    // As the migration makes the index itself, but for its prefixes.
    private static readonly string[] MakePassing =
    [
        """
        CREATE VIRTUAL TABLE temp.passing_words USING fts5 (
            name, pitch, description,
            content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
        )
        """,
        "CREATE VIRTUAL TABLE temp.passing_terms USING fts5vocab (temp, passing_words, instance)",
        "CREATE VIRTUAL TABLE temp.stored_terms USING fts5vocab (main, search_words, instance)",
    ];

    private static readonly string[] DropPassing =
    [
        "DROP TABLE IF EXISTS temp.stored_terms", "DROP TABLE IF EXISTS temp.passing_terms", "DROP TABLE IF EXISTS temp.passing_words",
    ];

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

    // The words are indexed a second time, in passing, so that one and the same tokenizer has seen both.
    public async Task<IReadOnlyList<long>> ListOthersAsync(Tx tx, IReadOnlyList<IndexedText> texts)
    {
        await tx.ExecuteAsync("PRAGMA query_only = OFF");
        try
        {
            foreach (var make in MakePassing)
                await tx.ExecuteAsync(make);
            foreach (var text in texts)
                await tx.ExecuteAsync(AddPassingSql, text);
            return [.. (await tx.QueryAsync<long>(OthersSql)).Intersect(texts.Select(text => text.Id))];
        }
        finally
        {
            foreach (var drop in DropPassing)
                await tx.ExecuteAsync(drop);
            await tx.ExecuteAsync("PRAGMA query_only = ON");
        }
    }

    public Task AddAsync(Tx tx, IndexedText text) => tx.ExecuteAsync(AddSql, text);

    private static string Asking(SearchTerm term) =>
        term.Beginning is { } beginning ? $"(\"{beginning}\"* OR \"{term.Word}\")" : $"\"{term.Word}\"";
}
