using System.Net;
using Incubateurs.Limits;
using Incubateurs.Tests.Access;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Incubateurs.Tests.Limits;

/// <summary>Whoever tries credentials is counted before anything is done for them, and waits where they fail.</summary>
public sealed class CredentialLimitTests
{
    [Fact]
    public async Task Nothing_is_fetched_for_credentials_beyond_the_limit()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"), ("RateLimit:PerMinute", "2"));
        List<HttpResponseMessage> answers = [];
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await Issuer.MeAsync(api, issuer.Signed(kid: "nobody's")));
            api.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            answers.Select(answer => answer.StatusCode));
        Assert.Equal(2, issuer.Fetches);
        Assert.Equal("56", answers[2].Headers.GetValues("Retry-After").Single());
        Assert.Equal("0", answers[2].Headers.GetValues("RateLimit-Remaining").Single());
    }

    [Theory]
    [InlineData("Bearer inc_abcdefgh23456789abcdefghij23456789")]
    [InlineData("Candidacy abc")]
    public async Task Nothing_is_looked_up_for_credentials_beyond_the_limit(string credentials)
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "2"));
        var statements = new Statements(api);
        List<int> asked = [];
        for (var i = 0; i < 3; i++)
            asked.Add((await statements.OfAsync(() => api.GetAsync("/v1/me", ("Authorization", credentials)))).Asked.Count);

        Assert.True(asked[0] > 0);
        Assert.Equal(0, asked[2]);
    }

    [Fact]
    public async Task After_ten_failures_an_address_waits_twice_as_long_each_time_until_credentials_are_good()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "600"));
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);

        List<int> waits = [];
        for (var i = 0; i < 8; i++)
        {
            var refused = await TryAsync(api);
            _ = await Given.RefusedAsync(refused, HttpStatusCode.TooManyRequests, "too_many_requests");
            waits.Add((int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await agent.GetAsync("/v1/me")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1")).StatusCode);
            api.Time.Advance(TimeSpan.FromSeconds(waits[^1]));
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);
    }

    [Fact]
    public async Task A_minute_without_a_failure_forgets_them()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "600"));
        for (var i = 0; i < 10; i++)
            _ = await TryAsync(api);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(api)).StatusCode);

        api.Time.Advance(TimeSpan.FromSeconds(61));
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);

        var refused = await TryAsync(api);
        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (refused.StatusCode, (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
    }

    [Fact]
    public async Task Without_limits_nobody_waits()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "0"));

        for (var i = 0; i < 12; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(api)).StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_no_public_agents_has_not_failed()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("RateLimit:PerMinute", "600"));

        for (var i = 0; i < 12; i++)
            Assert.Equal(HttpStatusCode.Forbidden, (await Issuer.MeAsync(api, issuer.Token())).StatusCode);
    }

    [Fact]
    public void Ten_failures_in_more_than_a_minute_make_nobody_wait_and_addresses_wait_apart()
    {
        var time = new FakeTimeProvider();
        var failed = new FailedCredentials(time);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(0, failed.Wait(1));
            failed.Fail(1);
            time.Advance(TimeSpan.FromSeconds(6.7));
        }

        for (var i = 0; i < 10; i++)
            failed.Fail(1);

        Assert.Equal((1, 0), (failed.Wait(1), failed.Wait(2)));
    }

    [Fact]
    public void While_one_is_looked_at_others_wait_and_what_was_in_flight_before_doubles_nothing()
    {
        var time = new FakeTimeProvider();
        var failed = new FailedCredentials(time);
        for (var i = 0; i < 15; i++)
            failed.Fail(1);
        Assert.Equal(1, failed.Wait(1));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 1), (failed.Wait(1), failed.Wait(1)));
        failed.Succeed(1);
        Assert.Equal(0, failed.Wait(1));
    }

    private static Task<HttpResponseMessage> TryAsync(TestApi api) => api.GetAsync("/v1", ("Authorization", "Bearer inc_nobody"));
}
