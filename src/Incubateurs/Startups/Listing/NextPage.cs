using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>The address of the page after a row: the same query with the cursor of that row.</summary>
internal static class NextPage
{
    public static string Of(StartupQuery query, ListedRow last, long total)
    {
        var cursor = new Cursor(StartupListStore.SortKey(query, last), last.Id, query.Day, Cursor.HashOf(query.Canonical), total);
        var before = query.Canonical.Length > 0 ? query.Canonical + "&" : "";
        var fields = query.Fields is null ? "" : $"&fields={string.Join(',', query.Fields)}";
        return query.Paging!.Next($"/v1/startups?{before}limit={query.Limit}{fields}&", cursor);
    }
}
