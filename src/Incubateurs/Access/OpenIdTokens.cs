using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Incubateurs.Access;

/// <summary>The OpenID Connect issuer whose tokens are believed, such as ProConnect; none unless configured.</summary>
internal sealed record OpenIdSettings(Uri? Issuer, string? Audience, TimeSpan ClockSkew)
{
    private const string IssuerKey = "OpenId:Issuer";
    private const string AudienceKey = "OpenId:Audience";
    private const string SkewKey = "OpenId:ClockSkewSeconds";
    private const int MostSkew = 600;

    public static OpenIdSettings Of(IConfiguration configuration)
    {
        var issuer = configuration[IssuerKey] is { Length: > 0 } text
            ? Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
                ? uri
                : throw Settings.Wrong(IssuerKey, text, "an https address")
            : null;
        var audience = configuration[AudienceKey] is { Length: > 0 } named ? named : null;
        if (issuer is not null && audience is null)
            throw Settings.Wrong(AudienceKey, "", "the name of this service at the issuer");
        var skew = configuration[SkewKey] is not { Length: > 0 } seconds ? 60
            : int.TryParse(seconds, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MostSkew ? number
            : throw Settings.Wrong(SkewKey, seconds, $"a number of seconds from 0 to {MostSkew}");
        return new(issuer, audience, TimeSpan.FromSeconds(skew));
    }
}

/// <summary>
/// Tokens of the issuer (RFC 8725): its keys by discovery, read again when a token names an unknown one, RSA and EC
/// signatures alone, audience and times checked. Claims are those of ProConnect: <c>sub</c>, <c>email</c>, <c>siret</c>.
/// </summary>
internal sealed class OpenIdTokens : ITokenReader, IDisposable
{
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // A key that the issuer has withdrawn is believed no longer than this.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromHours(1);

    private readonly OpenIdSettings settings;
    private readonly Database database;
    private readonly IAgentAdministrations administrations;
    private readonly TimeProvider time;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? discovery;
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private readonly HttpDocumentRetriever retriever;
    private volatile Rotated? rotated;
    private long refreshed;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    public OpenIdTokens(OpenIdSettings settings, Database database, IAgentAdministrations administrations, TimeProvider time)
    {
        (this.settings, this.database, this.administrations, this.time) = (settings, database, administrations, time);
        refreshed = time.GetTimestamp() - time.TimestampFrequency;
        retriever = new(http) { RequireHttps = settings.Issuer?.IsLoopback != true };
        if (settings.Issuer is { } issuer)
            discovery = new(
                $"{issuer.ToString().TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                retriever)
            {
                AutomaticRefreshInterval = LongestTrust,
            };
    }

    public async Task<AgentIdentity?> ReadAsync(string token, CancellationToken cancellation)
    {
        if (discovery is null || !handler.CanReadToken(token))
            return null;

        var result = await ValidateAsync(token, cancellation);
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            await RefreshAsync(cancellation);
            result = await ValidateAsync(token, cancellation);
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || Claim(jwt, "siret") is not { } text
            || Siret.Read(text) is not { } siret)
            return null;

        // The subject is unique per identity provider alone.
        var agent = Claim(jwt, "email") ?? (Claim(jwt, "sub") is { } subject ? $"{jwt.Issuer}#{subject}" : null);
        if (agent is null or { Length: > 254 })
            return null;

        var administration = await database.ReadAsync(tx => administrations.FindAsync(tx, siret), cancellation)
            ?? await database.WriteAsync(Actor.System, tx => administrations.FindOrAddAsync(tx, siret), cancellation);
        return new(agent, administration, siret, Credential.Token, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
    }

    public void Dispose() => http.Dispose();

    // The manager refreshes behind the scenes; this token asks now. A flood of unknown keys asks once a second.
    private async Task RefreshAsync(CancellationToken cancellation)
    {
        var (last, now) = (Volatile.Read(ref refreshed), time.GetTimestamp());
        if (time.GetElapsedTime(last, now) < LeastPause || Interlocked.CompareExchange(ref refreshed, now, last) != last)
            return;

        try
        {
            rotated = new(
                await OpenIdConnectConfigurationRetriever.GetAsync(discovery!.MetadataAddress, retriever, cancellation),
                time.GetUtcNow() + LongestTrust);
        }
        catch (IOException exception)
        {
            throw new IssuerUnreachableException(exception);
        }
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, CancellationToken cancellation)
    {
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = rotated is { } fresh && time.GetUtcNow() < fresh.Until
                ? fresh.Configuration
                : await discovery!.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException exception)
        {
            throw new IssuerUnreachableException(exception);
        }

        return await handler.ValidateTokenAsync(token, new()
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = settings.Audience,
            IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (from, until, _, _) =>
                until is { } end && Now < end + settings.ClockSkew && (from is not { } start || Now >= start - settings.ClockSkew),
        });
    }

    private sealed record Rotated(OpenIdConnectConfiguration Configuration, DateTimeOffset Until);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) && value is { Length: > 0 } ? value : null;
}

#pragma warning disable CA1032 // It wraps what discovery threw; nothing else makes one.
/// <summary>The issuer does not answer, so that nobody can tell whether a token is good.</summary>
internal sealed class IssuerUnreachableException(Exception inner) : RefusedException(
    "The OpenID Connect issuer does not answer.", NoIssuer, inner)
{
    private const int LaterSeconds = 30;

    private static readonly Refusal NoIssuer = new(
        ProblemTypes.Unavailable,
        new(
            "L'émetteur des jetons ne répond pas ; le vôtre ne peut être vérifié.",
            "The issuer of tokens does not answer; yours cannot be verified."))
    { RetryAfter = LaterSeconds };
}
#pragma warning restore CA1032
