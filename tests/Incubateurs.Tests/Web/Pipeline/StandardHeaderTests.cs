using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Pipeline;

public sealed class StandardHeaderTests
{
    private static readonly string[] OnEveryAnswer =
    [
        "API-Version", "Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-Content-Type-Options", "Referrer-Policy",
        "Content-Security-Policy", "X-Frame-Options", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Vary",
    ];

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("HEAD", "/v1/status")]
    [InlineData("GET", "/nowhere")]
    [InlineData("POST", "/status")]
    [InlineData("GET", "/v1/status?colour=red")]
    [InlineData("OPTIONS", "/v1/status")]
    [InlineData("GET", "/problems")]
    public async Task Every_answer_carries_them_once(string method, string address)
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(new(method), address);

        Assert.All(OnEveryAnswer, name =>
        {
            // The client gives the items of a list one by one.
            var values = response.Headers.GetValues(name).ToList();
            Assert.NotEmpty(values);
            Assert.Equal(values.Distinct(), values);
        });
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_trace_of_the_caller_is_the_id_of_the_request()
    {
        await using var api = new TestApi();

        var traced = await api.GetAsync("/nowhere", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var nonsense = await api.GetAsync("/nowhere", ("traceparent", "00-zz-1"));
        var untraced = await api.GetAsync("/nowhere");

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", traced.Headers.GetValues("Request-Id").Single());
        Assert.Matches("^[0-9a-f]{32}$", nonsense.Headers.GetValues("Request-Id").Single());
        Assert.NotEqual(nonsense.Headers.GetValues("Request-Id").Single(), untraced.Headers.GetValues("Request-Id").Single());
    }
}
