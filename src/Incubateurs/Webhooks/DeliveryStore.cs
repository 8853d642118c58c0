using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>
/// How far webhooks have come, and who delivers: it raises nothing, since no answer with a validator shows it. Only who holds the lease
/// writes; an agent who moves the webhook takes it away.
/// </summary>
internal static class DeliveryStore
{
    private const string LeaseSql = """
        UPDATE webhooks
           SET lease_owner = @owner,
               lease_until = @until
         WHERE id = @id
           AND turn = @turn
           AND disabled_at IS NULL
           AND (lease_owner IS NULL OR lease_owner = @owner OR lease_until <= @Clock)
        RETURNING position, failures, failing_since, next_try_at
        """;

    private const string SaveSql = """
        UPDATE webhooks
           SET position      = @Position,
               failures      = CASE WHEN turn = @turn THEN @Failures ELSE failures END,
               failing_since = CASE WHEN turn = @turn THEN @FailingSince ELSE failing_since END,
               next_try_at   = CASE WHEN turn = @turn THEN @NextTryAt ELSE next_try_at END,
               lease_owner   = CASE WHEN @keeps THEN @owner END,
               lease_until   = CASE WHEN @keeps THEN @until END
         WHERE id = @id
           AND lease_owner = @owner
        """;

    private const string SkipSql = "UPDATE webhooks SET position = @position WHERE id = @id AND turn = @turn AND position < @position";

    private const string DisableSql = """
        UPDATE webhooks
           SET disabled_at     = @At,
               disabled_reason = @reason,
               next_try_at     = NULL,
               version         = version + 1,
               turn            = turn + 1,
               modified_at     = @At
         WHERE id = @id
           AND turn = @turn
        """;

    /// <summary>Takes the lease, or holds it longer; null where another one has it, or the webhook is no longer as it was.</summary>
    /// <returns>How far it has come, whoever came so far.</returns>
    public static async Task<WebhookState?> TakeLeaseAsync(this Tx tx, string id, long turn, string owner, DateTimeOffset until) =>
        (await tx.FirstAsync<Row>(LeaseSql, new { id, turn, owner, until, tx.Clock }))?.State();

    /// <summary>Notes how far it has come; false where the lease is lost.</summary>
    /// <param name="until">Until when the lease is held; null gives it back.</param>
    public static async Task<bool> SaveDeliveryAsync(
        this Tx tx, string id, long turn, string owner, WebhookState state, DateTimeOffset? until) =>
        await tx.ExecuteAsync(
            SaveSql,
            new
            {
                id,
                turn,
                owner,
                state.Position,
                state.Failures,
                state.FailingSince,
                state.NextTryAt,
                until,
                keeps = until is not null,
            }) > 0;

    /// <summary>Notes that nothing was to be delivered up to a position.</summary>
    public static Task SkipAsync(this Tx tx, string id, long turn, long position) =>
        tx.ExecuteAsync(SkipSql, new { id, turn, position });

    /// <summary>Nothing is sent any more; agents see that.</summary>
    public static async Task DisableWebhookAsync(this Tx tx, string id, long turn, WebhookDisabling disabling)
    {
        if (await tx.ExecuteAsync(DisableSql, new { id, turn, disabling.At, reason = disabling.Reason.Code() }) > 0)
            tx.Raise(Areas.Agents);
    }

    private sealed record Row
    {
        public required long Position { get; init; }
        public required int Failures { get; init; }
        public DateTimeOffset? FailingSince { get; init; }
        public DateTimeOffset? NextTryAt { get; init; }

        public WebhookState State() => new(Position, Failures, FailingSince, NextTryAt);
    }
}
