using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Whether anything that lives names an incubator or an administration.</summary>
internal static class UseStore
{
    private const string IncubatorUsesSql =
        "SELECT count(*) FROM startup_terms WHERE kind = 'incubator' AND key = @id AND known_to = @Open";

    // A host may be named together with others: those stand as JSON in what hangs on the hand-over.
    private static readonly string AdministrationUsesSql = $"""
        SELECT (SELECT count(*) FROM startup_terms WHERE kind = 'sponsor' AND key = @id AND known_to = @Open)
             + (SELECT count(*)
                  FROM incubator_versions i
                 WHERE i.owner_id = @id
                   AND i.known_to = @Open
                   AND {WithdrawalStore.Listed(Kinds.Incubator, "i.incubator_id", Knowledge.Now)})
             + (SELECT count(*) FROM successions WHERE (predecessor_id = @id OR successor_id = @id) AND known_to = @Open)
             + (SELECT count(*)
                  FROM hand_overs h
                 WHERE (h.host_id = @id OR h.details LIKE @quoted)
                   AND h.known_to = @Open
                   AND {WithdrawalStore.Listed(Kinds.Startup, "h.startup_id", Knowledge.Now)})
             + (SELECT count(*) FROM keys WHERE administration_id = @id)
             + (SELECT count(*) FROM webhooks WHERE administration_id = @id)
        """;

    public static async Task<bool> IsIncubatorNamedAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(IncubatorUsesSql, new { id, Tx.Open }) > 0;

    public static async Task<bool> IsAdministrationNamedAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(AdministrationUsesSql, new { id, quoted = $"%\"{id}\"%", Tx.Open }) > 0;
}
