using System.Diagnostics;
using Incubateurs.Words;
using Microsoft.Extensions.Logging.Abstractions;

namespace Incubateurs.Storage;

/// <summary>
/// The database, on whichever engine. One writer at a time behind an asynchronous gate; readers never wait.
/// It is the only place that reads the clock.
/// </summary>
internal sealed partial class Database : IDisposable
{
    static Database() => TypeHandlers.Register();

    private readonly IEngine engine;
    private readonly TimeProvider time;
    private readonly WriteHooks hooks;
    private readonly ILogger logger;
    private readonly ReaderPool readers;
    private readonly IConnection writer;
    private readonly IWatch watch;
    private readonly SemaphoreSlim gate = new(1, 1);
    private bool isBehind;
    private volatile bool isDamaged;

    /// <param name="logger">Of a server; nobody reads that of another verb.</param>
    public Database(IEngine engine, TimeProvider time, WriteHooks hooks, ILogger<Database>? logger = null)
    {
        (this.engine, this.time, this.hooks) = (engine, time, hooks);
        this.logger = logger ?? NullLogger<Database>.Instance;
        IsNew = engine.Migrate();
        if (IsNew)
            Log.Made(this.logger, engine.Place);
        readers = new(engine);
        writer = engine.Open(readOnly: false);
        watch = engine.Watch();
        Cursors = new(writer.Db.CursorKey());
        Compare(watch.Versions().ChangedAt, Now);
    }

    /// <summary>Signs the cursors of lists.</summary>
    public CursorSigner Cursors { get; }

    /// <summary>
    /// Whether something stored could not be read as what was written. Nothing is written to it any more, until somebody has put a sound
    /// file in its place and started again.
    /// </summary>
    public bool IsDamaged => isDamaged;

    /// <summary>Reads all pages, and notes where one cannot be read.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        if (await ReadAsync(tx => tx.ListFaultsAsync(quick: true), cancellation) is [var first, ..])
            Note(new StorageException(StorageFault.Corrupt, first));
    }

    /// <summary>Whether there was none before it was opened.</summary>
    public bool IsNew { get; }

    /// <summary>
    /// Told each statement of each transaction before it is asked: a list makes a fixed number of them, and a test counts them.
    /// Otherwise nobody listens.
    /// </summary>
    public Action<string>? OnStatement { get; set; }

    /// <summary>The instant, in whole milliseconds.</summary>
    public DateTimeOffset Now => time.GetUtcNow().Truncated();

    /// <summary>Today in Paris.</summary>
    public DateOnly Today => Now.DayInParis();

    /// <summary>Beats after each commit of this process; whoever watches for those of others beats it for them.</summary>
    public Pulse Commits { get; } = new();

    /// <summary>The version of the data as committed by whichever process.</summary>
    public Versions Versions() => watch.Versions();

    /// <summary>Runs a read in one transaction: all it sees is of one version.</summary>
    public async Task<T> ReadAsync<T>(Func<Tx, Task<T>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
#pragma warning disable CA2000 // Returned to the pool, or disposed of, below.
        var connection = readers.Rent();
#pragma warning restore CA2000
        var healthy = false;
        try
        {
            var versions = await connection.BeginAsync(engine.Patience, cancellation);
            var now = Now;
            var result = await read(
                new(engine, connection.Db, versions, now, now, Actor.System, cancellation) { OnStatement = OnStatement });
            await connection.CommitAsync();
            healthy = true;
            return result;
        }
        catch (StorageException exception) when (Note(exception))
        {
            throw;
        }
        finally
        {
            // A connection on which anything failed may still hold its transaction.
            if (healthy)
                readers.Return(connection);
            else
                connection.Dispose();
        }
    }

    /// <summary>
    /// Runs a write in one transaction; when it returns, the change is on disk. Once begun it is finished
    /// even if the client goes away. It waits for its turn for some seconds, behind others of this process and of other ones together.
    /// </summary>
    /// <exception cref="StorageException">Others were busy for too long, or nothing can be written.</exception>
    public async Task<T> WriteAsync<T>(Actor actor, Func<Tx, Task<T>> write, CancellationToken cancellation)
    {
        RefuseWhereDamaged();
        var asked = Stopwatch.GetTimestamp();
        if (!await gate.WaitAsync(engine.Patience, cancellation))
            throw new StorageException(StorageFault.Busy, "Others were writing for too long.");

        try
        {
            try
            {
                RefuseWhereDamaged();
                var before = await writer.BeginAsync(engine.Patience - Stopwatch.GetElapsedTime(asked), cancellation);
                var now = Now;
                var tx = new Tx(engine, writer.Db, before, Later(before.ChangedAt, now), now, actor, CancellationToken.None)
                {
                    OnStatement = OnStatement,
                };
                await hooks.Before(tx);
                var result = await write(tx);
                if (tx.Abandoned)
                {
                    await writer.RollbackAsync();
                    return result;
                }

                await hooks.After(tx);
                await tx.CloseAsync();
                await writer.CommitAsync();
                Commits.Beat();
                Compare(tx.Now, now);
                return result;
            }
            catch (Exception exception)
            {
                _ = exception is StorageException fault && Note(fault);
                await TryRollbackAsync();
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Whether the log was to be wiped and a reader still needed it: <see cref="ForgettingService"/> tries again.</summary>
    public bool IsToBeWiped { get; private set; }

    /// <summary>
    /// Empties the engine's log, which else keeps what was deleted until it is written over. False while a reader
    /// still needs it.
    /// </summary>
    public async Task<bool> WipeLogAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            IsToBeWiped = true;
            IsToBeWiped = !await writer.WipeLogAsync();
            return !IsToBeWiped;
        }
        finally
        {
            _ = gate.Release();
        }
    }

    public void Dispose()
    {
        readers.Dispose();
        watch.Dispose();
        writer.Dispose();
        gate.Dispose();
    }

    // Recorded instants grow strictly, even when the clock goes back.
    private static DateTimeOffset Later(DateTimeOffset last, DateTimeOffset now) => now > last ? now : last.AddMilliseconds(1);

    // Once for each time that the clock falls behind: a line at every write would be read by nobody.
    private void Compare(DateTimeOffset recorded, DateTimeOffset now)
    {
        var lag = ClockLag.Of(recorded, now);
        if (lag is { } seconds && !isBehind)
            Log.Behind(logger, now.Text(), (long)seconds.TotalSeconds, recorded.Text());
        isBehind = lag is not null;
    }

    private void RefuseWhereDamaged()
    {
        if (isDamaged)
            throw new StorageException(StorageFault.Corrupt, "The database is damaged: nothing is written to it.");
    }

    // Told once, and remembered.
    private bool Note(StorageException exception)
    {
        if (exception.Fault == StorageFault.Corrupt && !isDamaged)
        {
            isDamaged = true;
            Log.Damaged(logger, engine.Place, exception.Message);
        }

        return false;
    }

    // What failed is what is told: a rollback that fails after it says nothing new.
    private async ValueTask TryRollbackAsync()
    {
        try
        {
            await writer.RollbackAsync();
        }
        catch (StorageException)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "A new database was made: {Place}")]
        public static partial void Made(ILogger logger, string place);

        [LoggerMessage(
            Level = LogLevel.Critical,
            Message = "The database {Place} is damaged: {Message} Nothing is written to it any more. "
                + "Put a backup in its place and start again.")]
        public static partial void Damaged(ILogger logger, string place, string message);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The clock says {Now}, {Seconds} seconds before the last instant that is recorded, {Recorded}: it is wrong, or was. "
                + "Until it has caught up, all that is written is recorded just after that instant. `check --clock` tells since when.")]
        public static partial void Behind(ILogger logger, string now, long seconds, string recorded);
    }
}
