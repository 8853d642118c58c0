using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>The log of attempts: the last of each webhook, for a month.</summary>
internal static class AttemptStore
{
    /// <summary>Most attempts of a webhook that are kept.</summary>
    public const int Most = 1_000;

    /// <summary>Days for which an attempt is kept.</summary>
    public const int DaysKept = 30;

    private const string Select = """
        SELECT a.number, a.id, a.kind, a.seq, a.at, a.duration, a.status_code, a.error, a.next_try_at
          FROM webhook_attempts a
        """;

    private const string CountSql = "SELECT count(*) FROM webhook_attempts WHERE webhook_id = @webhookId";

    // Somebody may have deleted the webhook meanwhile.
    private const string AddSql = """
        INSERT INTO webhook_attempts (id, webhook_id, kind, seq, at, duration, status_code, error, next_try_at)
        SELECT @Id, w.id, @kind, @Seq, @At, @DurationMs, @StatusCode, @error, @NextTryAt
          FROM webhooks w
         WHERE w.id = @webhookId
        """;

    private const string BoundSql = """
        DELETE FROM webhook_attempts
         WHERE webhook_id = @webhookId
           AND number <= (SELECT a.number
                            FROM webhook_attempts a
                           WHERE a.webhook_id = @webhookId
                           ORDER BY a.number DESC
                           LIMIT 1 OFFSET @Most)
        """;

    private const string OldSql = """
        SELECT (SELECT count(*) FROM webhook_attempts WHERE at <= @limit)
             + (SELECT count(*) FROM webhooks WHERE former_until <= @Clock)
        """;

    private const string ForgetSql = """
        DELETE FROM webhook_attempts WHERE at <= @limit;
        UPDATE webhooks SET former_secret = NULL, former_until = NULL WHERE former_until <= @Clock;
        """;

    /// <summary>Attempts of long ago, and secrets that are no longer good.</summary>
    public static readonly Forgettable Old = new(
        async tx => await tx.ScalarAsync<long>(OldSql, new { limit = tx.Clock.AddDays(-DaysKept), tx.Clock }) > 0,
        tx => tx.ExecuteAsync(ForgetSql, new { limit = tx.Clock.AddDays(-DaysKept), tx.Clock }));

    /// <summary>The newest first.</summary>
    public static async Task<Slice<WebhookAttempt>> ListAttemptsAsync(
        this Tx tx, string webhookId, Cursor? after, int most, Language language)
    {
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {Select}
             WHERE a.webhook_id = @webhookId
               {(after is null ? "" : "AND a.number < @number")}
             ORDER BY a.number DESC
             LIMIT @most
            """,
            new
            {
                webhookId,
                number = after is null ? 0 : long.Parse(after.Key, CultureInfo.InvariantCulture),
                most = most + 1,
            })).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>(CountSql, new { webhookId });
        return Slice.Of(
            rows, most, total, row => row.Attempt(language), row => (row.Number.ToString(CultureInfo.InvariantCulture), row.Id));
    }

    public static async Task<WebhookAttempt?> FindAttemptAsync(this Tx tx, string webhookId, string id) =>
        (await tx.FirstAsync<Row>($"{Select}\n WHERE a.webhook_id = @webhookId AND a.id = @id", new { webhookId, id }))
            ?.Attempt(Language.Fr);

    /// <summary>Puts attempts on record, the earliest first, and drops what is beyond the last thousand.</summary>
    public static async Task AddAttemptsAsync(this Tx tx, string webhookId, params IReadOnlyList<WebhookAttempt> attempts)
    {
        foreach (var attempt in attempts)
            await tx.ExecuteAsync(AddSql, new
            {
                attempt.Id,
                webhookId,
                kind = attempt.Kind.Code(),
                attempt.Seq,
                attempt.At,
                attempt.DurationMs,
                attempt.StatusCode,
                error = attempt.Error?.Code(),
                attempt.NextTryAt,
            });
        if (attempts.Count > 0)
            await tx.ExecuteAsync(BoundSql, new { webhookId, Most });
    }

    private sealed record Row
    {
        public required long Number { get; init; }
        public required string Id { get; init; }
        public required string Kind { get; init; }
        public long? Seq { get; init; }
        public required DateTimeOffset At { get; init; }
        public required int Duration { get; init; }
        public int? StatusCode { get; init; }
        public string? Error { get; init; }
        public DateTimeOffset? NextTryAt { get; init; }

        public WebhookAttempt Attempt(Language language)
        {
            AttemptError? error = Error is { } code ? EnumCodes<AttemptError>.Read(code) : null;
            return new(
                Id,
                EnumCodes<AttemptKind>.Read(Kind),
                At,
                Duration,
                error is null,
                Seq,
                StatusCode,
                error,
                Outcome.DetailOf(error, language),
                NextTryAt);
        }
    }
}
