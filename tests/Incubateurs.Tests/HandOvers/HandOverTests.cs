using System.Net;
using System.Net.Http.Json;
using Incubateurs.HandOvers;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.HandOvers;

public sealed class HandOverTests
{
    [Fact]
    public async Task From_opening_to_follow_up_by_an_anonymous_candidate_and_two_agents()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var host = await api.AgentAsync("sacha@laposte.example", Given.OtherSiret);
        using var stranger = api.CreateClient();
        var startup = await agent.StartupAsync();
        var id = (await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/startups/{startup}/hand-overs",
                new { model = "productOperator", openedOn = "2025-11-03" }), HttpStatusCode.Created)).GetProperty("id").GetString()!;
        Assert.Equal("consolidation", await PhaseAsync(api, startup, "2025-11-03"));

        var (candidacy, _) = await stranger.CandidacyAsync(id, Given.OtherSiret);
        _ = await Given.JsonAsync(await agent.RetainAsync(id, candidacy));
        _ = await Given.JsonAsync(
            await host.PostAsJsonAsync($"/v1/candidacies/{candidacy}/controls", new { verdict = "confirmed" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await host.PostAsJsonAsync(
                $"/v1/hand-overs/{id}/secondments",
                new { function = "dev", from = "2025-11-10", to = "2026-06-30", fullTimeShare = 0.5 }), HttpStatusCode.Created);
        foreach (var kind in Adaptations.All)
            _ = await Given.JsonAsync(
                await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/adaptations/{kind.Code}", new { status = "done" }));
        var priced = await Given.JsonAsync(
            await agent.ChangeAsync(
                HttpMethod.Put, $"/v1/hand-overs/{id}/cost", new { incubationPerYear = 400_000, marginalPerYear = 50_000 }));
        var completed = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/hand-overs/{id}/completion", new { effectiveOn = "2026-07-01" }));
        var followed = await host.PostAsJsonAsync(
            $"/v1/hand-overs/{id}/follow-ups", new
            {
                observedOn = "2026-08-01",
                signals = new { userTests = true },
                outcome = "inService",
            });

        Assert.Equal(0.125, priced.GetProperty("cost").GetProperty("ratio").GetDouble());
        Assert.Equal(("completed", 0), (completed.GetProperty("status").GetString(), completed.GetProperty("findings").GetArrayLength()));
        Assert.Equal(HttpStatusCode.Created, followed.StatusCode);
        Assert.Equal("transfere", await PhaseAsync(api, startup, "2026-08-20"));
        var found = await TestApi.JsonAsync(await api.GetAsync($"/v1/startups?host={Given.OtherSiret}"));
        Assert.Equal((1, startup), (found.GetProperty("total").GetInt32(), found.GetProperty("items")[0].GetProperty("id").GetString()));
        Assert.Equal(
            0,
            (
                await TestApi.JsonAsync(
                    await api.GetAsync($"/v1/startups?host={Given.OtherSiret}&asOf=2026-06-30"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_startup_handed_over_long_ago_gets_its_record_and_no_figure_changes()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/phases", new { phase = "transfere", startsOn = "2025-03-01" }),
            HttpStatusCode.Created);
        var administration = (
            await Given.JsonAsync(
                await agent.PostAsJsonAsync("/v1/administrations", new { name = "Région" }),
                HttpStatusCode.Created)).GetProperty("id").GetString();
        var before = await FlowAsync(api);

        var id = (await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/startups/{startup}/hand-overs", new { model = "merge" }), HttpStatusCode.Created)).GetProperty("id").GetString()!;
        _ = await Given.JsonAsync(
            await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { administrationId = administration }));
        var wrong = await agent.PostAsJsonAsync($"/v1/hand-overs/{id}/completion", new { effectiveOn = "2025-03-02", justification = "x" });
        var unjustified = await Given.RefusedAsync(
            await agent.PostAsJsonAsync(
                $"/v1/hand-overs/{id}/completion", new { effectiveOn = "2025-03-01" }), HttpStatusCode.Conflict, "justification_required");
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/hand-overs/{id}/completion", new { effectiveOn = "2025-03-01", justification = "repris en 2025" }));

        _ = await Given.RefusedAsync(wrong, HttpStatusCode.Conflict, "effective_on_not_the_transfer");
        Assert.Contains(unjustified.GetProperty("errors").EnumerateObject(), error => error.Name == "no_cost");
        Assert.Equal(before, await FlowAsync(api));
        Assert.Equal(
            "Région",
            (await TestApi.JsonAsync(await api.GetAsync($"/v1/startups/{startup}"))).GetProperty("host").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("*", HttpStatusCode.Conflict)]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed)]
    public async Task Of_two_agents_that_retain_different_candidates_one_wins(string version, HttpStatusCode told)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var other = await api.AgentAsync("sacha@laposte.example", Given.OtherSiret);
        var id = await agent.HandOverAsync();
        var (first, _) = await agent.CandidacyAsync(id);
        var (second, _) = await other.CandidacyAsync(id, Given.ThirdSiret);

        var answers = await Task.WhenAll(
            Task.Run(() => agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { candidacyId = first }, version)),
            Task.Run(() => other.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { candidacyId = second }, version)));

        Assert.Equal([HttpStatusCode.OK, told], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(["notRetained", "retained"], new[] { await agent.StatusOfAsync(first), await agent.StatusOfAsync(second) }.Order());
    }

    private static async Task<string> PhaseAsync(TestApi api, string startup, string day) =>
        (
            await TestApi.JsonAsync(
                await api.GetAsync($"/v1/startups/{startup}?asOf={day}"))).GetProperty("phase").GetProperty("code").GetString()!;

    private static async Task<string> FlowAsync(TestApi api) => await (await api.GetAsync("/v1/flow")).Content.ReadAsStringAsync();
}
