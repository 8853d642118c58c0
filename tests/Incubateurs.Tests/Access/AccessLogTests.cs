using System.Net;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Access;

public sealed class AccessLogTests
{
    [Fact]
    public async Task Every_access_of_an_agent_is_recorded_and_persons_are_shown_to_agents_alone()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();
        _ = await agent.GetAsync($"/v1/startups/{id}");
        _ = await agent.GetAsync("/v1/startups/absente");

        var seen = await Given.JsonAsync(await agent.GetAsync("/v1/accesses"));
        var open = await api.GetAsync($"/v1/accesses?administration={Given.Siret}");

        Assert.Equal(
            [404, 200, 201], seen.GetProperty("items").EnumerateArray().Take(3).Select(item => item.GetProperty("status").GetInt32()));
        Assert.Equal("camille@dinum.example", seen.GetProperty("items")[0].GetProperty("agent").GetString());
        Assert.DoesNotContain("camille", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty((await TestApi.JsonAsync(open)).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/accesses?agent=camille@dinum.example")).StatusCode);
    }

    [Fact]
    public async Task A_method_that_is_none_is_logged_by_one_word()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var request = new HttpRequestMessage(new(new string('X', 200)), "/v1/startups");

        _ = await agent.SendAsync(request);
        _ = await agent.GetAsync("/v1/me");

        for (var i = 0; i < 100; i++)
        {
            var accesses = await Given.JsonAsync(await agent.GetAsync("/v1/accesses?limit=200"));
            var methods = accesses.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("method").GetString()).ToList();
            Assert.All(methods, method => Assert.InRange(method!.Length, 1, 10));
            if (methods.Contains("_OTHER"))
                return;
            await Task.Delay(50);
        }

        Assert.Fail("It was not logged.");
    }
}
