using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// The embedded files <c>NNNN_name.sql</c> of this folder, run in order, one transaction each, their names recorded.
/// A file that has run anywhere is never edited.
/// </summary>
internal static class Migrations
{
    private const string Prefix = "Incubateurs.Storage.Sqlite.";

    private const string TableSql = "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT";

    /// <summary>The name by which a database is known as ours.</summary>
    public static string First { get; } = Names().First()[Prefix.Length..];

    /// <summary>Runs what has not run yet; a file that is somebody else's is refused.</summary>
    /// <param name="place">What people call the file.</param>
    /// <returns>Whether there was nothing before.</returns>
    public static bool Run(SqliteConnection connection, string place)
    {
        var known = HoldingOf(connection, place);
        var made = false;
        foreach (var resource in Names())
        {
            // Nothing to do must not wait for another process that writes.
            var name = resource[Prefix.Length..];
            if (known == Holding.Ours && HasRun(connection, name))
                continue;

            // Two processes may start on the same file: the second one waits here and finds the name.
            Execute(connection, "BEGIN IMMEDIATE");
            if (known == Holding.Nothing && (known = HoldingOf(connection, place)) == Holding.Nothing)
            {
                // With the first migration, so that the file is ours as soon as anything is in it.
                Execute(connection, TableSql);
                (known, made) = (Holding.Ours, true);
            }

            if (!HasRun(connection, name))
            {
                Execute(connection, Read(resource));
                connection.Execute("INSERT INTO migrations (name) VALUES (@name)", new { name });
            }

            Execute(connection, "COMMIT");
        }

        return made;
    }

    private static Holding HoldingOf(SqliteConnection connection, string place) =>
        Ownership.Of(connection) is var holding and not Holding.SomebodyElses ? holding : throw Ownership.Refusal(place);

    private static bool HasRun(SqliteConnection connection, string name) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM migrations WHERE name = @name", new { name }) > 0;

    private static IEnumerable<string> Names() =>
        typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    private static void Execute(SqliteConnection connection, string sql) => connection.Execute(sql);
}
