using System.Text.Json;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Incubateurs.Access;

/// <summary>
/// Tokens of the issuer (RFC 8725): access and id tokens alone, RSA and EC signatures alone, issuer, audience and times checked.
/// Claims are those of ProConnect: <c>sub</c>, <c>email</c>, <c>siret</c>.
/// </summary>
internal sealed class OpenIdTokens(OpenIdSettings settings, IssuerKeys issuer, PublicAgents agents, TimeProvider time) : ITokenReader
{
    private const int LaterSeconds = 30;
    private const int LongestAgent = 254;

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    public async Task<Recognition> ReadAsync(string token, CancellationToken cancellation)
    {
        // What is refused for what it says costs the issuer nothing.
        if (settings.Issuer is null || TokenText.Read(token) is not { } text || ClaimsOf(text) is not var (agent, siret)
            || !TokenText.TryText(text.Header, "kid", out var key))
            return Recognition.Nobody;

        if (await issuer.FindAsync(key, cancellation) is not { } keys)
            return new(null, NoIssuer);
        if (keys.Count == 0 || await ValidateAsync(token, keys) is not { } valid)
            return Recognition.Nobody;

        var (administration, refusal) = await agents.AdmitAsync(siret, cancellation);
        return administration is null
            ? new(null, refusal)
            : new(new AgentIdentity(agent, administration, siret, Credential.Token, new DateTimeOffset(valid.ValidTo, TimeSpan.Zero)));
    }

    // The subject is unique per identity provider alone.
    private (string Agent, string Siret)? ClaimsOf(TokenText token)
    {
        var claims = token.Claims;
        if (!TokenText.TryText(claims, "iss", out var named) || named != settings.Issuer
            || !TokenText.TryText(claims, "siret", out var number) || number is null || Siret.Read(number) is not { } siret
            || !TokenText.TryText(claims, "email", out var email) || !TokenText.TryText(claims, "sub", out var subject)
            || (claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind != JsonValueKind.True))
            return null;

        var agent = (email ?? (subject is null ? null : $"{named}#{subject}"))?.Composed();
        return agent is { Length: <= LongestAgent } ? (agent, siret) : null;
    }

    private async Task<JsonWebToken?> ValidateAsync(string token, IReadOnlyList<SecurityKey> keys)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var result = await handler.ValidateTokenAsync(token, new()
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (from, until, _, _) =>
                until is { } end && now < end + settings.ClockSkew && (from is not { } start || now >= start - settings.ClockSkew),
        });
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }

    private static readonly Refusal NoIssuer = new(
        ProblemTypes.Unavailable,
        new(
            "L'émetteur des jetons ne répond pas ; le vôtre ne peut être vérifié.",
            "The issuer of tokens does not answer; yours cannot be verified."))
    { RetryAfter = LaterSeconds };
}
