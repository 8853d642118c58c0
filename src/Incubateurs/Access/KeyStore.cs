using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>A key as lists show it.</summary>
internal sealed record ListedKey
{
    public required string Prefix { get; init; }

    /// <summary>Null of who was erased.</summary>
    public string? Agent { get; init; }
    public required string AdministrationId { get; init; }
    public required string Siret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day on which it is good.</summary>
    public DateOnly? ExpiresOn { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The last day on which it was used.</summary>
    public DateOnly? UsedOn { get; init; }
}

/// <summary>A key, and what a row of the log of accesses that vouches for it says of it.</summary>
internal sealed record KeyFingerprint(string Prefix, string Fingerprint, bool IsRevoked);

/// <summary>The keys of agents.</summary>
internal static class KeyStore
{
    private const string FindSql = """
        SELECT k.prefix, k.hash, a.email AS agent, k.administration_id, k.siret, k.expires_on, k.revoked_at, k.used_on
          FROM keys k
          JOIN agents a ON a.id = k.agent_id
         WHERE k.prefix = @prefix
        """;

    private const string AddSql = """
        INSERT INTO keys (prefix, hash, agent_id, administration_id, siret, created_at, expires_on)
        VALUES (@Prefix, @Hash, @AgentId, @AdministrationId, @Siret, @CreatedAt, @ExpiresOn)
        """;

    private const string ListSql = """
        SELECT k.prefix, a.email AS agent, k.administration_id, k.siret, k.created_at, k.expires_on, k.revoked_at, k.used_on
          FROM keys k
          JOIN agents a ON a.id = k.agent_id
         ORDER BY k.created_at, k.prefix
        """;

    private const string ListStoredSql = """
        SELECT prefix, hash, agent_id, administration_id, siret, created_at, expires_on, revoked_at
          FROM keys
         ORDER BY prefix
        """;

    private const string UseSql = "UPDATE keys SET used_on = @Today WHERE prefix = @prefix";

    private const string RevokeSql = "UPDATE keys SET revoked_at = @Now WHERE prefix = @prefix AND revoked_at IS NULL";

    /// <summary>The agent of a key; null when it is unknown, revoked, expired or not a key at all.</summary>
    public static async Task<AgentIdentity?> FindAgentAsync(this Tx tx, string text)
    {
        if (ApiKey.PrefixOf(text) is not { } prefix || await tx.FirstAsync<Row>(FindSql, new { prefix }) is not { } row)
            return null;

        return row.Agent is not null && new ApiKey(text).Is(row.Hash) && row.RevokedAt is null
            && (row.ExpiresOn is not { } last || tx.Today <= last)
            ? new(row.Agent, row.AdministrationId, row.Siret, Credential.Key, row.ExpiresOn?.AddDays(1).MidnightInParis())
            {
                UsedKey = row.UsedOn == tx.Today ? null : row.Prefix,
            }
            : null;
    }

    /// <summary>Adds a key, and the row of the log that vouches for it.</summary>
    public static async Task AddKeyAsync(
        this Tx tx, ApiKey key, string agent, string administrationId, string siret, DateOnly? expiresOn)
    {
        var stored = new StoredKey
        {
            Prefix = key.Prefix,
            Hash = key.Hash(),
            AgentId = (await tx.AgentAsync(agent)).Id,
            AdministrationId = administrationId,
            Siret = siret,
            CreatedAt = tx.Now.Text(),
            ExpiresOn = expiresOn?.Text(),
        };
        await tx.ExecuteAsync(AddSql, stored);
        await tx.AppendAccessesAsync(
            AccessEntry.Done(tx.Clock, "keys create", ApiKey.Start + key.Prefix, Covered.Key(key.Prefix, stored.Fingerprint()))
            with
            { Agent = agent, AdministrationId = administrationId });
    }

    public static async Task<IReadOnlyList<ListedKey>> ListKeysAsync(this Tx tx) => [.. await tx.QueryAsync<ListedKey>(ListSql)];

    /// <summary>Notes the day on which a key was used last.</summary>
    public static Task UseKeyAsync(this Tx tx, string prefix) => tx.ExecuteAsync(UseSql, new { prefix, tx.Today });

    /// <summary>False when no key that is still good has this prefix.</summary>
    public static async Task<bool> RevokeKeyAsync(this Tx tx, string prefix)
    {
        if (await tx.ExecuteAsync(RevokeSql, new { prefix, tx.Now }) == 0)
            return false;

        await tx.AppendAccessesAsync(AccessEntry.Done(tx.Clock, "keys revoke", ApiKey.Start + prefix, Covered.Revoked(prefix)));
        return true;
    }

    /// <summary>Every key, as rows of the log vouch for them.</summary>
    public static async Task<IReadOnlyList<KeyFingerprint>> ListKeyFingerprintsAsync(this Tx tx) =>
    [
        .. (await tx.QueryAsync<StoredKey>(ListStoredSql)).Select(
            key => new KeyFingerprint(key.Prefix, key.Fingerprint(), key.RevokedAt is not null)),
    ];

    private sealed record Row
    {
        public required string Prefix { get; init; }
        public required string Hash { get; init; }
        public string? Agent { get; init; }
        public required string AdministrationId { get; init; }
        public required string Siret { get; init; }
        public DateOnly? ExpiresOn { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
        public DateOnly? UsedOn { get; init; }
    }

    /// <summary>A key as it stands in the file.</summary>
    private sealed record StoredKey
    {
        public required string Prefix { get; init; }
        public required string Hash { get; init; }
        public required long AgentId { get; init; }
        public required string AdministrationId { get; init; }
        public required string Siret { get; init; }
        public required string CreatedAt { get; init; }
        public string? ExpiresOn { get; init; }
        public string? RevokedAt { get; init; }

        // All that makes it good, and for whom.
        public string Fingerprint() =>
            AccessSeal.Of(Prefix, AgentId, Hash, AdministrationId, Siret, CreatedAt, ExpiresOn ?? "");
    }
}
