using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>A key as lists show it.</summary>
internal sealed record ListedKey
{
    public required string Prefix { get; init; }
    public required string Agent { get; init; }
    public required string AdministrationId { get; init; }
    public required string Siret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day on which it is good.</summary>
    public DateOnly? ExpiresOn { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>The keys of agents.</summary>
internal static class KeyStore
{
    private const string FindSql = """
        SELECT prefix, hash, agent, administration_id, siret, expires_on, revoked_at
          FROM keys
         WHERE prefix = @prefix
        """;

    private const string AddSql = """
        INSERT INTO keys (prefix, hash, agent, administration_id, siret, created_at, expires_on)
        VALUES (@Prefix, @hash, @agent, @administrationId, @siret, @Now, @expiresOn)
        """;

    private const string ListSql = """
        SELECT prefix, agent, administration_id, siret, created_at, expires_on, revoked_at
          FROM keys
         ORDER BY created_at, prefix
        """;

    private const string RevokeSql = "UPDATE keys SET revoked_at = @Now WHERE prefix = @prefix AND revoked_at IS NULL";

    /// <summary>The agent of a key; null when it is unknown, revoked, expired or not a key at all.</summary>
    public static async Task<AgentIdentity?> FindAgentAsync(this Tx tx, string text)
    {
        if (ApiKey.PrefixOf(text) is not { } prefix || await tx.FirstAsync<Row>(FindSql, new { prefix }) is not { } row)
            return null;

        return new ApiKey(text).Is(row.Hash) && row.RevokedAt is null && (row.ExpiresOn is not { } last || tx.Today <= last)
            ? new(row.Agent, row.AdministrationId, row.Siret, Credential.Key, row.ExpiresOn?.AddDays(1).MidnightInParis())
            : null;
    }

    public static async Task AddKeyAsync(
        this Tx tx, ApiKey key, string agent, string administrationId, string siret, DateOnly? expiresOn) =>
        await tx.ExecuteAsync(AddSql, new { key.Prefix, hash = key.Hash(), agent, administrationId, siret, tx.Now, expiresOn });

    public static async Task<IReadOnlyList<ListedKey>> ListKeysAsync(this Tx tx) => [.. await tx.QueryAsync<ListedKey>(ListSql)];

    /// <summary>False when no key that is still good has this prefix.</summary>
    public static async Task<bool> RevokeKeyAsync(this Tx tx, string prefix) =>
        await tx.ExecuteAsync(RevokeSql, new { prefix, tx.Now }) > 0;

    private sealed record Row
    {
        public required string Prefix { get; init; }
        public required string Hash { get; init; }
        public required string Agent { get; init; }
        public required string AdministrationId { get; init; }
        public required string Siret { get; init; }
        public DateOnly? ExpiresOn { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }
    }
}
