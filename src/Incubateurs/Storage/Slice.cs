namespace Incubateurs.Storage;

/// <summary>A stretch of an ordered list, and how many there are in all.</summary>
/// <param name="Last">Sort key and id of the last item where others follow; null at the end of the list.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, long Total, (string Key, string Id)? Last);
