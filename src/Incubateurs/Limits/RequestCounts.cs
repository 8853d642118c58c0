using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Incubateurs.Limits;

/// <summary>
/// Requests of the current minute by client. The whole table goes with its minute, so that nothing has to be swept;
/// within the minute, clients beyond the most are counted as one.
/// </summary>
internal sealed class RequestCounts
{
    private const int MostClients = 100_000;

    private volatile Minute current = new(-1);

    /// <summary>Counts a request and says how many its client has sent in this minute.</summary>
    public int Count(long minute, UInt128 client)
    {
        var counted = current;
        if (counted.Number != minute)
        {
            var fresh = new Minute(minute);
            var seen = Interlocked.CompareExchange(ref current, fresh, counted);
            counted = seen == counted ? fresh : seen;
        }

        return counted.Count(client);
    }

    /// <summary>Takes back a request that was counted in a minute, unless that is over.</summary>
    public void GiveBack(long minute, UInt128 client)
    {
        if (current is var counted && counted.Number == minute)
            counted.GiveBack(client);
    }

    private sealed class Minute(long number)
    {
        private readonly ConcurrentDictionary<UInt128, StrongBox<int>> counts = new();
        private readonly StrongBox<int> others = new();
        private int clients;

        public long Number => number;

        public int Count(UInt128 client) => Interlocked.Increment(ref BoxOf(client).Value);

        public void GiveBack(UInt128 client) => _ = Interlocked.Decrement(ref BoxOf(client).Value);

        private StrongBox<int> BoxOf(UInt128 client)
        {
            if (counts.TryGetValue(client, out var box))
                return box;
            return Interlocked.Increment(ref clients) <= MostClients ? counts.GetOrAdd(client, static _ => new()) : others;
        }
    }
}
