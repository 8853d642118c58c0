using System.Net;
using Incubateurs.Tests.Support;

#pragma warning disable CA2025 // Whoever waits for the issuer is awaited before it goes.
namespace Incubateurs.Tests.Access;

/// <summary>Which keys of an issuer are believed, for how long, and how often it is asked for them.</summary>
public sealed class IssuerKeysTests
{
    [Fact]
    public async Task The_metadata_must_name_the_issuer_that_is_configured()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        issuer.CallsItself = "https://other.invalid";

        Assert.NotEqual(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token(named: issuer.CallsItself))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);

        issuer.CallsItself = issuer.Address + "/";
        api.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_no_fault_of_the_token()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        issuer.IsDown = true;

        var response = await Issuer.MeAsync(api, issuer.Token());

        _ = await Given.RefusedAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.True(response.Headers.Contains("RateLimit-Limit"));
    }

    [Fact]
    public async Task A_key_that_the_issuer_has_withdrawn_is_believed_for_five_minutes_at_most()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        var token = issuer.Token();
        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, token)).StatusCode);

        issuer.Rotate();
        api.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.Unauthorized, (await Issuer.MeAsync(api, token)).StatusCode);
    }

    [Fact]
    public async Task Keys_of_an_issuer_that_does_not_answer_are_believed_for_five_minutes_at_most()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        var token = issuer.Token();
        _ = await Issuer.MeAsync(api, token);

        issuer.IsDown = true;
        api.Time.Advance(TimeSpan.FromSeconds(299));
        var before = await Issuer.MeAsync(api, token);
        api.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await Issuer.MeAsync(api, token);
        issuer.IsDown = false;
        api.Time.Advance(TimeSpan.FromSeconds(1));
        var again = await Issuer.MeAsync(api, token);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            [before.StatusCode, after.StatusCode, again.StatusCode]);
    }

    [Fact]
    public async Task Nobody_waits_for_keys_that_are_read_again_in_good_time()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        _ = await Issuer.MeAsync(api, issuer.Token());
        var pace = new TaskCompletionSource();
        issuer.Pace = pace.Task;

        api.Time.Advance(TimeSpan.FromMinutes(4));
        var meanwhile = await Issuer.MeAsync(api, issuer.Token());
        pace.SetResult();

        Assert.Equal(HttpStatusCode.OK, meanwhile.StatusCode);
        Assert.True(SpinWait.SpinUntil(() => issuer.Fetches == 2, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_asks_the_issuer_once_a_second_and_good_tokens_do_not_wait_for_it()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        _ = await Issuer.MeAsync(api, issuer.Token());
        var pace = new TaskCompletionSource();
        issuer.Pace = pace.Task;

        Assert.All(await FloodAsync(api, issuer), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(1, issuer.Fetches);

        api.Time.Advance(TimeSpan.FromSeconds(1));
        var flood = FloodAsync(api, issuer);
        Assert.True(SpinWait.SpinUntil(() => issuer.Fetches == 2, TimeSpan.FromSeconds(10)));
        Assert.Equal(HttpStatusCode.OK, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
        Assert.False(flood.IsCompleted);
        pace.SetResult();
        Assert.All(await flood, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(2, issuer.Fetches);
    }

    [Fact]
    public async Task Whoever_waits_for_a_new_key_shares_one_fetch()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        _ = await Issuer.MeAsync(api, issuer.Token());
        var pace = new TaskCompletionSource();
        issuer.Pace = pace.Task;
        issuer.Rotate();
        api.Time.Advance(TimeSpan.FromSeconds(1));

        var first = Issuer.MeAsync(api, issuer.Token());
        Assert.True(SpinWait.SpinUntil(() => issuer.Fetches == 2, TimeSpan.FromSeconds(10)));
        var second = Issuer.MeAsync(api, issuer.Token(key: 1));
        pace.SetResult();

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [(await first).StatusCode, (await second).StatusCode]);
        Assert.Equal(2, issuer.Fetches);
    }

    private static async Task<IEnumerable<HttpStatusCode>> FloodAsync(TestApi api, Issuer issuer) =>
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Issuer.MeAsync(api, issuer.Signed(kid: $"nobody's {i}")))))
            .Select(answer => answer.StatusCode);
}
