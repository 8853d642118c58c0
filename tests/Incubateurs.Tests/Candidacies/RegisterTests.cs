using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Incubateurs.Tests.Candidacies.RegisterScene;

namespace Incubateurs.Tests.Candidacies;

/// <summary>The automatic control, against a stand-in of the public register on loopback.</summary>
public sealed class RegisterTests
{
    [Fact]
    public async Task The_retained_one_is_looked_up_and_confirmed_and_nobody_else_is_ever_asked_about()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Known));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver);
        _ = await agent.CandidacyAsync(handOver, Given.OtherSiret);
        await WaitAsync(api, TimeSpan.FromSeconds(5));
        Assert.Empty(register.Requests);

        _ = await agent.RetainAsync(handOver, id);
        var control = await ControlAsync(api, agent, id);

        Assert.Equal(["/search?q=13002526500013"], register.Requests);
        Assert.Equal(("confirmed", "register"), (control.GetProperty("verdict").GetString(), control.GetProperty("source").GetString()));
        Assert.Equal("retained", await agent.StatusOfAsync(id));
        Assert.Equal(0, await PendingAsync(api));
    }

    [Fact]
    public async Task A_control_waits_by_the_clock_also_when_that_was_ten_years_ahead_for_a_write()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Known));
        await using var api = new TestApi(("Controls:Register", register.Address));
        using var agent = await api.AgentAsync();
        var right = api.Time.GetUtcNow();
        api.Time.AdjustTime(right.AddYears(10));
        _ = await agent.StartupAsync("Faux");
        api.Time.AdjustTime(right);
        var (_, id) = await RetainedAsync(agent);

        Assert.Equal("confirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Who_is_absent_is_no_fraud()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Absent));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (handOver, id) = await RetainedAsync(agent);

        Assert.Equal("impossible", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
        Assert.Equal("hostRetained", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Who_is_closed_is_refused_and_the_hand_over_is_open_again()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Closed));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (handOver, id) = await RetainedAsync(agent);

        Assert.Equal("notConfirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
        Assert.Equal("refused", await agent.StatusOfAsync(id));
        Assert.Equal("open", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_register_that_throttles_is_asked_again_when_it_says()
    {
        await using var register = await StandIn.OpenAsync((http, asked) =>
        {
            if (asked > 1)
                return http.Response.WriteAsync(Known);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        });
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        Assert.Equal("confirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
        Assert.Equal(2, register.Requests.Count);
    }

    [Theory]
    [InlineData("<html>Maintenance</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "erreur": "q" }""")]
    [InlineData("""{ "results": [ { "matching_etablissements": 3 } ] }""")]
    public async Task A_wrong_answer_is_no_verdict_and_it_is_asked_again_later(string garbage)
    {
        await using var register = await StandIn.OpenAsync((http, asked) => http.Response.WriteAsync(asked == 1 ? garbage : Known));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        await WaitAsync(api, TimeSpan.FromSeconds(30), () => !register.Requests.IsEmpty);
        Assert.Equal(0, (await ControlsAsync(agent, id)).GetProperty("total").GetInt32());
        Assert.Equal("retained", await agent.StatusOfAsync(id));
        Assert.Equal("confirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_register_that_is_down_leaves_the_control_waiting_over_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;
        var file = ("ConnectionStrings:Incubateurs", $"Data Source={Path.Combine(folder, "test.db")}");
        string id;
        await using (var down = new TestApi(file, ("Controls:Register", "http://127.0.0.1:9")))
        {
            var agent = await down.AgentAsync();
            (_, id) = await RetainedAsync(agent);
            await WaitAsync(down, TimeSpan.FromSeconds(120), () => AttemptsAsync(down).GetAwaiter().GetResult() > 0);
            Assert.True(await AttemptsAsync(down) > 0);
            Assert.Equal(0, (await ControlsAsync(agent, id)).GetProperty("total").GetInt32());
        }

        await using (var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync(Known)))
        await using (var up = new TestApi(file, ("Controls:Register", register.Address)))
        {
            up.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(
                "confirmed",
                (await ControlAsync(up, await up.AgentAsync("dominique@dinum.example"), id)).GetProperty("verdict").GetString());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_slow_register_keeps_nobody_waiting()
    {
        await using var register = await StandIn.OpenAsync((http, _) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (handOver, id) = await RetainedAsync(agent);
        await WaitAsync(api, TimeSpan.FromSeconds(5), () => !register.Requests.IsEmpty);

        var control = await agent.PostAsJsonAsync($"/v1/candidacies/{id}/controls", new { verdict = "confirmed" });

        Assert.NotEmpty(register.Requests);
        Assert.Equal(HttpStatusCode.Created, control.StatusCode);
        Assert.Equal(0, await PendingAsync(api));
        Assert.Equal("hostRetained", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_the_register_says_too_late_changes_nothing()
    {
        var release = new TaskCompletionSource();
        await using var register = await StandIn.OpenAsync(async (http, _) =>
        {
            await release.Task;
            await http.Response.WriteAsync(Closed);
        });
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);
        await WaitAsync(api, TimeSpan.FromSeconds(5), () => !register.Requests.IsEmpty);
        _ = await agent.PostAsJsonAsync($"/v1/candidacies/{id}/controls", new { verdict = "confirmed" });

        release.SetResult();
        await WaitAsync(api, TimeSpan.FromSeconds(3));

        Assert.Equal(1, (await ControlsAsync(agent, id)).GetProperty("total").GetInt32());
        Assert.Equal("retained", await agent.StatusOfAsync(id));
    }

    [Fact]
    public async Task In_the_end_a_register_that_never_answers_cannot_tell()
    {
        await using var register = await StandIn.OpenAsync((http, _) => http.Response.WriteAsync("?"));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        for (var i = 0; i < 200 && await PendingAsync(api) > 0; i++)
            await WaitAsync(api, TimeSpan.FromHours(1));

        Assert.Equal("impossible", (await ControlsAsync(agent, id)).GetProperty("items")[0].GetProperty("verdict").GetString());

        // The clock of the test runs ahead of a busy machine: an attempt that it outruns is repeated, twice at most.
        Assert.InRange(register.Requests.Count, 10, 30);
    }

    [Fact]
    public async Task Nobody_is_asked_unless_an_address_is_set()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        await WaitAsync(api, TimeSpan.FromHours(1));

        Assert.Equal(0, (await ControlsAsync(agent, id)).GetProperty("total").GetInt32());
        Assert.Equal(0, await AttemptsAsync(api));
    }

    [Fact]
    public async Task An_attempt_has_its_time_and_the_next_one_may_be_faster()
    {
        await using var register = await StandIn.OpenAsync((http, asked) =>
            asked == 1 ? Task.Delay(Timeout.Infinite, http.RequestAborted) : http.Response.WriteAsync(Known));
        await using var api = new TestApi(("Controls:Register", register.Address));
        var agent = await api.AgentAsync();
        var (_, id) = await RetainedAsync(agent);

        Assert.Equal("confirmed", (await ControlAsync(api, agent, id)).GetProperty("verdict").GetString());
    }
}
