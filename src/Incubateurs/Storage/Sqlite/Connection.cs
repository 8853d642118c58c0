using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Incubateurs.Words;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// A connection with what every transaction needs prepared once. Readers are kept and used again;
/// the provider's own pool would set the pragmas anew at each opening.
/// </summary>
internal sealed class Connection : IConnection
{
    private const string VersionsSql = """
        SELECT sequence, instant, portfolio, portfolio_at, hand_overs, hand_overs_at, voices, voices_at, agents, agents_at,
               specimen, specimen_at, removals, removals_at, feed, feed_at
          FROM versions
         WHERE id = 1
        """;

    private const string SetUpSql = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA mmap_size = 268435456;
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly PreparedConnection db;
    private readonly bool isReadOnly;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand versions;
    private readonly SqliteCommand dataVersion;

    public Connection(string connectionString, bool readOnly)
    {
        db = new(connectionString);
        db.Open();

        // Otherwise SQLite plans a statement anew whenever another number is bound to its LIMIT.
        _ = raw.sqlite3_db_config(db.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        db.Execute(SetUpSql);
        if (readOnly)
            db.Execute("PRAGMA query_only = ON");
        else
            // What is deleted is overwritten: data of persons must leave the file, not only its tables.
            db.Execute("PRAGMA secure_delete = ON");

        isReadOnly = readOnly;
        begin = Command("BEGIN");
        commit = Command("COMMIT");
        rollback = Command("ROLLBACK");
        versions = Command(VersionsSql);
        dataVersion = Command("PRAGMA data_version");
    }

    public DbConnection Db => db;

    public ValueTask<Versions> BeginAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!isReadOnly)
            return BeginWriteAsync(patience, cancellation);

        Run(begin);
        return new(Versions());
    }

    public ValueTask CommitAsync()
    {
        Run(commit);
        return ValueTask.CompletedTask;
    }

    public ValueTask RollbackAsync()
    {
        // On some errors (a full disk) SQLite has rolled back by itself.
        if (raw.sqlite3_get_autocommit(db.Handle) == 0)
            Run(rollback);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> WipeLogAsync() => new(WipeLog());

    /// <summary>A number that moves when another connection, of this process or another one, has written.</summary>
    public long DataVersion()
    {
        try
        {
            return (long)dataVersion.ExecuteScalar()!;
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    public Versions Versions()
    {
        try
        {
            using var reader = versions.ExecuteReader();
            _ = reader.Read();
            return new(
                reader.GetInt64(0), Instants.Instant(reader.GetString(1)), Area(reader, 2), Area(reader, 4), Area(reader, 6),
                Area(reader, 8), Area(reader, 10), Area(reader, 12), Area(reader, 14));
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    private static AreaVersion Area(SqliteDataReader reader, int column) =>
        new(reader.GetInt64(column), Instants.Instant(reader.GetString(column + 1)));

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        rollback.Dispose();
        versions.Dispose();
        dataVersion.Dispose();
        db.Dispose();
    }

    // The provider would wait for the lock of another process in this thread, and whole seconds.
    private async ValueTask<Versions> BeginWriteAsync(TimeSpan patience, CancellationToken cancellation)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            var code = raw.sqlite3_exec(db.Handle, "BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK)
                return Versions();

            var fault = Faults.Of(new SqliteException(raw.sqlite3_errmsg(db.Handle).utf8_to_string(), code & 0xFF, code));
            if (fault.Fault != StorageFault.Busy || Stopwatch.GetElapsedTime(begun) >= patience)
                throw fault;
            await Task.Delay(Pause, cancellation);
        }
    }

    // SQLite works in the thread of its caller: to await it would be a detour.
    private static void Run(SqliteCommand command)
    {
        try
        {
            _ = command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    // Moves the whole write-ahead log into the file and empties it.
    private bool WipeLog()
    {
        try
        {
            return db.QueryFirst<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    private SqliteCommand Command(string sql)
    {
#pragma warning disable CA2100 // The texts are the constants above.
        var command = new SqliteCommand(sql, db);
#pragma warning restore CA2100
        command.Prepare();
        return command;
    }
}
