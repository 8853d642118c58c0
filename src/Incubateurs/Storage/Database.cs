using Incubateurs.Words;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage;

/// <summary>
/// The SQLite file (WAL, synchronous=FULL). One writer at a time behind an asynchronous gate; readers never wait.
/// It is the only place that reads the clock.
/// </summary>
internal sealed class Database : IDisposable
{
    static Database()
    {
        SqliteLibrary.Configure();
        TypeHandlers.Register();
    }

    private readonly TimeProvider time;
    private readonly WriteHooks hooks;
    private readonly ReaderPool readers;
    private readonly Connection writer;
    private readonly Connection watcher;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock watch = new();
    private long watched;
    private Versions versions;

    public Database(string connectionString, TimeProvider time, WriteHooks hooks)
    {
        (this.time, this.hooks) = (time, hooks);
        var text = Text(connectionString);
        using (var migrating = new SqliteConnection(text))
        {
            migrating.Open();
            Migrations.Run(migrating);
        }

        readers = new(text);
        writer = new(text, readOnly: false);
        watcher = new(text, readOnly: true);
        watched = watcher.DataVersion();
        versions = watcher.Versions();
    }

    /// <summary>
    /// Told each statement of each transaction before it is asked: a list makes a fixed number of them, and a test counts them.
    /// Otherwise nobody listens.
    /// </summary>
    public Action<string>? Asked { get; set; }

    /// <summary>The instant, in whole milliseconds.</summary>
    public DateTimeOffset Now => time.GetUtcNow().Truncated();

    /// <summary>Today in Paris.</summary>
    public DateOnly Today => Now.DayInParis();

    /// <summary>
    /// The version of the data as committed by whichever process: asks for SQLite's data version,
    /// and reads the row again only when that moved.
    /// </summary>
    public Versions Versions()
    {
        lock (watch)
        {
            var seen = watcher.DataVersion();
            if (seen != watched)
            {
                versions = watcher.Versions();
                watched = seen;
            }

            return versions;
        }
    }

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
            connection.Begin();
            var result = await read(new(connection, connection.Versions(), Now, Actor.System, cancellation) { Asked = Asked });
            connection.Commit();
            healthy = true;
            return result;
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
    /// even if the client goes away.
    /// </summary>
    public async Task<T> WriteAsync<T>(Actor actor, Func<Tx, Task<T>> write, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            writer.Begin();
            try
            {
                var before = writer.Versions();
                var tx = new Tx(writer, before, Later(before.ChangedAt), actor, CancellationToken.None) { Asked = Asked };
                await hooks.Before(tx);
                var result = await write(tx);
                if (tx.Abandoned)
                {
                    writer.Rollback();
                    return result;
                }

                await hooks.After(tx);
                await tx.CloseAsync();
                writer.Commit();
                return result;
            }
            catch
            {
                TryRollback();
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Empties the write-ahead log, which else keeps what was deleted until it is written over. False while a reader
    /// still needs it.
    /// </summary>
    public async Task<bool> WipeLogAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return writer.WipeLog();
        }
        finally
        {
            _ = gate.Release();
        }
    }

    public void Dispose()
    {
        readers.Dispose();
        watcher.Dispose();
        writer.Dispose();
        gate.Dispose();
    }

    // How long a write waits for another process, unless the setting says otherwise; the pool is our own.
    private static string Text(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (!builder.ShouldSerialize("Default Timeout"))
            builder.DefaultTimeout = PatienceSeconds;
        return builder.ToString();
    }

    private const int PatienceSeconds = 5;

    // Recorded instants grow strictly, even when the clock goes back.
    private DateTimeOffset Later(DateTimeOffset last)
    {
        var now = Now;
        return now > last ? now : last.AddMilliseconds(1);
    }

    // SQLite rolls back by itself on some errors (a full disk); the second rollback then fails and says nothing new.
    private void TryRollback()
    {
        try
        {
            writer.Rollback();
        }
        catch (SqliteException)
        {
        }
    }
}
