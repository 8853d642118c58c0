using System.Net;
using Incubateurs.Limits;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Incubateurs.Tests.Limits;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Beyond_the_limit_it_is_429_until_the_minute_ends()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "2"));
        api.Time.Advance(TimeSpan.FromSeconds(15));

        var first = await api.GetAsync("/nowhere");
        var second = await api.GetAsync("/health/live");
        var third = await api.GetAsync("/v1");
        var probe = await api.GetAsync("/health/ready");
        api.Time.Advance(TimeSpan.FromSeconds(45));
        var next = await api.GetAsync("/health/live");

        Assert.Equal(("2", "1", "45"), Told(first));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal(("2", "0", "45"), Told(third));
        Assert.Equal("45", third.Headers.GetValues("Retry-After").Single());
        Assert.Equal("too_many_requests", (await TestApi.JsonAsync(third)).GetProperty("code").GetString());
        Assert.Equal((HttpStatusCode.OK, ("2", "0", "45")), (probe.StatusCode, Told(probe)));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(("2", "1", "60"), Told(next));
    }

    [Fact]
    public async Task Zero_turns_the_limit_off_and_still_tells()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "0"));

        var response = await api.GetAsync("/health/live");

        Assert.Equal(("2147483647", "2147483647", "0"), Told(response));
    }

    [Fact]
    public async Task Without_a_setting_it_is_600()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", ""));

        Assert.Equal("600", Told(await api.GetAsync("/health/live")).Limit);
    }

    [Fact]
    public async Task An_agent_is_counted_as_one_with_whatever_key_and_apart_from_its_address()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "2"));
        using var camille = await api.AgentAsync();
        using var again = await api.AgentAsync();
        using var dominique = await api.AgentAsync("dominique@dinum.example");

        HttpResponseMessage[] answers =
        [
            await camille.GetAsync("/v1/me"), await again.GetAsync("/v1/me"), await camille.GetAsync("/v1/me"),
            await dominique.GetAsync("/v1/me"), await api.GetAsync("/v1"),
        ];

        Assert.Equal(
            [
                ("1", HttpStatusCode.OK),
                ("0", HttpStatusCode.OK),
                ("0", HttpStatusCode.TooManyRequests),
                ("1", HttpStatusCode.OK),
                ("1", HttpStatusCode.OK),
            ],
            answers.Select(answer => (Told(answer).Remaining, answer.StatusCode)));
    }

    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("192.0.2.1", HttpStatusCode.TooManyRequests)]
    public async Task A_forwarded_address_counts_only_from_a_known_proxy(string proxy, HttpStatusCode second)
    {
        await using var house = await House.OpenAsync(
            app => app.MapGet("/here", () => "here"), settings: [("RateLimit:PerMinute", "1"), ("Proxies:Known:0", proxy)]);

        var first = await SendFromAsync(house, "198.51.100.1");
        var other = await SendFromAsync(house, "198.51.100.2");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(second, other.StatusCode);
    }

    [Fact]
    public async Task A_household_does_not_multiply_its_limit_by_its_256_networks()
    {
        await using var house = await House.OpenAsync(
            app => app.MapGet("/here", () => "here"), settings: [("RateLimit:PerMinute", "2"), ("Proxies:Known:0", "127.0.0.1")]);

        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 10; i++)
            statuses.Add((await SendFromAsync(house, $"2001:db8:0:{i:x}::1")).StatusCode);

        Assert.Equal(8, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, (await SendFromAsync(house, "2001:db8:0:100::1")).StatusCode);
    }

    [Theory]
    [InlineData("RateLimit:PerMinute", "many")]
    [InlineData("RateLimit:PerMinute", "-1")]
    [InlineData("RateLimit:PerMinute", "1.5")]
    [InlineData("Proxies:Known:0", "my proxy")]
    public async Task A_setting_that_cannot_be_meant_ends_the_start_with_its_name(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => House.OpenAsync(_ => { }, settings: [(key, value)]));

        Assert.Contains(key.Split(":0")[0], exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void One_client_is_an_IPv4_address_or_64_bits_of_IPv6(string one, string other, bool same)
    {
        Assert.Equal(same, Partition(one) == Partition(other));
    }

    [Fact]
    public void Clients_are_counted_apart_and_a_new_minute_begins_at_one()
    {
        var counts = new RequestCounts();

        _ = counts.Count(1, 7);

        Assert.Equal(2, counts.Count(1, 7));
        Assert.Equal(1, counts.Count(1, 8));
        Assert.Equal(1, counts.Count(2, 7));
    }

    private static async Task<HttpResponseMessage> SendFromAsync(House house, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/here");
        request.Headers.Add("X-Forwarded-For", address);
        return await house.Client.SendAsync(request);
    }

    private static UInt128 Partition(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return RateLimits.PartitionOf(http);
    }

    private static (string Limit, string Remaining, string Reset) Told(HttpResponseMessage response) => (
        response.Headers.GetValues("RateLimit-Limit").Single(),
        response.Headers.GetValues("RateLimit-Remaining").Single(),
        response.Headers.GetValues("RateLimit-Reset").Single());
}
