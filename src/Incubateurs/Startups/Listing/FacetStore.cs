using Incubateurs.Startups.Search;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>Counts startups by the values of a column or of a kind of term.</summary>
internal static class FacetStore
{
    public static async Task<IReadOnlyList<FacetValue>> CountByColumnAsync(
        this Tx tx, StartupQuery query, Knowledge knowledge, string column)
    {
        var filter = await FilterAsync(tx, query.Without(column), knowledge);
        var rows = await tx.QueryAsync<Row>(
            $"""
            SELECT s.{column} AS key, s.{column} AS value, count(*) AS count
              FROM {filter.From}
             WHERE {filter.Where}
               AND s.{column} IS NOT NULL
             GROUP BY s.{column}
            """,
            filter.Parameters);
        return Ordered(rows);
    }

    public static async Task<IReadOnlyList<FacetValue>> CountByTermAsync(this Tx tx, StartupQuery query, Knowledge knowledge, string kind)
    {
        var filter = await FilterAsync(tx, query.Without(kind), knowledge);
        filter.Parameters.Add("facet", kind);
        var rows = await tx.QueryAsync<Row>(
            $"""
            SELECT f.key, f.value, count(*) AS count
              FROM {filter.From}
             CROSS JOIN startup_terms f
             WHERE {filter.Where}
               AND f.startup_id = s.startup_id
               AND f.kind = @facet
               AND {filter.Known("f")}
             GROUP BY f.key, f.value
            """,
            filter.Parameters);
        return Ordered(rows);
    }

    private static async Task<StartupFilterStore> FilterAsync(Tx tx, StartupQuery query, Knowledge knowledge)
    {
        var filter = await StartupFilterStore.OfAsync(tx, query with { Sort = StartupQuery.ByRank }, knowledge);
        if (query.Q is not null)
            filter.And(tx.SearchCondition(query.Q, filter.Known("x"), filter.Parameters));
        return filter;
    }

    // Spellings of one key are one value, named by the commonest of them.
    private static List<FacetValue> Ordered(IEnumerable<Row> rows) =>
    [
        .. rows.GroupBy(row => row.Key)
            .Select(spellings => new FacetValue(
                spellings.OrderByDescending(row => row.Count).ThenBy(row => row.Value, StringComparer.Ordinal).First().Value,
                spellings.Sum(row => row.Count)))
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.Value, StringComparer.Ordinal),
    ];

    private sealed record Row
    {
        public required string Key { get; init; }
        public required string Value { get; init; }
        public required long Count { get; init; }
    }
}
