using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;

namespace Incubateurs.Access;

/// <summary>
/// A public agent, as a key or a token names it. All have the same access (docs/ARCHITECTURE.md, Trust); in exchange every access is
/// recorded.
/// </summary>
/// <param name="Agent">E-mail address of the agent.</param>
/// <param name="AdministrationId">For whom it acts; the SIRET where no administration bears it yet.</param>
/// <param name="Siret">The SIRET that the key or the token bears.</param>
/// <param name="Via">Whether a key or a token said so.</param>
/// <param name="ExpiresAt">When the key or the token ends, if it does.</param>
internal sealed record AgentIdentity(
    string Agent, string AdministrationId, string? Siret, Credential Via = Credential.Key, DateTimeOffset? ExpiresAt = null) : IKnownCaller
{
    /// <summary>The prefix of the key, where it is used for the first time on its day; else null.</summary>
    public string? UsedKey { get; init; }

    public Caller Caller => Caller.Agent;

    public Actor? Actor => new(Agent, AdministrationId);
}

/// <summary>How an agent said who it is.</summary>
public enum Credential
{
    /// <summary>A key given by whoever runs the service.</summary>
    Key,

    /// <summary>A token of the configured OpenID Connect issuer.</summary>
    Token,
}
