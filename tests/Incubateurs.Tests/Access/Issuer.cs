using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Incubateurs.Tests.Access;

/// <summary>A real issuer on loopback, which signs with RSA and EC keys and rotates them.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private static readonly DateTime Noon = new(2026, 8, 20, 10, 0, 0, DateTimeKind.Utc);

    private readonly WebApplication app;
    private SecurityKey[] keys = Keys();
    private int fetches;

    private Issuer(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>What its metadata calls it.</summary>
    public string? CallsItself { get; set; }

    public bool IsDown { get; set; }

    /// <summary>Its metadata waits for this.</summary>
    public Task Pace { get; set; } = Task.CompletedTask;

    /// <summary>How often its metadata was asked for.</summary>
    public int Fetches => fetches;

    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new Issuer(builder.Build());
        issuer.app.Urls.Add("http://127.0.0.1:0");
        issuer.app.MapGet("/.well-known/openid-configuration", issuer.MetadataAsync);
        issuer.app.MapGet("/keys", () => Results.Json(new { keys = issuer.keys.Select(Shown) }));
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>The application that believes it; whom it admits is said by <paramref name="settings"/>.</summary>
    public TestApi Api(params (string Key, string Value)[] settings) =>
        new([("OpenId:Issuer", Address), ("OpenId:Audience", "incubateurs"), .. settings]);

    public void Rotate() => keys = Keys();

    public string Token(
        int key = 0, string audience = "incubateurs", DateTime? from = null, string? named = null, string siret = "130 025 265 00013", bool signed = true,
        SigningCredentials? credentials = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = named ?? Address,
            Audience = audience,
            NotBefore = from ?? Noon,
            Expires = (from ?? Noon).AddHours(1),
            Claims = new Dictionary<string, object> { ["sub"] = "42", ["email"] = "camille@dinum.example", ["siret"] = siret },
            SigningCredentials = credentials ?? (
                signed ? new(keys[key], key == 0 ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256) : null),
        });

    /// <summary>HS256 with the public key of the issuer, which anybody has, as the secret (RFC 8725 §2.1).</summary>
    public string Forged()
    {
        var secret = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(((RsaSecurityKey)keys[0]).Rsa.ExportSubjectPublicKeyInfoPem()))
        {
            KeyId = keys[0].KeyId,
        };
        return Token(credentials: new(secret, SecurityAlgorithms.HmacSha256));
    }

    /// <summary>A well signed token of any text.</summary>
    /// <param name="header">Members of the header beyond <c>alg</c> and <c>kid</c>, as JSON; beginning with a comma.</param>
    /// <param name="claims">Claims beyond those of a good token without a person, as JSON; beginning with a comma.</param>
    public string Signed(string header = "", string claims = ",\"email\":\"camille@dinum.example\"", string? kid = null) => Signed(
        header,
        Encoding.UTF8.GetBytes(
            $$"""
            {"iss":"{{Address}}","aud":"incubateurs","exp":{{EpochTime.GetIntDate(Noon.AddHours(1))}},"siret":"{{Given.Siret}}"{{claims}}}
            """),
        kid);

    public string Signed(string header, byte[] claims, string? kid = null)
    {
        var text = Encode(Encoding.UTF8.GetBytes($$"""{"alg":"RS256","kid":"{{kid ?? keys[0].KeyId}}"{{header}}}""")) + "." + Encode(claims);
        var signature = ((RsaSecurityKey)keys[0]).Rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Encode(signature)}";
    }

    public static Task<HttpResponseMessage> MeAsync(TestApi api, string token) =>
        api.GetAsync("/v1/me", ("Authorization", $"Bearer {token}"));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> MetadataAsync()
    {
        Interlocked.Increment(ref fetches);
        await Pace;
        return IsDown ? Results.StatusCode(503) : Results.Json(new { issuer = CallsItself ?? Address, jwks_uri = Address + "/keys" });
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static SecurityKey[] Keys() =>
    [
        new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString() },
        new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString() },
    ];

    private static object Shown(SecurityKey key)
    {
        var shown = key is RsaSecurityKey rsa
            ? JsonWebKeyConverter.ConvertFromRSASecurityKey(
                new(rsa.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId })
            : JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
                new(ECDsa.Create(((ECDsaSecurityKey)key).ECDsa.ExportParameters(includePrivateParameters: false))) { KeyId = key.KeyId });
        return new { kty = shown.Kty, kid = shown.Kid, n = shown.N, e = shown.E, crv = shown.Crv, x = shown.X, y = shown.Y };
    }
}
