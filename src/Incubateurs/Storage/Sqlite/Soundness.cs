using Dapper;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>Whether the file is what SQLite wrote, and every reference leads somewhere.</summary>
internal static class Soundness
{
    private const string IntegritySql = "PRAGMA integrity_check";

    // Pages and their order, without holding every index against its table.
    private const string QuickSql = "PRAGMA quick_check(1)";

    private const string ReferencesSql = "SELECT \"table\" FROM pragma_foreign_key_check";

    /// <summary>The faults of a file that no transaction of ours reads.</summary>
    public static IReadOnlyList<string> ListFaults(SqliteConnection connection) =>
    [
        .. connection.Query<string>(IntegritySql).Where(line => line != "ok"),
        .. connection.Query<string>(ReferencesSql).Distinct().Select(Dangling),
    ];

    public static async Task<IReadOnlyList<string>> ListFaultsAsync(Tx tx, bool quick) => quick
        ? [.. (await tx.QueryAsync<string>(QuickSql)).Where(line => line != "ok")]
        :
    [
        .. (await tx.QueryAsync<string>(IntegritySql)).Where(line => line != "ok"),
        .. (await tx.QueryAsync<string>(ReferencesSql)).Distinct().Select(Dangling),
    ];

    private static string Dangling(string table) => $"A reference of {table} leads nowhere.";
}
