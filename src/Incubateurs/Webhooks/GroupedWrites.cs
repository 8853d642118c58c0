using System.Collections.Concurrent;
using Incubateurs.Storage;

namespace Incubateurs.Webhooks;

/// <summary>
/// Small writes of many deliveries, of which those that wait while one transaction is written share the next: a change that a hundred
/// webhooks are told of makes a few transactions, and not two hundred.
/// </summary>
// Nobody asks the semaphore for its handle: it holds nothing.
#pragma warning disable CA1001
internal sealed class GroupedWrites(Database database)
#pragma warning restore CA1001
{
    private const int MostAtOnce = 200;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>What the write answers, once it is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<Tx, Task<T>> write)
    {
        T answer = default!;
        var entry = new Entry(async tx => answer = await write(tx));
        waiting.Enqueue(entry);
        await writing.WaitAsync();
        try
        {
            // Another one may have taken it along.
            while (!entry.Written.Task.IsCompleted)
                await WriteAllAsync();
        }
        finally
        {
            _ = writing.Release();
        }

        await entry.Written.Task;
        return answer;
    }

    private async Task WriteAllAsync()
    {
        List<Entry> taken = [];
        while (taken.Count < MostAtOnce && waiting.TryDequeue(out var one))
            taken.Add(one);
        try
        {
            _ = await database.WriteAsync(
                Actor.System,
                async tx =>
                {
                    foreach (var one in taken)
                        await one.Write(tx);
                    return 0;
                },
                CancellationToken.None);
            taken.ForEach(one => one.Written.SetResult());
        }
        catch (Exception exception) when (Failed(taken, exception))
        {
        }
    }

    // Each is told; who wrote for them is one of them.
    private static bool Failed(List<Entry> taken, Exception exception)
    {
        taken.ForEach(one => one.Written.SetException(exception));
        return true;
    }

    private sealed record Entry(Func<Tx, Task> Write)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
