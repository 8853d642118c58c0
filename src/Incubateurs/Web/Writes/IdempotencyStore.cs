using Incubateurs.Storage;

namespace Incubateurs.Web.Writes;

/// <summary>A request that may be a repetition: who sent it, its <c>Idempotency-Key</c>, and a hash of what it asks.</summary>
/// <param name="EarlierFingerprint">As earlier builds made it: their answers are repeated too.</param>
internal sealed record Repetition(string Caller, string Key, string Fingerprint, string EarlierFingerprint);

/// <summary>What was answered before.</summary>
/// <param name="Answer">Null where the key was used for something else.</param>
internal sealed record EarlierAnswer(KeptAnswer? Answer);

/// <summary>The request was answered before; its transaction changes nothing.</summary>
#pragma warning disable CA1032 // It carries what was answered; nothing else makes one.
internal sealed class RepeatedException(EarlierAnswer earlier) : Exception("The request was answered before.")
{
    public EarlierAnswer Earlier { get; } = earlier;
}
#pragma warning restore CA1032

/// <summary>Answers kept for repetitions.</summary>
internal static class IdempotencyStore
{
    private const int HoursKept = 24;

    private const string FindSql = """
        SELECT fingerprint, status, location, etag, body
          FROM idempotent_answers
         WHERE caller = @Caller
           AND key = @Key
           AND at > @since
        """;

    private const string ForgetSql = "DELETE FROM idempotent_answers WHERE at <= @since";

    private const string KeepSql = """
        INSERT INTO idempotent_answers (caller, key, fingerprint, at, status, location, etag, body)
        VALUES (@Caller, @Key, @Fingerprint, @Clock, @Status, @Location, @ETag, @Body)
        """;

    // Whatever writes a thing that can be erased answers with its id first; an id holds no sign that LIKE reads.
    private const string RewriteSql = "UPDATE idempotent_answers SET body = @body WHERE body LIKE @begins";

    /// <summary>Null where the key is new.</summary>
    public static async Task<EarlierAnswer?> FindAnswerAsync(this Tx tx, Repetition repetition) =>
        await tx.FirstAsync<Row>(FindSql, new { repetition.Caller, repetition.Key, since = Since(tx) }) is not { } row ? null
            : row.Fingerprint == repetition.Fingerprint || row.Fingerprint == repetition.EarlierFingerprint
            ? new(new KeptAnswer((int)row.Status, row.Location, row.Etag, row.Body))
            : new(Answer: null);

    public static async Task KeepAnswerAsync(this Tx tx, Repetition repetition, KeptAnswer answer)
    {
        await tx.ExecuteAsync(ForgetSql, new { since = Since(tx) });
        await tx.ExecuteAsync(KeepSql, new
        {
            repetition.Caller,
            repetition.Key,
            repetition.Fingerprint,
            tx.Clock,
            answer.Status,
            answer.Location,
            answer.ETag,
            answer.Body,
        });
    }

    /// <summary>From now on the answers that made a thing say it as it is now: words that are erased are kept nowhere.</summary>
    public static Task RewriteAnswersAsync(this Tx tx, string id, object thing) =>
        tx.ExecuteAsync(RewriteSql, new { body = WrittenAnswer.Encoded(thing), begins = $"{{\"id\":\"{id}\",%" });

    private static DateTimeOffset Since(Tx tx) => tx.Clock.AddHours(-HoursKept);

    private sealed record Row
    {
        public required string Fingerprint { get; init; }
        public required long Status { get; init; }
        public string? Location { get; init; }
        public string? Etag { get; init; }
        public string? Body { get; init; }
    }
}
