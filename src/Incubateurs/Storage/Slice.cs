namespace Incubateurs.Storage;

/// <summary>A stretch of an ordered list, and how many there are in all.</summary>
/// <param name="Last">Sort key and id of the last item where others follow; null at the end of the list.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, long Total, (string Key, string Id)? Last);

/// <summary>Makes slices.</summary>
internal static class Slice
{
    /// <param name="items">One more than <paramref name="most"/> where others follow.</param>
    public static Slice<T> Of<T>(IReadOnlyList<T> items, long total, int most, Func<T, (string Key, string Id)> key) =>
        items.Count > most ? new([.. items.Take(most)], total, key(items[most - 1])) : new(items, total, null);
}
