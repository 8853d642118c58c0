using System.Security.Cryptography;

namespace Incubateurs.Storage;

/// <summary>An agent, as the file has it.</summary>
internal sealed record KnownAgent
{
    public required long Id { get; init; }

    /// <summary>Null of nobody, and of who was erased.</summary>
    public string? Email { get; init; }

    /// <summary>In hexadecimal: what commits the access log to the agent. Null of who was erased.</summary>
    public string? Secret { get; init; }
}

/// <summary>Agents: the one place where their e-mail addresses stand.</summary>
internal static class AgentStore
{
    /// <summary>Whoever is not known, and the service itself.</summary>
    public const long Nobody = 0;

    private const string FindSql = "SELECT id, email, secret FROM agents WHERE email = @email";

    private const string NobodySql = "SELECT id, email, secret FROM agents WHERE id = @Nobody";

    private const string AddSql = """
        INSERT INTO agents (email, secret)
        VALUES (@email, @secret)
        RETURNING id, email, secret
        """;

    /// <summary>The agent with this address, made where there is none. Only within a write.</summary>
    /// <param name="email">Null is nobody.</param>
    public static async Task<KnownAgent> AgentAsync(this Tx tx, string? email) =>
        email is null ? (await tx.FirstAsync<KnownAgent>(NobodySql, new { Nobody }))!
        : await tx.FirstAsync<KnownAgent>(FindSql, new { email }) is { } known ? known
        : (await tx.FirstAsync<KnownAgent>(AddSql, new { email, secret = NewSecret() }))!;

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
