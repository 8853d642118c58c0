using Incubateurs.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace Incubateurs.Changes;

/// <summary>
/// Reads the feed for all who follow it: pages, streams, webhooks. Items are shown once and kept for a while, since they do not change but
/// by erasing; whoever has read as far as another one, and asks for the same, shares its batch.
/// </summary>
internal sealed class FeedFollower(Database database, TimeProvider time) : IDisposable
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostBatches = 256;

    private readonly MemoryCache items = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly MemoryCache batches = new(new MemoryCacheOptions { SizeLimit = MostBatches });

    /// <summary>Up to <paramref name="most"/> items behind a position, read in the transaction of who asks.</summary>
    public async Task<FeedBatch> ReadAsync(Tx tx, FeedFilter filter, long after, int most)
    {
        var head = await tx.FeedHeadAsync();
        var rows = after >= head ? [] : await tx.ListFeedAsync(filter, after, most);
        var position = rows.Count == most ? rows[^1].Seq : Math.Max(after, head);
        return new(await ShowAsync(tx, rows), position, head, tx.Versions.Feed.Number);
    }

    /// <summary>The last items, the latest first.</summary>
    public async Task<IReadOnlyList<ChangeItem>> LatestAsync(Tx tx, FeedFilter filter, int most) =>
        await ShowAsync(tx, await tx.ListLatestAsync(filter, long.MaxValue, most));

    /// <summary>The same for who follows: shared by all who stand there.</summary>
    public async Task<FeedBatch> NextAsync(FeedFilter filter, long after, int most)
    {
        var key = (filter.Key, after, most, database.Versions().Feed.Number);
        if (!batches.TryGetValue(key, out Lazy<Task<FeedBatch>>? shared))
        {
            // Nobody's cancellation: others may wait for it.
            shared = new(() => database.ReadAsync(tx => ReadAsync(tx, filter, after, most), CancellationToken.None));
            using var entry = batches.CreateEntry(key);
            (entry.Value, entry.Size, entry.AbsoluteExpirationRelativeToNow) = (shared, 1, TimeSpan.FromMinutes(1));
        }

        try
        {
            return await shared!.Value;
        }
        catch (StorageException)
        {
            batches.Remove(key);
            throw;
        }
    }

    /// <summary>Waits until the feed may have more to tell than a version of it; false where it has not after so long.</summary>
    public async Task<bool> WaitAsync(long version, TimeSpan most, CancellationToken cancellation)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            var next = database.Commits.Next;
            if (database.Versions().Feed.Number != version)
                return true;

            var left = most - time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                return false;

            try
            {
                await next.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until something is behind a position that a filter asks for, at most so long.</summary>
    public async Task WaitForItemAsync(FeedFilter filter, long after, TimeSpan most, CancellationToken cancellation)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            var batch = await NextAsync(filter, after, 1);
            if (batch.Items.Count > 0 || !await WaitAsync(batch.Version, most - time.GetElapsedTime(begun), cancellation))
                return;

            after = batch.Position;
        }
    }

    public void Dispose()
    {
        items.Dispose();
        batches.Dispose();
    }

    private async Task<IReadOnlyList<ChangeItem>> ShowAsync(Tx tx, IReadOnlyList<FeedRow> rows)
    {
        // Whatever is erased is shown without from then on.
        var removals = tx.Versions.Removals.Number;
        var missing = rows.Where(row => !items.TryGetValue((row.Seq, removals), out _)).ToList();
        var shown = (await tx.ShowFeedAsync(missing)).ToDictionary(item => item.Seq);
        foreach (var item in shown.Values)
        {
            using var entry = items.CreateEntry((item.Seq, removals));
            (entry.Value, entry.Size) = (item, 512 + ((item.Data as Words.RawJson)?.Length ?? 0));
        }

        List<ChangeItem> all = [];
        foreach (var row in rows)
            all.Add(shown.GetValueOrDefault(row.Seq) ?? items.Get<ChangeItem>((row.Seq, removals)) ?? (await tx.ShowFeedAsync([row]))[0]);
        return all;
    }
}

/// <summary>Looks a few times a second whether another process has written, and wakes whoever waits here.</summary>
internal sealed class FeedWatch(Database database, TimeProvider time, ILogger<FeedWatch> logger) : RepeatedWork(time, logger)
{
    private long seen = -1;

    protected override string Waiting => "Changes of other processes could not be watched";

    protected override TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(250);

    protected override Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        if (database.Versions().Feed.Number is var number && number != seen)
        {
            seen = number;
            database.Commits.Beat();
        }

        return Task.FromResult(Pause);
    }
}
