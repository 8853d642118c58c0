using Incubateurs.Storage;

namespace Incubateurs.Web.Queries;

/// <summary>A page of things in the order of their names, as known at an instant.</summary>
internal sealed record PageQuery(
    int Limit, Cursor? After, DateOnly Day, DateTimeOffset? KnownAt, string? Shown, string Canonical, Paging Paging)
{
    /// <summary>The parameter that names the members of each item, where a list has one; a cursor is good for any of them.</summary>
    public const string Fields = "fields";

    private static readonly TextParameter FieldsParameter = new(Fields, "");

    public static readonly IntegerParameter LimitParameter = new("limit", "Most items of a page.", 1, 200, 50) { Example = "2" };
    public static readonly TextParameter CursorParameter =
        new("cursor", "Where the page begins, as given in `next`; it belongs to one query.", Cursor.LongestText);

    public static readonly IReadOnlyList<QueryParameter> Parameters = [Times.AsOf, Times.KnownAt, LimitParameter, CursorParameter];

    /// <summary>Where no day changes the answer.</summary>
    public static readonly IReadOnlyList<QueryParameter> WithoutDay = [Times.KnownAt, LimitParameter, CursorParameter];

    public static ValueTask<PageQuery> BindAsync(HttpContext http)
    {
        var reader = http.Query();
        var query = Of(http.Request.Path, reader, Times.Day(reader, http.Today()));
        return ValueTask.FromResult(
            reader.Cursor(CursorParameter, query.Canonical) is { } after ? query with { After = after, Day = after.Day } : query);
    }

    /// <summary>The first page of what stands at a path, asked for with a query.</summary>
    public static PageQuery Of(string path, QueryReader reader, DateOnly day) => new(
        reader.Integer(LimitParameter) ?? 50,
        null,
        day,
        Times.Known(reader),
        reader.Text(FieldsParameter),
        $"{path}?{reader.Canonical(except: [LimitParameter, CursorParameter, FieldsParameter])}",
        reader.Paging);

    /// <summary>The address of the page after a slice; null after the last one.</summary>
    public string? Next<T>(Slice<T> slice)
    {
        if (slice.Last is not var (key, id))
            return null;

        var cursor = new Cursor(key, id, Day, Cursor.HashOf(Canonical), slice.Total);
        var before = Canonical.EndsWith('?') ? Canonical : Canonical + "&";
        return Paging.Next($"{before}limit={Limit}&{(Shown is null ? "" : $"{Fields}={Shown}&")}", cursor);
    }
}
