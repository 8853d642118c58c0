using SQLitePCL;

namespace Incubateurs.Storage.Sqlite;

/// <summary>How SQLite itself is set up, once, before the first connection of the process.</summary>
internal static class SqliteLibrary
{
    /// <summary>
    /// Without counting memory, for which every allocation of every thread takes one lock, and without a lock on each
    /// connection: none of ours is ever used by two at once.
    /// </summary>
    public static void Configure()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }
}
