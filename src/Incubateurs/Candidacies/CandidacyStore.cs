using System.Security.Cryptography;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Candidacies;

/// <summary>A candidacy as recorded.</summary>
internal sealed record RecordedCandidacy(
    string Id, string HandOverId, string Siret, CandidacyStatus Status, string? Contact, DateTimeOffset SubmittedAt);

/// <summary>Candidacies and their controls. What strangers write raises their area alone.</summary>
internal static class CandidacyStore
{
    private const string Select = """
        SELECT id, hand_over_id, siret, status, contact, submitted_at
          FROM candidacies
        """;

    private const string AddSql = """
        INSERT INTO candidacies (id, hand_over_id, siret, status, contact, secret_hash, submitted_at)
        VALUES (@id, @handOverId, @siret, 'submitted', @contact, @hash, @Now)
        """;

    private const string StatusSql = "UPDATE candidacies SET status = @status WHERE id = @id";

    private const string WithdrawSql = """
        UPDATE candidacies SET status = 'withdrawn', withdrawn_at = @Now, contact = NULL WHERE id = @id;
        DELETE FROM pending_controls WHERE candidacy_id = @id;
        """;

    private const string OthersSql = "UPDATE candidacies SET status = @after WHERE hand_over_id = @handOverId AND status = @before";

    private const string SecretSql = "UPDATE candidacies SET secret_hash = @hash, contact = NULL WHERE id = @id";

    private const string ContactSql = "UPDATE candidacies SET contact = @contact WHERE id = @id";

    // Those of hand-overs that live or closed lately are kept; one that is no longer known (an embedded startup that went) keeps none,
    // and neither does who withdrew, whose contact earlier builds left.
    private const string OldContacts = """
        contact IS NOT NULL
           AND (status = 'withdrawn'
                OR hand_over_id NOT IN (SELECT h.id
                                          FROM hand_overs h
                                         WHERE h.known_to = @Open
                                           AND (h.closed_at IS NULL OR h.closed_at > @limit)))
        """;

    private const string ForgetSql = $"UPDATE candidacies SET contact = NULL WHERE {OldContacts}";

    private const string OldestSql = $"SELECT count(*) FROM candidacies WHERE {OldContacts}";

    private const string ControlsSql = """
        SELECT id, verdict, note, source, recorded_at
          FROM controls
         WHERE candidacy_id = @candidacyId
           AND recorded_at <= @Instant
         ORDER BY recorded_at, id
        """;

    private const string AddControlSql = """
        INSERT INTO controls (id, candidacy_id, verdict, note, source, recorded_at)
        VALUES (@Id, @candidacyId, @verdict, @Note, @Source, @RecordedAt)
        """;

    /// <summary>Days after the closing for which a contact is kept.</summary>
    public const int DaysContactsAreKept = 90;

    public static async Task<RecordedCandidacy?> FindCandidacyAsync(this Tx tx, string id) =>
        (await tx.FirstAsync<Row>($"{Select}\n WHERE id = @id", new { id }))?.Recorded();

    /// <summary>The living candidacy of a SIRET; null when it has not applied, or has withdrawn.</summary>
    public static async Task<RecordedCandidacy?> FindCandidacyOfAsync(this Tx tx, string handOverId, string siret) =>
        (
            await tx.FirstAsync<Row>(
                $"{Select}\n WHERE hand_over_id = @handOverId AND siret = @siret AND status <> 'withdrawn'",
                new { handOverId, siret }))?.Recorded();

    public static async Task<RecordedCandidacy?> FindCandidacyBySecretAsync(this Tx tx, string secret) =>
        (await tx.FirstAsync<Row>($"{Select}\n WHERE secret_hash = @hash", new { hash = Hash(secret) }))?.Recorded();

    /// <summary>The first submitted first.</summary>
    public static async Task<Slice<RecordedCandidacy>> ListCandidaciesAsync(this Tx tx, string handOverId, Cursor? after, int most)
    {
        var args = new { handOverId, after?.Key, after?.Id, most = most + 1 };
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {Select}
             WHERE hand_over_id = @handOverId
               {(after is null ? "" : "AND (submitted_at, id) > (@Key, @Id)")}
             ORDER BY submitted_at, id
             LIMIT @most
            """,
            args)).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>("SELECT count(*) FROM candidacies WHERE hand_over_id = @handOverId", args);
        return Slice.Of(rows, most, total, row => row.Recorded(), row => (row.SubmittedAt.Text(), row.Id));
    }

    /// <summary>Writes a candidacy; answers its secret, which nothing else ever tells.</summary>
    public static async Task<(string Id, string Secret)> AddCandidacyAsync(
        this Tx tx, string handOverId, string siret, string? contact, string? fixedId = null)
    {
        var (id, secret) = (fixedId ?? Ids.New(tx.Now), NewSecret());
        await tx.ExecuteAsync(AddSql, new { id, handOverId, siret, contact, hash = Hash(secret), tx.Now });
        tx.Raise(Areas.Voices);
        return (id, secret);
    }

    /// <summary>Another secret; the contact of whoever came first goes with the old one.</summary>
    public static async Task<string> RenewSecretAsync(this Tx tx, string id)
    {
        var secret = NewSecret();
        tx.Raise(Areas.Voices);
        await tx.ExecuteAsync(SecretSql, new { id, hash = Hash(secret) });
        return secret;
    }

    public static Task SetCandidacyAsync(this Tx tx, string id, CandidacyStatus status)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(StatusSql, new { id, status = status.Code() });
    }

    public static Task WithdrawCandidacyAsync(this Tx tx, string id)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(WithdrawSql, new { id, tx.Now });
    }

    /// <summary>Another contact, or none. Agents and the candidate alone see it.</summary>
    public static Task SetContactAsync(this Tx tx, string id, string? contact)
    {
        tx.Raise(Areas.Agents);
        return tx.ExecuteAsync(ContactSql, new { id, contact });
    }

    /// <summary>Moves all candidacies of a hand-over that are in one state to another one.</summary>
    public static Task MoveCandidaciesAsync(this Tx tx, string handOverId, CandidacyStatus before, CandidacyStatus after)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(OthersSql, new { handOverId, before = before.Code(), after = after.Code() });
    }

    /// <summary>The contacts of hand-overs that closed long enough ago, and of who withdrew.</summary>
    public static readonly Forgettable Contacts = new(HasOldContactsAsync, ForgetContactsAsync);

    /// <summary>Whether contacts are kept that must go.</summary>
    public static async Task<bool> HasOldContactsAsync(this Tx tx) =>
        await tx.ScalarAsync<long>(OldestSql, new { limit = tx.Clock.AddDays(-DaysContactsAreKept), Tx.Open }) > 0;

    /// <summary>Deletes the contacts of hand-overs that closed 90 days ago, and of who withdrew.</summary>
    public static async Task ForgetContactsAsync(this Tx tx)
    {
        if (await tx.ExecuteAsync(ForgetSql, new { limit = tx.Clock.AddDays(-DaysContactsAreKept), Tx.Open }) > 0)
            tx.Raise(Areas.Agents);
    }

    public static async Task<IReadOnlyList<Control>> ListControlsAsync(this Tx tx, string candidacyId, Knowledge knowledge) =>
    [
        .. (await tx.QueryAsync<ControlRow>(ControlsSql, new { candidacyId, knowledge.Instant }))
            .Select(row => new Control(row.Id, EnumCodes<ControlVerdict>.Read(row.Verdict), row.Note, row.Source, row.RecordedAt)),
    ];

    public static Task AddControlAsync(this Tx tx, string candidacyId, Control control) => tx.ExecuteAsync(AddControlSql, new
    {
        control.Id,
        candidacyId,
        verdict = control.Verdict.Code(),
        control.Note,
        control.Source,
        control.RecordedAt,
    });

    private static string NewSecret() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 32);

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string HandOverId { get; init; }
        public required string Siret { get; init; }
        public required string Status { get; init; }
        public string? Contact { get; init; }
        public required DateTimeOffset SubmittedAt { get; init; }

        public RecordedCandidacy Recorded() => new(Id, HandOverId, Siret, EnumCodes<CandidacyStatus>.Read(Status), Contact, SubmittedAt);
    }

    private sealed record ControlRow
    {
        public required string Id { get; init; }
        public required string Verdict { get; init; }
        public string? Note { get; init; }
        public required string Source { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
    }
}
