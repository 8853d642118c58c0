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

    public static void Run(SqliteConnection connection)
    {
        Execute(connection, "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT");
        foreach (var resource in Names())
        {
            // Nothing to do must not wait for another process that writes.
            if (HasRun(connection, resource[Prefix.Length..]))
                continue;

            // Two processes may start on the same file: the second one waits here and finds the name.
            Execute(connection, "BEGIN IMMEDIATE");
            var name = resource[Prefix.Length..];
            if (!HasRun(connection, name))
            {
                Execute(connection, Read(resource));
                connection.Execute("INSERT INTO migrations (name) VALUES (@name)", new { name });
            }

            Execute(connection, "COMMIT");
        }
    }

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
