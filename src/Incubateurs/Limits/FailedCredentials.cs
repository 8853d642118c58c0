using System.Collections.Concurrent;

namespace Incubateurs.Limits;

/// <summary>
/// Addresses whose credentials fail: after ten failures within a minute none is looked at for a second, and then one at a time,
/// each failure doubling the wait up to a minute; until one is good, or for a minute nothing has failed.
/// </summary>
internal sealed class FailedCredentials(TimeProvider time)
{
    private const int MostAddresses = 100_000;
    private const int MostFailures = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly long origin = time.GetTimestamp();
    private readonly ConcurrentDictionary<UInt128, Address> addresses = new();
    private TimeSpan swept;

    /// <summary>For how many seconds an address shall wait; 0 where its credentials may be looked at.</summary>
    public int Wait(UInt128 client)
    {
        if (addresses.IsEmpty)
            return 0;

        var now = time.GetElapsedTime(origin);
        Sweep(now);
        return addresses.TryGetValue(client, out var address) ? address.Wait(now) : 0;
    }

    public void Fail(UInt128 client)
    {
        // An address that has failed is no more than a while ahead of one that has not: to forget all is cheap, to lock others out is not.
        if (addresses.Count >= MostAddresses)
            addresses.Clear();
        addresses.GetOrAdd(client, static _ => new()).Fail(time.GetElapsedTime(origin));
    }

    public void Succeed(UInt128 client) => addresses.TryRemove(client, out _);

    private void Sweep(TimeSpan now)
    {
        if (now - swept < Minute)
            return;

        swept = now;
        foreach (var (client, address) in addresses)
            if (address.IsQuiet(now))
                _ = addresses.TryRemove(client, out _);
    }

    private sealed class Address
    {
        private readonly Queue<TimeSpan> failures = new();
        private TimeSpan wait;
        private TimeSpan until;
        private bool isTrying;

        public bool IsQuiet(TimeSpan now)
        {
            lock (failures)
                return now - until >= Minute && failures.All(at => now - at >= Minute);
        }

        public int Wait(TimeSpan now)
        {
            lock (failures)
            {
                if (wait == TimeSpan.Zero || now - until >= Minute)
                    return 0;
                if (now < until)
                    return (int)Math.Ceiling((until - now).TotalSeconds);

                // Whoever comes while this one is looked at waits as long again.
                until = now + wait;
                isTrying = true;
                return 0;
            }
        }

        public void Fail(TimeSpan now)
        {
            lock (failures)
            {
                if (wait > TimeSpan.Zero && now - until < Minute)
                {
                    // What was being looked at when the wait began counts no more.
                    if (!isTrying)
                        return;
                    isTrying = false;
                    wait = wait * 2 < Minute ? wait * 2 : Minute;
                    until = now + wait;
                    return;
                }

                wait = TimeSpan.Zero;
                failures.Enqueue(now);
                while (now - failures.Peek() >= Minute)
                    _ = failures.Dequeue();
                if (failures.Count < MostFailures)
                    return;

                failures.Clear();
                wait = FirstWait;
                until = now + wait;
            }
        }
    }
}
