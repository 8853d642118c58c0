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
    public async Task The_id_of_a_request_is_nobodys_to_choose_and_the_trace_of_the_caller_is_told_beside_it()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        agent.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

        var traced = await agent.GetAsync("/nowhere");
        var nonsense = await api.GetAsync("/nowhere", ("traceparent", "00-zz-1"), ("Request-Id", Trace));
        var untraced = await api.GetAsync("/nowhere");

        Assert.Equal(Trace, (await TestApi.JsonAsync(traced)).GetProperty("traceId").GetString());
        foreach (var id in ((HttpResponseMessage[])[traced, nonsense, untraced]).Select(answer => answer.Headers.GetValues("Request-Id").Single()))
        {
            Assert.Matches("^[0-9a-f]{32}$", id);
            Assert.NotEqual(Trace, id);
        }

        Assert.Equal(untraced.Headers.GetValues("Request-Id").Single(), (await TestApi.JsonAsync(untraced)).GetProperty("traceId").GetString());
        Assert.DoesNotContain(Trace, await (await agent.GetAsync("/v1/accesses")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
