using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Incubateurs.Storage.Sqlite;

/// <summary>What a file holds.</summary>
internal enum Holding
{
    /// <summary>No table, no view, nothing: whoever opens it may make a database of it.</summary>
    Nothing,

    /// <summary>A database that this build or an earlier one made.</summary>
    Ours,

    /// <summary>Anything else.</summary>
    SomebodyElses,
}

/// <summary>
/// Whose a file is: one that holds somebody else's tables is no place for ours, however it came to be named in a setting.
/// </summary>
internal static class Ownership
{
    private const string TableSql = """
        SELECT count(*)
          FROM sqlite_master m
          JOIN pragma_table_info(m.name) c ON c.name = 'name'
         WHERE m.type = 'table'
           AND m.name = 'migrations'
        """;

    private const string HasRunSql = "SELECT count(*) FROM migrations WHERE name = @name";

    private const string AnyRunSql = "SELECT count(*) FROM migrations";

    private const string OthersSql = "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'migrations'";

    private const string ObjectsSql = "SELECT count(*) FROM sqlite_master";

    /// <summary>What a file holds, as far as its own statements tell: other tools have a table of the same name.</summary>
    public static Holding Of(SqliteConnection connection)
    {
        if (Count(connection, ObjectsSql) == 0)
            return Holding.Nothing;
        if (Count(connection, TableSql) == 0)
            return Holding.SomebodyElses;
        if (Count(connection, HasRunSql, new { name = Migrations.First }) > 0)
            return Holding.Ours;

        // Earlier builds made this table apart from the rest: one that was killed in between left it alone and empty.
        return Count(connection, OthersSql) == 0 && Count(connection, AnyRunSql) == 0 ? Holding.Nothing : Holding.SomebodyElses;
    }

    /// <summary>
    /// Refuses a file of somebody else's before it is opened for writing: that alone can move its log into it, and any setting
    /// changes it. What cannot be looked at, such as a file whose last transaction was cut off, is left to whoever opens it.
    /// </summary>
    /// <param name="place">The whole path, where there is a file.</param>
    public static void Check(SqliteConnectionStringBuilder address, string place)
    {
        if (!File.Exists(place))
            return;

        var looking = new SqliteConnectionStringBuilder(address.ConnectionString) { Mode = SqliteOpenMode.ReadOnly };

        // Without a log beside it the file is all there is, and is read without making one: an empty log would stay behind.
        // The file is never opened but through SQLite, as closing it would drop the locks that this process has on it.
        if (!HasContent(place + "-wal") && !HasContent(place + "-journal"))
            looking.DataSource = new Uri(place).AbsoluteUri + "?immutable=1";

        Holding holding;
        try
        {
            using var connection = new SqliteConnection(looking.ConnectionString);
            connection.Open();
            holding = Of(connection);
        }
        catch (SqliteException)
        {
            return;
        }

        if (holding == Holding.SomebodyElses)
            throw Refusal(place);
    }

    public static SqliteException Refusal(string place) => new(
        $"{place} holds tables that are not of Incubateurs; it was left as it is. Name another file, or one that does not exist yet.",
        raw.SQLITE_MISMATCH);

    private static long Count(SqliteConnection connection, string sql, object? args = null) => connection.ExecuteScalar<long>(sql, args);

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}
