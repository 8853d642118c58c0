using System.Collections.Concurrent;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>How many startups a filter finds, counted once per filter and version of the portfolio.</summary>
internal sealed class TotalCache
{
    private const int MostKept = 10_000;

    private volatile Totals current = new(-1);

    public async Task<long> CountAsync(Tx tx, StartupQuery query, Knowledge knowledge)
    {
        var totals = For(tx.Versions);
        var key = (Filter(query.Canonical), query.Day, knowledge.Sequence);
        if (totals.Counts.TryGetValue(key, out var known))
            return known;

        var count = await tx.CountStartupsAsync(query, knowledge);
        totals.Counts[key] = count;
        return count;
    }

    private Totals For(Versions versions)
    {
        var totals = current;
        if (totals.Portfolio == versions.Portfolio.Number && totals.Counts.Count < MostKept)
            return totals;

        totals = new(versions.Portfolio.Number);
        if (current.Portfolio <= versions.Portfolio.Number)
            current = totals;
        return totals;
    }

    // The order changes no count.
    private static string Filter(string canonical) =>
        canonical.Contains("sort=", StringComparison.Ordinal)
            ? string.Join('&', canonical.Split('&').Where(part => !part.StartsWith("sort=", StringComparison.Ordinal)))
            : canonical;

    private sealed record Totals(long Portfolio)
    {
        public ConcurrentDictionary<(string Filter, DateOnly Day, long? Sequence), long> Counts { get; } = new();
    }
}
