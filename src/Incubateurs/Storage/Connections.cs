using System.Collections.Concurrent;
using Dapper;
using Incubateurs.Words;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Incubateurs.Storage;

/// <summary>
/// A connection with what every transaction needs prepared once. Readers are kept and used again;
/// the provider's own pool would set the pragmas anew at each opening.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const string VersionsSql =
        "SELECT sequence, instant, portfolio, hand_overs, voices FROM versions WHERE id = 1";

    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand versions;
    private readonly SqliteCommand dataVersion;

    public Connection(string connectionString, bool readOnly)
    {
        Db = new PreparedConnection(connectionString);
        Db.Open();

        // Otherwise SQLite plans a statement anew whenever another number is bound to its LIMIT.
        _ = raw.sqlite3_db_config(Db.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        Db.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456");
        if (readOnly)
            Db.Execute("PRAGMA query_only = ON");
        else
            // What is deleted is overwritten: data of persons must leave the file, not only its tables.
            Db.Execute("PRAGMA secure_delete = ON");

        begin = Command(readOnly ? "BEGIN" : "BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        rollback = Command("ROLLBACK");
        versions = Command(VersionsSql);
        dataVersion = Command("PRAGMA data_version");
    }

    public SqliteConnection Db { get; }

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Rollback() => rollback.ExecuteNonQuery();

    /// <summary>A number that moves when another connection, of this process or another one, has written.</summary>
    public long DataVersion() => (long)dataVersion.ExecuteScalar()!;

    /// <summary>Moves the whole log into the file and empties it; false when somebody reads from it.</summary>
    public bool WipeLog() => Db.QueryFirst<long>("PRAGMA wal_checkpoint(TRUNCATE)") == 0;

    public Versions Versions()
    {
        using var reader = versions.ExecuteReader();
        reader.Read();
        return new(reader.GetInt64(0), Instants.Instant(reader.GetString(1)), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
    }

    public void Dispose()
    {
        begin.Dispose();
        commit.Dispose();
        rollback.Dispose();
        versions.Dispose();
        dataVersion.Dispose();
        Db.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
#pragma warning disable CA2100 // The texts are the constants above.
        var command = new SqliteCommand(sql, Db);
#pragma warning restore CA2100
        command.Prepare();
        return command;
    }
}

/// <summary>Reading connections that nobody uses at the moment.</summary>
internal sealed class ReaderPool(string connectionString) : IDisposable
{
    private const int MostKept = 32;

    private readonly ConcurrentStack<Connection> idle = new();

    public Connection Rent() => idle.TryPop(out var connection) ? connection : new(connectionString, readOnly: true);

    public void Return(Connection connection)
    {
        if (idle.Count < MostKept)
            idle.Push(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryPop(out var connection))
            connection.Dispose();
    }
}
