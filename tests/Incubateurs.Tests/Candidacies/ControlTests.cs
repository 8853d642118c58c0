using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Candidacies;

public sealed class ControlTests
{
    [Fact]
    public async Task Only_the_retained_candidate_is_controlled()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (first, _) = await agent.CandidacyAsync(handOver);
        var (second, _) = await agent.CandidacyAsync(handOver, Given.OtherSiret);

        _ = await Given.RefusedAsync(await ControlAsync(agent, first, "confirmed"), HttpStatusCode.Conflict, "not_retained");
        _ = await agent.RetainAsync(handOver, first);
        _ = await Given.RefusedAsync(await ControlAsync(agent, second, "confirmed"), HttpStatusCode.Conflict, "not_retained");
        var control = await Given.JsonAsync(await ControlAsync(agent, first, "confirmed"), HttpStatusCode.Created);

        Assert.Equal("agent", control.GetProperty("source").GetString());
        Assert.Equal(1, (await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{first}/controls"))).GetProperty("total").GetInt32());
        Assert.DoesNotContain("no_control", await FindingsAsync(agent, handOver));
    }

    [Fact]
    public async Task What_is_not_confirmed_refuses_the_candidate_submits_the_others_and_opens_the_hand_over()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (first, _) = await agent.CandidacyAsync(handOver);
        var (second, _) = await agent.CandidacyAsync(handOver, Given.OtherSiret);
        _ = await agent.RetainAsync(handOver, first);

        _ = await Given.JsonAsync(await ControlAsync(agent, first, "notConfirmed"), HttpStatusCode.Created);

        Assert.Equal("refused", await agent.StatusOfAsync(first));
        Assert.Equal("submitted", await agent.StatusOfAsync(second));
        Assert.Equal("open", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await agent.RetainAsync(handOver, first)).StatusCode);
        Assert.Equal(("retained", "notRetained"), (await agent.StatusOfAsync(first), await agent.StatusOfAsync(second)));
    }

    [Fact]
    public async Task What_cannot_be_told_changes_nothing()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver);
        _ = await agent.RetainAsync(handOver, id);

        _ = await Given.JsonAsync(await ControlAsync(agent, id, "impossible"), HttpStatusCode.Created);

        Assert.Equal("retained", await agent.StatusOfAsync(id));
        Assert.Equal("hostRetained", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task After_the_completion_a_control_undoes_nothing()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver);
        _ = await agent.RetainAsync(handOver, id);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/hand-overs/{handOver}/completion", new { effectiveOn = "2026-08-20", justification = "Convenu." }));

        _ = await Given.JsonAsync(await ControlAsync(agent, id, "notConfirmed"), HttpStatusCode.Created);

        Assert.Equal("retained", await agent.StatusOfAsync(id));
        Assert.Equal("completed", (await agent.HandOverOfAsync(handOver)).GetProperty("status").GetString());
        Assert.Contains("control_not_confirmed", await FindingsAsync(agent, handOver));
    }

    [Fact]
    public async Task What_a_control_found_is_told_to_nobody_but_agents()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver);
        _ = await agent.RetainAsync(handOver, id);
        _ = await Given.JsonAsync(await ControlAsync(agent, id, "notConfirmed"), HttpStatusCode.Created);
        _ = await agent.RetainAsync(handOver, id);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/hand-overs/{handOver}/completion", new { effectiveOn = "2026-08-20", justification = "Convenu." }));

        var stranger = api.CreateClient();
        foreach (
            var address in new[]
            {
                $"/v1/hand-overs/{handOver}", "/v1/hand-overs?fields=findings", "/v1/hand-overs.csv?fields=findings",
                "/v1/startups/mon-service/hand-overs?fields=findings", "/v1/startups/mon-service/history", "/v1/startups/mon-service",
            })
            Assert.DoesNotContain("onfirmed", await stranger.GetStringAsync(address), StringComparison.Ordinal);
        foreach (
            var address in new[]
            {
                $"/v1/hand-overs/{handOver}", "/v1/hand-overs?fields=findings", "/v1/hand-overs.csv?fields=findings",
                "/v1/startups/mon-service/hand-overs?fields=findings", "/v1/startups/mon-service/history",
            })
            Assert.Contains("control_not_confirmed", await agent.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_candidacies_tells_no_withdrawal_from_a_refusal()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (_, secret) = await agent.CandidacyAsync(handOver);
        var (other, _) = await agent.CandidacyAsync(handOver, Given.OtherSiret);
        _ = await agent.RetainAsync(handOver, other);

        _ = await ControlAsync(agent, other, "notConfirmed");
        _ = await api.Candidate(secret).DeleteAsync("/v1/candidacies/" + await IdOfAsync(agent, handOver));

        Assert.Equal(2, (await Given.JsonAsync(await api.GetAsync($"/v1/hand-overs/{handOver}"))).GetProperty("candidacies").GetInt32());
    }

    [Fact]
    public async Task Controls_are_made_and_read_by_agents()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, secret) = await agent.CandidacyAsync(handOver);
        _ = await agent.RetainAsync(handOver, id);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ControlAsync(api.Candidate(secret), id, "confirmed")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync($"/v1/candidacies/{id}/controls")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ControlAsync(agent, id, "perhaps")).StatusCode);
    }

    private static Task<HttpResponseMessage> ControlAsync(HttpClient client, string candidacy, string verdict) =>
        client.PostAsJsonAsync($"/v1/candidacies/{candidacy}/controls", new { verdict });

    private static async Task<string> IdOfAsync(HttpClient agent, string handOver) =>
        (await Given.JsonAsync(await agent.GetAsync($"/v1/hand-overs/{handOver}/candidacies")))
            .GetProperty("items")[0].GetProperty("id").GetString()!;

    private static async Task<IEnumerable<string>> FindingsAsync(HttpClient agent, string handOver) =>
        (await agent.HandOverOfAsync(handOver)).GetProperty("findings").EnumerateArray()
            .Select(finding => finding.GetProperty("code").GetString()!);
}
