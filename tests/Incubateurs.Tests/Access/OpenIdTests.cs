using System.Net;
using System.Text;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Access;

/// <summary>Which tokens of an issuer are good.</summary>
public sealed class OpenIdTests
{
    private static readonly DateTime Noon = new(2026, 8, 20, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Tokens_of_the_issuer_name_agents_and_its_keys_may_rotate()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        var rsa = await Issuer.MeAsync(api, issuer.Token());
        var ec = await Issuer.MeAsync(api, issuer.Token(key: 1));
        issuer.Rotate();
        api.Time.Advance(TimeSpan.FromSeconds(1));
        var rotated = await Issuer.MeAsync(api, issuer.Token());

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
        await using var api = issuer.Api(("OpenId:Admits", "any"));

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

        _ = await Given.RefusedAsync(await Issuer.MeAsync(api, token), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(61, HttpStatusCode.Unauthorized)]
    public async Task Clocks_may_differ_by_a_minute_both_ways(int seconds, HttpStatusCode status)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        Assert.Equal(status, (await Issuer.MeAsync(api, issuer.Token(from: Noon.AddSeconds(seconds)))).StatusCode);
        Assert.Equal(status, (await Issuer.MeAsync(api, issuer.Token(from: Noon.AddHours(-1).AddSeconds(-seconds)))).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"typ\":\"JWT\"")]
    [InlineData(",\"typ\":\"jwt\"")]
    [InlineData(",\"typ\":\"AT+jwt\"")]
    [InlineData(",\"typ\":\"application/at+jwt\"")]
    public async Task Access_tokens_and_id_tokens_are_taken_under_any_of_their_names(string header)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Signed(header))).StatusCode);
    }

    [Theory]
    [InlineData(",\"typ\":\"logout+jwt\"")]
    [InlineData(",\"typ\":\"secevent+jwt\"")]
    [InlineData(",\"typ\":\"application/dpop+jwt\"")]
    [InlineData(",\"typ\":7")]
    [InlineData(",\"crit\":[\"exp\"],\"exp\":1")]
    [InlineData(",\"crit\":[]")]
    [InlineData(",\"alg\":\"RS256\"")]
    public async Task A_header_that_means_another_thing_is_refused(string header)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        _ = await Given.RefusedAsync(await Issuer.MeAsync(api, issuer.Signed(header)), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(",\"email\":\"camille@dinum.example\",\"email_verified\":false")]
    [InlineData(",\"email\":\"camille@dinum.example\",\"email_verified\":\"no\"")]
    [InlineData(",\"email\":\"camille@dinum.example\",\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}")]
    [InlineData(",\"email\":\"camille@dinum.example\\n\"")]
    [InlineData(",\"email\":\"camille\\u0000@dinum.example\"")]
    [InlineData(",\"email\":\"camille\\u202e@dinum.example\"")]
    [InlineData(",\"email\":\"camille\\ud800@dinum.example\"")]
    [InlineData(",\"email\":\"camille\\uffff@dinum.example\"")]
    [InlineData(",\"email\":[\"camille@dinum.example\"]")]
    [InlineData(",\"email\":\"camille@dinum.example\",\"email\":\"dominique@dinum.example\"")]
    [InlineData(",\"sub\":\"4\\u00072\"")]
    [InlineData(",\"sub\":\"4\\udfff2\"")]
    public async Task A_claim_that_cannot_be_believed_is_refused(string claims)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        var response = await Issuer.MeAsync(api, issuer.Signed(claims: claims));

        _ = await Given.RefusedAsync(response, HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(",\"email\":\"camille@dinum.example\",\"email_verified\":true", "camille@dinum.example")]
    [InlineData(",\"email\":\"cle\\u0301o@dinum.example\"", "cléo@dinum.example")]
    public async Task A_claim_that_is_well_said_names_the_agent(string claims, string agent)
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        var me = await Given.JsonAsync(await Issuer.MeAsync(api, issuer.Signed(claims: claims)));

        Assert.Equal(agent, me.GetProperty("agent").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        var claims = Encoding.Latin1.GetBytes(
            $$"""
            {"iss":"{{issuer.Address}}","aud":"incubateurs","exp":1787223600,"siret":"{{Given.Siret}}","email":"cléo@dinum.example"}
            """);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Issuer.MeAsync(api, issuer.Signed("", claims))).StatusCode);
    }
}
