using System.Collections.Concurrent;
using Incubateurs.Storage;
using Incubateurs.Web.Writes;

namespace Incubateurs.Access;

/// <summary>
/// Records each request made with an agent's credentials. A write's row is in the write's own transaction; rows of reads and
/// of refusals wait for the next flush, within a quarter of a second (docs/AUDIT.md).
/// </summary>
// Nobody asks the semaphore for its handle: it holds nothing, and a host that is stopped twice still waits on it.
#pragma warning disable CA1001
internal sealed class AccessLog(Database database) : IWriteWitness
#pragma warning restore CA1001
{
    // More than a second's worth; beyond it, requests wait for the disk rather than for memory to end.
    private const int MostWaiting = 10_000;

    private const int MostRefusals = 100;

    private readonly ConcurrentQueue<AccessEntry> waiting = new();
    private readonly Lock counting = new();
    private (long Hour, int Count) refusals;
    private readonly SemaphoreSlim flushing = new(1, 1);

    /// <summary>Notes the answer before it leaves, so that whoever has read it finds it in the log.</summary>
    public void Watch(HttpContext http, AgentIdentity agent)
    {
        var watched = new Watched();
        http.Features.Set(watched);
        http.Response.OnStarting(() => NoteAsync(http, agent, watched));

        // The client may have gone before there was an answer.
        http.Response.OnCompleted(() => NoteAsync(http, agent, watched));
    }

    /// <summary>Notes credentials that were refused, at most so many in an hour: a flood fills no log.</summary>
    public void NoteRefused(HttpContext http, int status)
    {
        // What could not be told is not refused.
        if (status >= StatusCodes.Status500InternalServerError)
            return;

        var hour = database.Now.ToUnixTimeSeconds() / 3600;
        lock (counting)
        {
            refusals = refusals.Hour == hour ? (hour, refusals.Count + 1) : (hour, 1);
            if (refusals.Count > MostRefusals)
                return;
        }

        waiting.Enqueue(AccessEntry.Refused(http, status, database.Now));
    }

    /// <summary>
    /// The row of a write by an agent or a candidate, in its transaction, with the changes that it made. The answer is then not noted
    /// again.
    /// </summary>
    public async Task NoteAsync(HttpContext http, int status, Tx tx)
    {
        if (http.Agent()?.UsedKey is { } key)
            await tx.UseKeyAsync(key);
        await tx.AppendAccessesAsync(AccessEntry.Of(http, http.Agent(), status, tx.Clock, [.. tx.Acted.Select(Covered.Change)]));
        if (http.Features.Get<Watched>() is { } watched)
            watched.InTransaction = true;
    }

    /// <summary>The transaction of a write did not come to its end.</summary>
    public void Undo(HttpContext http)
    {
        if (http.Features.Get<Watched>() is { } watched)
            watched.InTransaction = false;
    }

    /// <summary>Writes all that waits, and is done when what another flush has taken is written too.</summary>
    public async Task FlushAsync()
    {
        await flushing.WaitAsync();
        try
        {
            List<AccessEntry> entries = [];
            while (entries.Count < MostWaiting && waiting.TryPeek(out var entry))
            {
                entries.Add(entry);
                _ = waiting.TryDequeue(out _);
            }

            if (entries.Count > 0)
                await WriteAsync(entries);
        }
        finally
        {
            _ = flushing.Release();
        }
    }

    private async Task WriteAsync(List<AccessEntry> entries)
    {
        try
        {
            _ = await database.WriteAsync(
                Actor.System,
                async tx =>
                {
                    await tx.AppendAccessesAsync(entries);
                    foreach (var key in entries.Select(entry => entry.UsedKey).OfType<string>().Distinct())
                        await tx.UseKeyAsync(key);
                    return 0;
                },
                CancellationToken.None);
        }
        catch
        {
            // A full disk, another writer: they wait for the next time.
            foreach (var entry in entries)
                waiting.Enqueue(entry);
            throw;
        }
    }

    private Task NoteAsync(HttpContext http, AgentIdentity agent, Watched watched)
    {
        if (watched.Noted || watched.InTransaction)
            return Task.CompletedTask;

        watched.Noted = true;
        waiting.Enqueue(AccessEntry.Of(http, agent, http.Response.StatusCode, database.Now));
        return waiting.Count > MostWaiting ? FlushAsync() : Task.CompletedTask;
    }

    private sealed class Watched
    {
        public bool Noted { get; set; }

        public bool InTransaction { get; set; }
    }
}
