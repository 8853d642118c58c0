using System.Net;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Pipeline;

public sealed class PreflightTests
{
    private const string Traced = "baggage,if-none-match,traceparent,x-datadog-trace-id";

    [Theory]
    [InlineData("/v1/startups", "GET", "GET, POST, HEAD, OPTIONS")]
    [InlineData("/v1/startups", "POST", "GET, POST, HEAD, OPTIONS")]
    [InlineData("/v1/startups/exemple", "PATCH", "GET, PATCH, HEAD, OPTIONS")]
    [InlineData("/v1/startups/exemple/withdrawal", "DELETE", "DELETE, GET, PUT, HEAD, OPTIONS")]
    [InlineData("/v1/startups.csv", "GET", "GET, HEAD, OPTIONS")]
    public async Task Preflights_of_every_known_route_are_granted_with_its_methods_and_the_headers_asked_for(
        string address, string method, string allowed)
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(
            HttpMethod.Options,
            address,
            ("Origin", "https://app.gouv.fr"),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", Traced));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(allowed, response.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal(Traced, response.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("86400", response.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    [Fact]
    public async Task Options_without_an_origin_says_the_methods_and_what_a_patch_is_sent_as()
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(HttpMethod.Options, "/v1/startups/exemple");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["GET", "PATCH", "HEAD", "OPTIONS"], response.Content.Headers.Allow);
        Assert.Equal("application/merge-patch+json", response.Headers.GetValues("Accept-Patch").Single());
        Assert.Contains("If-Match", response.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/nowhere")]
    [InlineData("/v1/startups/")]
    public async Task Options_of_no_known_route_is_404(string address)
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(
            HttpMethod.Options, address, ("Origin", "https://app.gouv.fr"), ("Access-Control-Request-Method", "GET"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Methods"));
    }

    [Theory]
    [InlineData("x-a: b")]
    [InlineData("été")]
    [InlineData("x\"y")]
    public async Task What_is_no_name_of_a_header_is_not_echoed(string headers)
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(
            HttpMethod.Options, "/v1/startups", ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", headers));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.NotEqual(headers, response.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }
}
