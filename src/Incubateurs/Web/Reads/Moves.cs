using System.Collections.Concurrent;
using Incubateurs.Storage;

namespace Incubateurs.Web.Reads;

/// <summary>What of an answer moves with the calendar, though nobody writes.</summary>
internal enum Moves
{
    /// <summary>Nothing.</summary>
    Never,

    /// <summary>Phases and statuses, on the days on which what was planned takes effect.</summary>
    WithPlans,

    /// <summary>Findings of hand-overs, on the days on which one begins or ends.</summary>
    WithFindings,

    /// <summary>Durations, at every midnight.</summary>
    Daily,
}

/// <summary>
/// The last day, up to this one, on which what is recorded made answers of a kind move; null where there was none. Registered for its
/// kind by whoever owns the data.
/// </summary>
internal delegate Task<DateOnly?> ReadLastMove(Tx tx, DateOnly day);

/// <summary>
/// The last moves, read once for each version of the data and day. An answer that moves now and then has a tag that stands between.
/// </summary>
internal sealed class LastMoves(Database database, IServiceProvider services)
{
    private readonly ConcurrentDictionary<Moves, Known> known = new();

    /// <summary>The day that stands in the tag of an answer which shows some version of the data on a day.</summary>
    public ValueTask<DateOnly?> OfAsync(Moves moves, Versions seen, DateOnly day) =>
        moves == Moves.Never ? new(default(DateOnly?))
        : moves == Moves.Daily ? new(day)
        : known.TryGetValue(moves, out var last) && last.Versions == seen && last.Day == day ? new(last.Move)
        : new(ReadAsync(moves, seen, day));

    /// <summary>The same within a transaction that writes.</summary>
    public Task<DateOnly?> OfAsync(Moves moves, Tx tx, DateOnly day) =>
        moves == Moves.Never ? Task.FromResult<DateOnly?>(null)
        : moves == Moves.Daily ? Task.FromResult<DateOnly?>(day)
        : Reader(moves)(tx, day);

    private ReadLastMove Reader(Moves moves) => services.GetRequiredKeyedService<ReadLastMove>(moves);

    // Where somebody has written meanwhile, the day itself is never wrong.
    private async Task<DateOnly?> ReadAsync(Moves moves, Versions seen, DateOnly day)
    {
        var (versions, move) = await database.ReadAsync(
            async tx => (tx.Versions, await Reader(moves)(tx, day)), CancellationToken.None);
        if (versions != seen)
            return day;

        known[moves] = new(versions, day, move);
        return move;
    }

    private sealed record Known(Versions Versions, DateOnly Day, DateOnly? Move);
}
