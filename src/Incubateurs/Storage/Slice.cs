namespace Incubateurs.Storage;

/// <summary>A stretch of an ordered list, and how many there are in all.</summary>
/// <param name="Last">Sort key and id of the last item where others follow; null at the end of the list.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, long Total, (string Key, string Id)? Last);

/// <summary>Cuts a page: once for every list.</summary>
internal static class Slice
{
    /// <summary>At most so many of the rows; one more than that was asked for, and tells that others follow.</summary>
    /// <param name="place">Sort key and id of a row, as a cursor carries them.</param>
    public static Slice<T> Of<TRow, T>(
        IReadOnlyList<TRow> rows, int most, long total, Func<TRow, T> show, Func<TRow, (string Key, string Id)> place) =>
        new([.. rows.Take(most).Select(show)], total, rows.Count > most ? place(rows[most - 1]) : null);
}
