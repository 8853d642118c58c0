using Incubateurs.Storage;

namespace Incubateurs.Candidacies;

/// <summary>The queue of automatic controls. It is in the file, so that a restart loses none.</summary>
internal static class PendingControlStore
{
    private const string AddSql = """
        INSERT INTO pending_controls (candidacy_id, attempts, not_before)
        VALUES (@candidacyId, 0, @Clock)
            ON CONFLICT (candidacy_id) DO UPDATE SET attempts = 0, not_before = excluded.not_before
        """;

    private const string NextSql = """
        SELECT p.candidacy_id, c.siret, p.attempts, p.not_before
          FROM pending_controls p
          JOIN candidacies c ON c.id = p.candidacy_id
         WHERE p.not_before <= @Clock
         ORDER BY p.not_before, p.candidacy_id
         LIMIT 1
        """;

    private const string RemoveSql = "DELETE FROM pending_controls WHERE candidacy_id = @candidacyId";

    private const string PostponeSql = """
        UPDATE pending_controls
           SET attempts = attempts + 1,
               not_before = @notBefore
         WHERE candidacy_id = @candidacyId
        """;

    public static Task AddPendingControlAsync(this Tx tx, string candidacyId) => tx.ExecuteAsync(AddSql, new { candidacyId, tx.Clock });

    /// <summary>The next one that may be made; null where all wait.</summary>
    public static Task<PendingControl?> NextPendingControlAsync(this Tx tx) => tx.FirstAsync<PendingControl>(NextSql, new { tx.Clock });

    /// <summary>False where somebody else made it, or the candidate has withdrawn.</summary>
    public static async Task<bool> RemovePendingControlAsync(this Tx tx, string candidacyId) =>
        await tx.ExecuteAsync(RemoveSql, new { candidacyId }) > 0;

    public static Task PostponeControlAsync(this Tx tx, string candidacyId, DateTimeOffset notBefore) =>
        tx.ExecuteAsync(PostponeSql, new { candidacyId, notBefore });
}
