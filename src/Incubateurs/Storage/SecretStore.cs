using System.Data.Common;
using Dapper;

namespace Incubateurs.Storage;

/// <summary>What only the servers of one database know.</summary>
internal static class SecretStore
{
    private const string FindSql = "SELECT value FROM secrets WHERE name = @name";

    /// <summary>The key that signs cursors, made with the table.</summary>
    public static byte[] CursorKey(this DbConnection db) =>
        Convert.FromHexString(db.QuerySingle<string>(FindSql, new { name = "cursors" }));
}
