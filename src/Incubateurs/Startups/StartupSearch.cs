using Dapper;
using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>
/// The search by words, the only place that knows the full-text engine. Words are folded and stemmed in C#
/// (<see cref="SearchWords"/>), so that any engine finds the same. The rank is where the words stand:
/// all in the name, all in name and pitch, anywhere; then by name.
/// </summary>
internal static class StartupSearch
{
    /// <summary>The ranks, best first, as the columns in which all words must stand.</summary>
    public static readonly IReadOnlyList<string?> Ranks = ["name", "name pitch", null];

    private const string CloseSql = "UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO search_texts (startup_id, name_key, known_from, known_to)
        VALUES (@id, @nameKey, @sequence, @Open)
        RETURNING id
        """;

    private const string AddWordsSql =
        "INSERT INTO search_words (rowid, name, pitch, description) VALUES (@rowid, @name, @pitch, @description)";

    /// <summary>Indexes the words of a startup; those of before stay, for who asks what was known.</summary>
    public static async Task IndexWordsAsync(this Tx tx, long sequence, string id, string nameKey, StartupFacts facts)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        var rowid = await tx.ScalarAsync<long>(AddSql, new { id, nameKey, sequence, Tx.Open });
        await tx.ExecuteAsync(AddWordsSql, new
        {
            rowid,
            name = SearchWords.Indexed(facts.Name),
            pitch = SearchWords.Indexed(facts.Pitch ?? ""),
            description = SearchWords.Indexed(facts.Description ?? ""),
        });
    }

    /// <summary>The condition that a startup <c>s</c> holds all the words somewhere; no word is no startup.</summary>
    public static string Condition(string q, Knowledge knowledge, DynamicParameters parameters)
    {
        if (SearchWords.Query(q) is not { } words)
            return "1 = 0";

        parameters.Add("words", words.In(null));
        return $"""
            s.startup_id IN (SELECT x.startup_id
                               FROM search_words w
                               JOIN search_texts x ON x.id = w.rowid
                              WHERE w.search_words MATCH @words
                                AND {knowledge.Of("x")})
            """;
    }

    /// <summary>Tables of the startups of one rank; <see cref="RankCondition"/> belongs to it.</summary>
    public const string RankFrom = "search_words w CROSS JOIN search_texts x CROSS JOIN spans s";

    /// <summary>The condition that all words stand in the columns of a rank and not in those of a better one.</summary>
    public static string RankCondition(SearchQuery words, int rank, Knowledge knowledge, DynamicParameters parameters)
    {
        parameters.Add("words", words.In(Ranks[rank]));
        var condition = $"w.search_words MATCH @words AND x.id = w.rowid AND {knowledge.Of("x")} AND s.startup_id = x.startup_id";
        if (rank == 0)
            return condition;

        parameters.Add("better", words.In(Ranks[rank - 1]));
        return $"{condition} AND w.rowid NOT IN (SELECT b.rowid FROM search_words b WHERE b.search_words MATCH @better)";
    }

    /// <summary>Counts the startups that hold the words when no other filter narrows them: each has one span on any day.</summary>
    public static Task<long> CountWordsAsync(this Tx tx, SearchQuery words, Knowledge knowledge) =>
        tx.ScalarAsync<long>(
            $"""
            SELECT count(*)
              FROM search_words w
             CROSS JOIN search_texts x
             WHERE w.search_words MATCH @words
               AND x.id = w.rowid
               AND {knowledge.Of("x")}
            """,
            new { words = words.In(null), sequence = knowledge.Sequence });
}
