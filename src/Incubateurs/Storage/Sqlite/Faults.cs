using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Incubateurs.Storage.Sqlite;

/// <summary>What SQLite's result codes mean.</summary>
internal static class Faults
{
    public static StorageException Of(SqliteException exception) => new(Meaning(exception.SqliteErrorCode), exception);

    /// <param name="code">A primary result code.</param>
    public static StorageFault Meaning(int code) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StorageFault.Busy,
        raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_IOERR => StorageFault.CannotStore,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StorageFault.Corrupt,
        _ => StorageFault.Other,
    };
}
