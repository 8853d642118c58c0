using System.Net.Http.Json;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Incubateurs.Tests.Candidacies.RegisterScene;

namespace Incubateurs.Tests.Candidacies;

/// <summary>How often the register is asked, and about whom it is not.</summary>
public sealed class RegisterPaceTests
{
    [Fact]
    public async Task A_register_that_wants_a_long_rest_gets_it()
    {
        await using var register = await StandIn.OpenAsync((http, asked) =>
        {
            if (asked > 1)
                return http.Response.WriteAsync(Known);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        await WaitAsync(api, TimeSpan.FromSeconds(30), () => AttemptsAsync(api).GetAwaiter().GetResult() > 0);
        Assert.Equal(1, await AttemptsAsync(api));
        await WaitAsync(api, TimeSpan.FromMinutes(55));
        Assert.Single(register.Requests);
        api.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("confirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_register_is_asked_at_most_seven_times_a_second()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Absent));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        for (var i = 0; i < 20; i++)
        {
            var handOver = await agent.HandOverAsync($"Service {i}");
            var (id, _) = await agent.CandidacyAsync(handOver);
            _ = await agent.RetainAsync(handOver, id);
        }

        // The clock goes in steps of 10 ms, so that no two controls fall together.
        List<int> perSecond = [];
        for (var second = 0; second < 8; second++)
        {
            var before = register.Requests.Count;
            for (var step = 0; step < 100; step++)
            {
                api.Time.Advance(TimeSpan.FromMilliseconds(10));
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            perSecond.Add(register.Requests.Count - before);
        }

        Assert.All(perSecond, asked => Assert.InRange(asked, 0, 7));
        Assert.True(perSecond.Sum() > 7, string.Join(' ', perSecond));
    }

    [Fact]
    public async Task Of_a_cancelled_hand_over_nobody_is_asked_about()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Known));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (handOver, _) = await RetainedAsync(agent);
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Plus d'objet." }));

        await WaitAsync(api, TimeSpan.FromSeconds(30));

        Assert.Empty(register.Requests);
        Assert.Equal(0, await PendingAsync(api));
    }
}
