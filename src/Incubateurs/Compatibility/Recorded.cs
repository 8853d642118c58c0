namespace Incubateurs.Compatibility;

/// <summary>The order in which a fiche has what is recorded.</summary>
internal static class Recorded
{
    /// <summary>
    /// What is recorded now, in the order of the fiche. What the fiche does not have stands behind what comes before it.
    /// </summary>
    /// <param name="now">In the order in which things follow each other.</param>
    /// <param name="written">The order of the fiche; empty where there is none.</param>
    /// <param name="place">What a thing is known by in the fiche.</param>
    /// <param name="following">Compares two things by which one follows the other.</param>
    public static IReadOnlyList<T> AsWritten<T>(
        IEnumerable<T> now, IReadOnlyList<PublishedPlace> written, Func<T, PublishedPlace> place, Comparison<T> following)
    {
        var rest = now.ToList();
        List<T> ordered = [];
        foreach (var one in written)
            if (rest.FindIndex(candidate => place(candidate) == one) is >= 0 and var found)
            {
                ordered.Add(rest[found]);
                rest.RemoveAt(found);
            }

        foreach (var one in rest)
            ordered.Insert(ordered.FindLastIndex(before => following(before, one) <= 0) + 1, one);
        return ordered;
    }
}
