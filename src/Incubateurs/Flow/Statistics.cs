namespace Incubateurs.Flow;

/// <summary>Statistics as docs/FIGURES.md defines them.</summary>
internal static class Statistics
{
    /// <summary>The middle value, or the mean of the two; null of nothing.</summary>
    public static double? Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2.0;
    }

    /// <summary>The ninth decile by nearest rank; null of nothing.</summary>
    public static int? P90(IEnumerable<int> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : sorted[((9 * sorted.Count) + 9) / 10 - 1];
    }

    /// <summary>
    /// The first duration that at most half outlive, of spells that ended and of spells that go on (Kaplan and Meier, 1958);
    /// null where more than half outlive all that is known.
    /// </summary>
    public static int? KaplanMeierMedian(IReadOnlyList<int> ended, IReadOnlyList<int> open)
    {
        var (spells, survival) = (ended.Concat(open).Order().ToList(), 1.0);
        var gone = 0;
        foreach (var (days, count) in ended.CountBy(days => days).OrderBy(group => group.Key))
        {
            while (spells[gone] < days)
                gone++;
            survival *= 1 - ((double)count / (spells.Count - gone));
            if (survival <= 0.5 + Rounding)
                return days;
        }

        return null;
    }

    // A product of fractions that is one half may come out above it by its last bits.
    private const double Rounding = 1e-9;
}
