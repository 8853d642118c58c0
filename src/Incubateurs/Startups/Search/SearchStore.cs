using Dapper;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups.Search;

/// <summary>
/// The search by words. They are folded and stemmed in C# (<see cref="SearchWords"/>), so that the index of any engine
/// (<see cref="ISearch"/>) finds the same. The rank is where the words stand: all in the name, all in name and pitch,
/// anywhere; then by name.
/// </summary>
internal static class SearchStore
{
    /// <summary>The ranks, best first, as the texts in which all words must stand.</summary>
    public static readonly IReadOnlyList<SearchedTexts> Ranks = [SearchedTexts.Name, SearchedTexts.NameAndPitch, SearchedTexts.Anywhere];

    /// <summary>So many startups are ranked at once.</summary>
    public const int Few = 256;

    private const string CloseSql = "UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO search_texts (startup_id, name_key, known_from, known_to)
        VALUES (@id, @nameKey, @sequence, @Open)
        RETURNING id
        """;

    /// <summary>Indexes the words of a startup; those of before stay, for who asks what was known.</summary>
    public static async Task IndexWordsAsync(
        this Tx tx, long sequence, string id, string nameKey, SearchedWords words)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        var text = await tx.ScalarAsync<long>(AddSql, new { id, nameKey, sequence, Tx.Open });
        await tx.Search.AddAsync(tx, new(text, words.Name, words.Pitch, words.Description));
    }

    /// <summary>The condition that a startup <c>s</c> holds all the words somewhere; no word is no startup.</summary>
    /// <param name="known">The condition on the texts <c>x</c> that are meant.</param>
    public static string SearchCondition(this Tx tx, string q, string known, DynamicParameters parameters)
    {
        if (SearchWords.Query(q) is not { } words)
            return "1 = 0";

        parameters.Add("words", tx.Asking(words, SearchedTexts.Anywhere));
        return $"""
            s.startup_id IN (SELECT x.startup_id
                               FROM {tx.Search.Index}
                               JOIN search_texts x ON x.id = {tx.Search.Id}
                              WHERE {tx.Search.Holds("@words")}
                                AND {known})
            """;
    }

    /// <summary>
    /// All startups that pass the filter and hold the words, each with its rank, the best first; null where they are too many to
    /// look at. One statement then ranks and counts; of many, a page is read rank by rank.
    /// </summary>
    public static async Task<IReadOnlyList<Hit>?> FindFewAsync(
        this Tx tx, string from, string where, DynamicParameters parameters, SearchQuery words)
    {
        parameters.Add("words", tx.Asking(words, SearchedTexts.Anywhere));
        parameters.Add("inName", tx.Asking(words, Ranks[0]));
        parameters.Add("inPitch", tx.Asking(words, Ranks[1]));
        parameters.Add("most", Few + 1);
        var hits = (await tx.QueryAsync<Hit>(
            $"""
            SELECT s.startup_id AS id, s.name_key,
                   CASE WHEN {tx.Search.Id} IN ({tx.Search.SelectIds("@inName")}) THEN 0
                        WHEN {tx.Search.Id} IN ({tx.Search.SelectIds("@inPitch")}) THEN 1
                        ELSE 2
                    END AS rank
              FROM {tx.RankFrom(from)}
             WHERE {where}
               AND {tx.Search.Holds("@words")}
               AND x.id = {tx.Search.Id}
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
    public static string RankFrom(this Tx tx, string from) => $"{tx.Search.Index} CROSS JOIN search_texts x CROSS JOIN {from}";

    /// <summary>
    /// The condition that all words stand in the columns of a rank and not in those of a better one. Its parameters are its own:
    /// several ranks may be asked for by one statement.
    /// </summary>
    public static string RankCondition(this Tx tx, SearchQuery words, int rank, DynamicParameters parameters)
    {
        parameters.Add($"words{rank}", tx.Asking(words, Ranks[rank]));
        var condition =
            $"{tx.Search.Holds($"@words{rank}")} AND x.id = {tx.Search.Id} AND s.startup_id = x.startup_id";
        if (rank == 0)
            return condition;

        parameters.Add($"better{rank}", tx.Asking(words, Ranks[rank - 1]));
        return $"{condition} AND {tx.Search.Id} NOT IN ({tx.Search.SelectIds($"@better{rank}")})";
    }

    /// <summary>Counts the startups that hold the words when no other filter narrows them: each has one span on any day.</summary>
    public static Task<long> CountWordsAsync(this Tx tx, SearchQuery words, Knowledge knowledge) =>
        tx.ScalarAsync<long>(
            $"""
            SELECT count(*)
              FROM {tx.Search.Index}
             CROSS JOIN search_texts x
             WHERE {tx.Search.Holds("@words")}
               AND x.id = {tx.Search.Id}
               AND {knowledge.Of("x")}
            """,
            new { words = tx.Asking(words, SearchedTexts.Anywhere), sequence = knowledge.Sequence });

    private static string Asking(this Tx tx, SearchQuery words, SearchedTexts texts) => tx.Search.Asking(words.Terms, texts);

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
