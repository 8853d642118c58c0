using System.Net;
using System.Security.Cryptography;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Incubateurs.Tests.Access;

/// <summary>Tokens of a real issuer on loopback, which signs with RSA and EC keys and rotates them.</summary>
public sealed class OpenIdTests
{
    private static readonly DateTime Noon = new(2026, 8, 20, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Tokens_of_the_issuer_name_agents_and_its_keys_may_rotate()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = Api(issuer);

        var rsa = await MeAsync(api, issuer.Token());
        var ec = await MeAsync(api, issuer.Token(key: 1));
        issuer.Rotate();
        var rotated = await MeAsync(api, issuer.Token());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [rsa.StatusCode, ec.StatusCode, rotated.StatusCode]);
        var me = await TestApi.JsonAsync(rsa);
        Assert.Equal(
            ("camille@dinum.example", "token", Given.Siret),
            (me.GetProperty("agent").GetString(), me.GetProperty("via").GetString(), me.GetProperty("siret").GetString()));
    }

    [Theory]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("early")]
    [InlineData("issuer")]
    [InlineData("stranger")]
    [InlineData("unsigned")]
    [InlineData("public key as a secret")]
    [InlineData("siret")]
    [InlineData("noise")]
    public async Task A_token_that_is_not_good_is_refused(string fault)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var other = await Issuer.StartAsync();
        await using var api = Api(issuer);

        var token = fault switch
        {
            "audience" => issuer.Token(audience: "another"),
            "expired" => issuer.Token(from: Noon.AddHours(-2)),
            "early" => issuer.Token(from: Noon.AddHours(1)),
            "issuer" => issuer.Token(named: "https://other.invalid"),
            "stranger" => other.Token(named: issuer.Address),
            "unsigned" => issuer.Token(signed: false),
            "public key as a secret" => issuer.Forged(),
            "siret" => issuer.Token(siret: "13002526500014"),
            _ => "a.b.c",
        };

        _ = await Given.RefusedAsync(await MeAsync(api, token), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(61, HttpStatusCode.Unauthorized)]
    public async Task Clocks_may_differ_by_a_minute_both_ways(int seconds, HttpStatusCode status)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = Api(issuer);

        Assert.Equal(status, (await MeAsync(api, issuer.Token(from: Noon.AddSeconds(seconds)))).StatusCode);
        Assert.Equal(status, (await MeAsync(api, issuer.Token(from: Noon.AddHours(-1).AddSeconds(-seconds)))).StatusCode);
    }

    [Fact]
    public async Task A_key_that_the_issuer_has_withdrawn_is_not_believed_for_ever()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = Api(issuer);
        _ = await MeAsync(api, issuer.Token());
        issuer.Rotate();
        var later = issuer.Token(from: Noon.AddHours(1));
        Assert.Equal(HttpStatusCode.OK, (await MeAsync(api, issuer.Token())).StatusCode);

        issuer.Rotate();
        api.Time.Advance(TimeSpan.FromMinutes(70));

        Assert.Equal(HttpStatusCode.Unauthorized, (await MeAsync(api, later)).StatusCode);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_no_fault_of_the_token()
    {
        var issuer = await Issuer.StartAsync();
        await using var api = Api(issuer);
        var token = issuer.Token();
        await issuer.DisposeAsync();

        var response = await MeAsync(api, token);

        _ = await Given.RefusedAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static TestApi Api(Issuer issuer) => new(("OpenId:Issuer", issuer.Address), ("OpenId:Audience", "incubateurs"));

    private static Task<HttpResponseMessage> MeAsync(TestApi api, string token) =>
        api.GetAsync("/v1/me", ("Authorization", $"Bearer {token}"));

    private sealed class Issuer : IAsyncDisposable
    {
        private readonly WebApplication app;
        private SecurityKey[] keys = Keys();

        private Issuer(WebApplication app) => this.app = app;

        public string Address => app.Urls.First();

        public static async Task<Issuer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var issuer = new Issuer(builder.Build());
            issuer.app.Urls.Add("http://127.0.0.1:0");
            issuer.app.MapGet(
                "/.well-known/openid-configuration", () => new { issuer = issuer.Address, jwks_uri = issuer.Address + "/keys" });
            issuer.app.MapGet("/keys", () => Results.Json(new { keys = issuer.keys.Select(Shown) }));
            await issuer.app.StartAsync();
            return issuer;
        }

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
            var secret = new SymmetricSecurityKey(
                System.Text.Encoding.ASCII.GetBytes(
                    ((RsaSecurityKey)keys[0]).Rsa.ExportSubjectPublicKeyInfoPem()))
            { KeyId = keys[0].KeyId };
            return Token(credentials: new(secret, SecurityAlgorithms.HmacSha256));
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

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
                    new(
                        ECDsa.Create(
                            ((ECDsaSecurityKey)key).ECDsa.ExportParameters(includePrivateParameters: false)))
                    { KeyId = key.KeyId });
            return new { kty = shown.Kty, kid = shown.Kid, n = shown.N, e = shown.E, crv = shown.Crv, x = shown.X, y = shown.Y };
        }
    }
}
