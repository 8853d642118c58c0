using Dapper;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups.Search;

/// <summary>
/// The search by words, the only place that knows the full-text engine. Words are folded and stemmed in C#
/// (<see cref="SearchWords"/>), so that any engine finds the same. The rank is where the words stand:
/// all in the name, all in name and pitch, anywhere; then by name.
/// </summary>
internal static class SearchStore
{
    /// <summary>The ranks, best first, as the columns in which all words must stand.</summary>
    public static readonly IReadOnlyList<string?> Ranks = ["name", "name pitch", null];

    /// <summary>So many startups are ranked at once.</summary>
    public const int Few = 256;

    private const string CloseSql = "UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO search_texts (startup_id, name_key, known_from, known_to)
        VALUES (@id, @nameKey, @sequence, @Open)
        RETURNING id
        """;

    private const string AddWordsSql =
        "INSERT INTO search_words (rowid, name, pitch, description) VALUES (@rowid, @name, @pitch, @description)";

    /// <summary>Indexes the words of a startup; those of before stay, for who asks what was known.</summary>
    public static async Task IndexWordsAsync(
        this Tx tx, long sequence, string id, string nameKey, (string Name, string? Pitch, string? Description) texts)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        var rowid = await tx.ScalarAsync<long>(AddSql, new { id, nameKey, sequence, Tx.Open });
        await tx.ExecuteAsync(AddWordsSql, new
        {
            rowid,
            name = SearchWords.Indexed(texts.Name),
            pitch = SearchWords.Indexed(texts.Pitch ?? ""),
            description = SearchWords.Indexed(texts.Description ?? ""),
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

    /// <summary>
    /// All startups that pass the filter and hold the words, each with its rank, the best first; null where they are too many to
    /// look at. One statement then ranks and counts; of many, a page is read rank by rank.
    /// </summary>
    public static async Task<IReadOnlyList<Hit>?> FindFewAsync(
        this Tx tx, string where, DynamicParameters parameters, SearchQuery words, Knowledge knowledge)
    {
        parameters.Add("words", words.In(null));
        parameters.Add("inName", words.In(Ranks[0]));
        parameters.Add("inPitch", words.In(Ranks[1]));
        parameters.Add("most", Few + 1);
        var hits = (await tx.QueryAsync<Hit>(
            $"""
            SELECT s.startup_id AS id, s.name_key,
                   CASE WHEN w.rowid IN (SELECT n.rowid FROM search_words n WHERE n.search_words MATCH @inName) THEN 0
                        WHEN w.rowid IN (SELECT p.rowid FROM search_words p WHERE p.search_words MATCH @inPitch) THEN 1
                        ELSE 2
                    END AS rank
              FROM {RankFrom}
             WHERE {where}
               AND w.search_words MATCH @words
               AND x.id = w.rowid
               AND {knowledge.Of("x")}
               AND s.startup_id = x.startup_id
             LIMIT @most
            """,
            parameters)).AsList();
        if (hits.Count > Few)
            return null;

        hits.Sort((one, other) => one.CompareTo(other.Rank, other.NameKey, other.Id));
        return hits;
    }

    /// <summary>Tables of the startups of one rank; <see cref="RankCondition"/> belongs to it.</summary>
    public const string RankFrom = "search_words w CROSS JOIN search_texts x CROSS JOIN spans s";

    /// <summary>
    /// The condition that all words stand in the columns of a rank and not in those of a better one. Its parameters are its own:
    /// several ranks may be asked for by one statement.
    /// </summary>
    public static string RankCondition(SearchQuery words, int rank, Knowledge knowledge, DynamicParameters parameters)
    {
        parameters.Add($"words{rank}", words.In(Ranks[rank]));
        var condition = $"w.search_words MATCH @words{rank} AND x.id = w.rowid AND {knowledge.Of("x")} AND s.startup_id = x.startup_id";
        if (rank == 0)
            return condition;

        parameters.Add($"better{rank}", words.In(Ranks[rank - 1]));
        return $"{condition} AND w.rowid NOT IN (SELECT b.rowid FROM search_words b WHERE b.search_words MATCH @better{rank})";
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

    /// <summary>A startup that holds the words.</summary>
    internal sealed record Hit
    {
        public required string Id { get; init; }
        public required string NameKey { get; init; }
        public required long Rank { get; init; }

        /// <summary>Best rank first, then by name and id as the database compares them: by code points.</summary>
        public int CompareTo(long rank, string nameKey, string id) =>
            Rank != rank ? Rank.CompareTo(rank)
            : CodePoints.Compare(NameKey, nameKey) is not 0 and var order ? order
            : CodePoints.Compare(Id, id);
    }
}
