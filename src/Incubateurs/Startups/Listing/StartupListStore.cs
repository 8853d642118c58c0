using Dapper;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>Finds startups: a page, in an order, and how many there are.</summary>
internal static class StartupListStore
{
    /// <summary>
    /// Up to <paramref name="most"/> startups after a cursor, in the order of the query. One more than a page tells
    /// whether another one follows.
    /// </summary>
    public static async Task<FoundRows> ListStartupsAsync(
        this Tx tx, StartupQuery query, Knowledge knowledge, Cursor? after, int most)
    {
        if (query.Sort == StartupQuery.ByRank)
            return SearchWords.Query(query.Q!) is { } words ? await SearchAsync(tx, query, words, knowledge, after, most) : new([], 0);

        var filter = await StartupFilterStore.OfAsync(tx, query, knowledge, byName: query.Sort == StartupQuery.ByName);
        var order = StartupOrderStore.Of(query, filter.Leader);
        if (after is not null)
            filter.And(order.After(after, filter.Parameters));
        var byModification = query.Sort == StartupQuery.ByModifiedAt;
        return new(
            await SelectAsync(
                tx,
                filter,
                byModification ? $"startup_versions v CROSS JOIN {filter.From}" : $"{filter.From} CROSS JOIN startup_versions v",
                order.By,
                knowledge,
                most));
    }

    /// <summary>The rows as the contract shows them, with the names that they refer to.</summary>
    public static async Task<IReadOnlyList<StartupSummary>> SummariesAsync(
        this Tx tx, StartupQuery query, Knowledge knowledge, ReferenceCache cache, IReadOnlyList<ListedRow> rows)
    {
        var references = new ReferenceStore(tx, knowledge, query.Day, cache);
        await references.LoadAsync(
            rows.SelectMany(row => row.Incubators),
            rows.SelectMany(row => row.HostId is { } host ? [.. row.Sponsors, host] : row.Sponsors));
        return [.. rows.Select(row => row.Summary(query.Day, references).Only(query.Fields))];
    }

    /// <summary>How many startups a query finds.</summary>
    public static async Task<long> CountStartupsAsync(this Tx tx, StartupQuery query, Knowledge knowledge)
    {
        var words = query.Q is null ? null : SearchWords.Query(query.Q);
        if (query.Q is not null && words is null)
            return 0;

        var filter = await StartupFilterStore.OfAsync(tx, query with { Sort = StartupQuery.ByRank }, knowledge);
        if (words is not null && filter.IsWhole)
            return await tx.CountWordsAsync(words, knowledge);
        if (words is not null)
            filter.And(tx.SearchCondition(query.Q!, filter.Known("x"), filter.Parameters));
        return await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM {filter.From}\n WHERE {filter.Where}", filter.Parameters);
    }

    /// <summary>The sort key of a row, as a cursor carries it.</summary>
    public static string SortKey(StartupQuery query, ListedRow row) => query.Sort switch
    {
        StartupQuery.ByModifiedAt => row.ModifiedAt.Text(),
        StartupQuery.ByEnteredOn => row.EnteredOn?.Text() ?? "",
        StartupQuery.ByPhaseSince => row.Since?.Text() ?? "",
        StartupQuery.ByRank => $"{row.Rank}{row.NameKey}",
        _ => row.NameKey,
    };

    private static async Task<FoundRows> SearchAsync(
        Tx tx, StartupQuery query, SearchQuery words, Knowledge knowledge, Cursor? after, int most)
    {
        var filter = await StartupFilterStore.OfAsync(tx, query, knowledge, byName: false);
        if (after is { Total: > SearchStore.Few }
            || await tx.FindFewAsync(filter.From, $"{filter.Where}\n   AND {filter.Known("x")}", filter.Parameters, words) is not { } hits)
            return new(await ListByRankAsync(tx, query, words, knowledge, after, most));

        var (rank, key) = RankOf(after);
        var page = hits.SkipWhile(hit => after is not null && hit.CompareTo(rank, key, after.Id) <= 0).Take(most).ToList();
        var present = StartupFilterStore.Of(query, knowledge);
        present.And("v.startup_id IN @ids");
        present.Parameters.Add("ids", page.ConvertAll(hit => hit.Id));

        // Versions lead, and no order is asked for: otherwise SQLite goes through all spans and not to these ids.
        var rows = (await SelectAsync(tx, present, $"startup_versions v CROSS JOIN {present.From}", order: null, knowledge, most))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        return new(page.ConvertAll(hit => rows[hit.Id] with { Rank = (int)hit.Rank }), hits.Count);
    }

    private static (int Rank, string Key) RankOf(Cursor? after) =>
        after is { Key: [var digit, .. var key] } ? (Math.Clamp(digit - '0', 0, SearchStore.Ranks.Count - 1), key) : (0, "");

    // One statement, of which a rank is begun only while the page is not full: most searches never look at the descriptions'
    // thousands. Ids alone are ranked, and what is shown of them is read of a page.
    private static async Task<IReadOnlyList<ListedRow>> ListByRankAsync(
        Tx tx, StartupQuery query, SearchQuery words, Knowledge knowledge, Cursor? after, int most)
    {
        var filter = await StartupFilterStore.OfAsync(tx, query, knowledge, byName: false);
        filter.Parameters.Add("most", most);
        var (first, key) = RankOf(after);
        var order = StartupOrderStore.Of(query, filter.Leader);
        List<string> ranks = [];
        for (var rank = first; rank < SearchStore.Ranks.Count; rank++)
        {
            var condition = $"{tx.RankCondition(words, rank, filter.Parameters)} AND {filter.Known("x")}";
            if (after is not null && rank == first)
                condition += $"\n   AND {order.After(after with { Key = key }, filter.Parameters)}";
            ranks.Add($"""
                SELECT *
                  FROM (SELECT s.startup_id, {rank} AS rank
                          FROM {tx.RankFrom(filter.From)}
                         WHERE {filter.Where}
                           AND {condition}
                         ORDER BY {order.By}
                         LIMIT @most) AS rank{rank}
                """);
        }

        var shown = StartupFilterStore.Of(query, knowledge);
        var rows = await tx.QueryAsync<ListedRow>(
            $"""
            SELECT {shown.Columns}, r.rank
              FROM ({string.Join("\n UNION ALL\n", ranks)}
                     LIMIT @most) AS r
             CROSS JOIN {shown.From}
             CROSS JOIN startup_versions v
             WHERE s.startup_id = r.startup_id
               AND {shown.Where}
               AND v.startup_id = s.startup_id
               AND {knowledge.Of("v")}
             ORDER BY r.rank, {order.By}
            """,
            filter.Parameters);
        return rows.AsList();
    }

    private static async Task<IReadOnlyList<ListedRow>> SelectAsync(
        Tx tx, StartupFilterStore filter, string from, string? order, Knowledge knowledge, int most)
    {
        filter.And($"v.startup_id = s.startup_id AND {knowledge.Of("v")}");
        filter.Parameters.Add("most", most);
        var rows = await tx.QueryAsync<ListedRow>(
            $"""
            SELECT {filter.Columns}
              FROM {from}
             WHERE {filter.Where}{(order is null ? "" : $"\n ORDER BY {order}")}
             LIMIT @most
            """,
            filter.Parameters);
        return rows.AsList();
    }
}

/// <summary>The rows of a page.</summary>
/// <param name="Total">How many there are on all pages, where that came along.</param>
internal sealed record FoundRows(IReadOnlyList<ListedRow> Rows, long? Total = null);
