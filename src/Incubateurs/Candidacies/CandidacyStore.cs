using Incubateurs.Storage;

namespace Incubateurs.Candidacies;

/// <summary>The candidacies of hand-overs. They raise their own area; whoever changes a hand-over by them raises its own.</summary>
internal static class CandidacyStore
{
    private const string SelectSql = """
        SELECT c.id, c.hand_over_id, c.siret, c.submitted_at, s.status, k.contact
          FROM candidacies c
          JOIN candidacy_states s ON s.candidacy_id = c.id
          LEFT JOIN candidacy_contacts k ON k.candidacy_id = c.id
         WHERE s.from_at <= @instant
           AND s.to_at > @instant
        """;

    private const string CountSql = """
        SELECT count(*)
          FROM candidacies c
          JOIN candidacy_states s ON s.candidacy_id = c.id
         WHERE c.hand_over_id = @handOverId
           AND s.from_at <= @instant
           AND s.to_at > @instant
           AND s.status <> 'withdrawn'
        """;

    private const string AddSql = """
        INSERT INTO candidacies (id, hand_over_id, siret, submitted_at, secret_prefix, secret_hash)
        VALUES (@Id, @HandOverId, @Siret, @SubmittedAt, @Prefix, @hash)
        """;

    private const string AddContactSql = "INSERT INTO candidacy_contacts (candidacy_id, contact) VALUES (@Id, @Contact)";

    // What lasted for no time at all was never there.
    private const string CloseStateSql = """
        DELETE FROM candidacy_states WHERE candidacy_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE candidacy_states SET to_at = @Now WHERE candidacy_id = @id AND to_at = @Forever;
        """;

    private const string AddStateSql = """
        INSERT INTO candidacy_states (candidacy_id, status, from_at, to_at)
        VALUES (@id, @status, @Now, @Forever)
        """;

    private const string ChangeSecretSql =
        "UPDATE candidacies SET secret_prefix = @Prefix, secret_hash = @hash WHERE id = @id";

    private const string FindBySecretSql = "SELECT id, secret_hash FROM candidacies WHERE secret_prefix = @Prefix";

    /// <summary>One candidacy as it stands; null where there is none.</summary>
    public static Task<RecordedCandidacy?> FindCandidacyAsync(this Tx tx, string id) =>
        tx.FirstAsync<RecordedCandidacy>($"{SelectSql} AND c.id = @id", new { id, instant = Knowledge.Now.Instant });

    /// <summary>The candidacy of an administration that has not been withdrawn; null where there is none.</summary>
    public static Task<RecordedCandidacy?> FindLivingCandidacyAsync(this Tx tx, string handOverId, string siret) => tx.FirstAsync<RecordedCandidacy>(
        $"{SelectSql} AND c.hand_over_id = @handOverId AND c.siret = @siret AND s.status <> 'withdrawn'",
        new { handOverId, siret, instant = Knowledge.Now.Instant });

    /// <summary>All of a hand-over, the first to come first.</summary>
    public static async Task<IReadOnlyList<RecordedCandidacy>> ListCandidaciesAsync(this Tx tx, string handOverId, Knowledge knowledge) =>
    [
        .. await tx.QueryAsync<RecordedCandidacy>(
            $"{SelectSql} AND c.hand_over_id = @handOverId ORDER BY c.submitted_at, c.id", new { handOverId, instant = knowledge.Instant }),
    ];

    /// <summary>How many administrations apply, those that have withdrawn left out.</summary>
    public static async Task<int> CountCandidaciesAsync(this Tx tx, string handOverId, Knowledge knowledge = default) =>
        (int)await tx.ScalarAsync<long>(CountSql, new { handOverId, instant = knowledge.Instant });

    public static async Task AddCandidacyAsync(this Tx tx, RecordedCandidacy candidacy, FollowUpSecret secret)
    {
        await tx.ExecuteAsync(AddSql, new { candidacy.Id, candidacy.HandOverId, candidacy.Siret, candidacy.SubmittedAt, secret.Prefix, hash = secret.Hash() });
        if (candidacy.Contact is not null)
            await tx.ExecuteAsync(AddContactSql, new { candidacy.Id, candidacy.Contact });
        await tx.ExecuteAsync(AddStateSql, new { candidacy.Id, candidacy.Status, tx.Now, Knowledge.Forever });
        tx.Raise(Areas.Voices);
    }

    /// <summary>Makes a candidacy stand elsewhere from now on.</summary>
    public static async Task SetStatusAsync(this Tx tx, string id, string status)
    {
        await tx.ExecuteAsync(CloseStateSql, new { id, tx.Now, Knowledge.Forever });
        await tx.ExecuteAsync(AddStateSql, new { id, status, tx.Now, Knowledge.Forever });
        tx.Raise(Areas.Voices);
    }

    /// <summary>
    /// Retains a candidacy; the other submitted ones become <c>notRetained</c>. Null where the hand-over has no such
    /// candidacy, or it was withdrawn.
    /// </summary>
    public static async Task<RecordedCandidacy?> RetainCandidacyAsync(this Tx tx, string handOverId, string candidacyId)
    {
        if (await tx.FindCandidacyAsync(candidacyId) is not { } candidacy
            || candidacy.HandOverId != handOverId || candidacy.Status == CandidacyStatus.Withdrawn)
            return null;

        await tx.SetStatusAsync(candidacyId, CandidacyStatus.Retained);
        await tx.RejectAllAsync(handOverId);
        await tx.QueueControlAsync(candidacyId);
        return candidacy with { Status = CandidacyStatus.Retained };
    }

    /// <summary>The host is found: all that are submitted become <c>notRetained</c>.</summary>
    public static Task RejectAllAsync(this Tx tx, string handOverId) =>
        tx.MoveAllAsync(handOverId, CandidacyStatus.Submitted, CandidacyStatus.NotRetained);

    /// <summary>The hand-over is open again: all that were not retained are submitted.</summary>
    public static Task ResubmitAllAsync(this Tx tx, string handOverId) =>
        tx.MoveAllAsync(handOverId, CandidacyStatus.NotRetained, CandidacyStatus.Submitted);

    public static Task ChangeSecretAsync(this Tx tx, string id, FollowUpSecret secret) =>
        tx.ExecuteAsync(ChangeSecretSql, new { id, secret.Prefix, hash = secret.Hash() });

    /// <summary>The id of the candidacy whose secret it is; null when it is nobody's.</summary>
    public static async Task<string?> FindBySecretAsync(this Tx tx, FollowUpSecret secret) =>
        await tx.FirstAsync<SecretRow>(FindBySecretSql, new { secret.Prefix }) is { } row && secret.Is(row.SecretHash) ? row.Id : null;

    private static async Task MoveAllAsync(this Tx tx, string handOverId, string from, string to)
    {
        foreach (var candidacy in await tx.ListCandidaciesAsync(handOverId, Knowledge.Now))
            if (candidacy.Status == from)
                await tx.SetStatusAsync(candidacy.Id, to);
    }

    private sealed record SecretRow
    {
        public required string Id { get; init; }
        public required string SecretHash { get; init; }
    }
}
