using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Incubateurs.Access;

/// <summary>
/// The keys of the issuer, by discovery. They are read again in good time, or when a token names an unknown one: by at most one
/// fetch a second, which all who wait share. None is believed for longer than five minutes after it was read. Not the framework's
/// manager of configurations, which keeps the last keys for as long as the issuer does not answer.
/// </summary>
internal sealed partial class IssuerKeys(OpenIdSettings settings, TimeProvider time, ILogger<IssuerKeys> logger) : IDisposable
{
    private const int MostBytes = 1024 * 1024;

    // A key that the issuer has withdrawn is believed no longer than this.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(5);

    // From here on they are read again, and nobody waits for it.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = MostBytes };
    private readonly Lock gate = new();
    private Task<Keys?> fetching = Task.FromResult<Keys?>(null);
    private long? began;
    private volatile Keys? known;

    /// <summary>The keys of an id, all where a token names none; empty when the issuer has no such, null when it does not answer.</summary>
    public async Task<IReadOnlyList<SecurityKey>?> FindAsync(string? id, CancellationToken cancellation)
    {
        var age = known is { } before ? time.GetElapsedTime(before.AskedAt) : LongestTrust;
        var keys = age < LongestTrust ? known : await FetchAsync().WaitAsync(cancellation);
        if (age >= Renewal && age < LongestTrust)
            _ = FetchAsync();
        return keys?.Of(id) is { Count: 0 } ? (await FetchAsync().WaitAsync(cancellation))?.Of(id) : keys?.Of(id);
    }

    public void Dispose() => http.Dispose();

    // What the last second's fetch came to, also that there was no answer, is what it would come to now.
    private Task<Keys?> FetchAsync()
    {
        lock (gate)
        {
            if (fetching.IsCompleted && (began is not { } last || time.GetElapsedTime(last) >= LeastPause))
            {
                var now = time.GetTimestamp();
                (began, fetching) = (now, LoadAsync(now));
            }

            return fetching;
        }
    }

    private async Task<Keys?> LoadAsync(long now)
    {
        var address = settings.Issuer!.TrimEnd('/') + "/.well-known/openid-configuration";
        try
        {
            var metadata = OpenIdConnectConfiguration.Create(await http.GetStringAsync(new Uri(address)));

            // OpenID Connect Discovery 1.0, 4.3: else anybody could speak for the issuer.
            if (metadata.Issuer != settings.Issuer)
            {
                Log.AnotherIssuer(logger, address, metadata.Issuer, settings.Issuer);
                return null;
            }

            if (!Uri.TryCreate(metadata.JwksUri, UriKind.Absolute, out var keys) || !OpenIdSettings.IsSafe(keys))
                throw new InvalidDataException("jwks_uri is not an https address.");
            return known = new([.. new JsonWebKeySet(await http.GetStringAsync(keys)).GetSigningKeys()], now);
        }
#pragma warning disable CA1031 // Whatever an issuer says that cannot be read, it has not answered.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.NoAnswer(logger, address, exception.Message);
            return null;
        }
    }

    private sealed record Keys(IReadOnlyList<SecurityKey> All, long AskedAt)
    {
        public IReadOnlyList<SecurityKey> Of(string? id) => id is null ? All : [.. All.Where(key => key.KeyId == id)];
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The OpenID Connect metadata at {Address} names the issuer {Named}, and not {Configured}: no token can be verified.")]
        public static partial void AnotherIssuer(ILogger logger, string address, string? named, string configured);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the OpenID Connect issuer cannot be read ({Address}): {Message}")]
        public static partial void NoAnswer(ILogger logger, string address, string message);
    }
}
