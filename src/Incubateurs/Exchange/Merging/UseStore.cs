using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Whether anything that lives names an incubator or an administration.</summary>
internal static class UseStore
{
    private const string IncubatorUsesSql =
        "SELECT count(*) FROM startup_terms WHERE kind = 'incubator' AND key = @id AND known_to = @Open";

    private const string AdministrationUsesSql = """
        SELECT (SELECT count(*) FROM startup_terms WHERE kind = 'sponsor' AND key = @id AND known_to = @Open)
             + (SELECT count(*) FROM incubator_versions WHERE owner_id = @id AND known_to = @Open)
             + (SELECT count(*) FROM successions WHERE (predecessor_id = @id OR successor_id = @id) AND known_to = @Open)
        """;

    public static async Task<bool> IsIncubatorNamedAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(IncubatorUsesSql, new { id, Tx.Open }) > 0;

    public static async Task<bool> IsAdministrationNamedAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(AdministrationUsesSql, new { id, Tx.Open }) > 0;
}
