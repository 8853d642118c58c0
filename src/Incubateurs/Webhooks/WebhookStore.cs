using Incubateurs.Changes;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Webhooks;

/// <summary>Webhooks as agents make and change them. Of persons nothing stands here: the log of accesses has who did what.</summary>
internal static class WebhookStore
{
    private const string Select = """
        SELECT w.id, w.url, w.types, w.startups, w.phases, w.incubators, w.secret, w.former_secret, w.former_until, w.administration_id,
               coalesce(v.name, w.administration_id) AS administration_name, v.acronym, w.version, w.created_at, w.modified_at, w.turn,
               w.position, w.failures, w.failing_since, w.next_try_at, w.disabled_at, w.disabled_reason, w.is_specimen
          FROM webhooks w
          LEFT JOIN administration_versions v ON v.administration_id = w.administration_id AND v.known_to = @Open
        """;

    private const string CountSql = "SELECT count(*) FROM webhooks WHERE is_specimen = 0";

    private const string CountOfSql = "SELECT count(*) FROM webhooks WHERE is_specimen = 0 AND administration_id = @administrationId";

    private const string AddSql = """
        INSERT INTO webhooks (id, url, types, startups, phases, incubators, secret, administration_id, version, created_at, modified_at,
                              position, turn, failures, disabled_at, disabled_reason, is_specimen)
        VALUES (@id, @url, @types, @startups, @phases, @incubators, @secret, @administrationId, 1, @Now, @Now,
                @position, 1, 0, @disabledAt, @disabledReason, @isSpecimen)
        """;

    private const string EditSql = """
        UPDATE webhooks
           SET url             = @url,
               types           = @types,
               startups        = @startups,
               phases          = @phases,
               incubators      = @incubators,
               disabled_at     = @disabledAt,
               disabled_reason = @disabledReason,
               failures        = 0,
               failing_since   = NULL,
               next_try_at     = NULL,
               version         = version + 1,
               turn            = turn + 1,
               modified_at     = @Now
         WHERE id = @id
        """;

    private const string SecretSql = """
        UPDATE webhooks
           SET former_secret = secret,
               former_until  = @until,
               secret        = @secret,
               version       = version + 1,
               turn          = turn + 1,
               modified_at   = @Now
         WHERE id = @id
        """;

    private const string MoveSql = """
        UPDATE webhooks
           SET position      = @position,
               failures      = 0,
               failing_since = NULL,
               next_try_at   = NULL,
               lease_owner   = NULL,
               turn          = turn + 1
         WHERE id = @id
        """;

    private const string RemoveSql = """
        DELETE FROM webhook_attempts WHERE webhook_id = @id;
        DELETE FROM webhooks WHERE id = @id;
        """;

    private const string StartupsSql = """
        SELECT s.id FROM startups s WHERE s.id IN @ids
         UNION
        SELECT f.former_id FROM former_ids f WHERE f.kind = 'startup' AND f.former_id IN @ids
        """;

    public static async Task<StoredWebhook?> FindWebhookAsync(this Tx tx, string id) =>
        (await tx.FirstAsync<Row>($"{Select}\n WHERE w.id = @id", new { id, Tx.Open }))?.Stored();

    /// <summary>The oldest first; no specimen.</summary>
    public static async Task<Slice<StoredWebhook>> ListWebhooksAsync(this Tx tx, Cursor? after, int most)
    {
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {Select}
             WHERE w.is_specimen = 0
               {(after is null ? "" : "AND (w.created_at, w.id) > (@Key, @Id)")}
             ORDER BY w.created_at, w.id
             LIMIT @most
            """,
            new { after?.Key, after?.Id, most = most + 1, Tx.Open })).ToList();
        return Slice.Of(
            rows, most, after?.Total ?? await tx.ScalarAsync<long>(CountSql), row => row.Stored(), row => (row.CreatedAt.Text(), row.Id));
    }

    /// <summary>All to which items are sent.</summary>
    public static async Task<IReadOnlyList<StoredWebhook>> ListEnabledWebhooksAsync(this Tx tx) =>
    [
        .. (await tx.QueryAsync<Row>($"{Select}\n WHERE w.disabled_at IS NULL AND w.is_specimen = 0\n ORDER BY w.id", new { Tx.Open }))
            .Select(row => row.Stored()),
    ];

    public static Task<long> CountWebhooksOfAsync(this Tx tx, string administrationId) =>
        tx.ScalarAsync<long>(CountOfSql, new { administrationId });

    /// <summary>Makes one. It begins with what is committed behind this.</summary>
    public static async Task AddWebhookAsync(
        this Tx tx, string id, string url, FeedFilter filter, string secret, string administrationId, WebhookDisabling? disabled = null)
    {
        tx.Raise(Areas.Agents);
        await tx.ExecuteAsync(AddSql, new
        {
            id,
            url,
            types = JsonText.Of(filter.Types),
            startups = JsonText.Of(filter.Startups),
            phases = JsonText.Of(filter.Phases),
            incubators = JsonText.Of(filter.Incubators),
            secret,
            administrationId,
            tx.Now,
            position = tx.IsOfSpecimen ? 0 : await tx.FeedHeadAsync(),
            disabledAt = disabled?.At,
            disabledReason = disabled?.Reason.Code(),
            isSpecimen = tx.IsOfSpecimen ? 1 : 0,
        });
    }

    /// <summary>Changes what is said of it. What failed is tried afresh.</summary>
    public static Task EditWebhookAsync(this Tx tx, string id, string url, FeedFilter filter, WebhookDisabling? disabled)
    {
        tx.Raise(Areas.Agents);
        return tx.ExecuteAsync(EditSql, new
        {
            id,
            url,
            types = JsonText.Of(filter.Types),
            startups = JsonText.Of(filter.Startups),
            phases = JsonText.Of(filter.Phases),
            incubators = JsonText.Of(filter.Incubators),
            disabledAt = disabled?.At,
            disabledReason = disabled?.Reason.Code(),
            tx.Now,
        });
    }

    /// <summary>Another secret; the one before is good until an instant.</summary>
    public static Task RotateSecretAsync(this Tx tx, string id, string secret, DateTimeOffset until)
    {
        tx.Raise(Areas.Agents);
        return tx.ExecuteAsync(SecretSql, new { id, secret, until, tx.Now });
    }

    /// <summary>Goes on behind another position.</summary>
    public static Task MoveWebhookAsync(this Tx tx, string id, long position)
    {
        tx.Raise(Areas.Agents);
        return tx.ExecuteAsync(MoveSql, new { id, position });
    }

    public static Task RemoveWebhookAsync(this Tx tx, string id)
    {
        tx.Raise(Areas.Agents);
        return tx.ExecuteAsync(RemoveSql, new { id });
    }

    /// <summary>Of some ids those that a startup has, or had.</summary>
    public static async Task<IReadOnlyList<string>> ListStartupsNamedAsync(this Tx tx, IReadOnlyList<string> ids) =>
        [.. await tx.QueryAsync<string>(StartupsSql, new { ids })];

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Url { get; init; }
        public required string Types { get; init; }
        public required string Startups { get; init; }
        public required string Phases { get; init; }
        public required string Incubators { get; init; }
        public required string Secret { get; init; }
        public string? FormerSecret { get; init; }
        public DateTimeOffset? FormerUntil { get; init; }
        public required string AdministrationId { get; init; }
        public required string AdministrationName { get; init; }
        public string? Acronym { get; init; }
        public required int Version { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public required long Turn { get; init; }
        public required long Position { get; init; }
        public required int Failures { get; init; }
        public DateTimeOffset? FailingSince { get; init; }
        public DateTimeOffset? NextTryAt { get; init; }
        public DateTimeOffset? DisabledAt { get; init; }
        public string? DisabledReason { get; init; }
        public required bool IsSpecimen { get; init; }

        public StoredWebhook Stored() => new(
            Id,
            Url,
            new(JsonText.List(Types), JsonText.List(Startups), JsonText.List(Phases), JsonText.List(Incubators)),
            Secret,
            FormerSecret,
            FormerUntil,
            new(AdministrationId, AdministrationName, Acronym),
            Version,
            CreatedAt,
            ModifiedAt,
            Turn,
            new(Position, Failures, FailingSince, NextTryAt),
            DisabledAt is { } at ? new(at, EnumCodes<DisablingReason>.Read(DisabledReason!)) : null,
            IsSpecimen);
    }
}
