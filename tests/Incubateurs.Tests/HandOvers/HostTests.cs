using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.HandOvers;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.HandOvers;

public sealed class HostTests
{
    [Fact]
    public async Task The_host_is_whoever_received_it_last_and_nobody_while_it_is_incubated_again()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        await ReceiveAsync(agent, startup, Given.Siret, "2025-01-06", "2025-03-03");
        await PhaseAsync(agent, startup, "acceleration", "2025-09-01");
        await ReceiveAsync(agent, startup, Given.OtherSiret, "2025-11-03", "2026-02-02");

        Assert.Null(await HostAsync(api, startup, "2025-03-02"));
        Assert.Equal(Given.Siret, await HostAsync(api, startup, "2025-03-03"));
        Assert.Null(await HostAsync(api, startup, "2025-09-01"));
        Assert.Equal(Given.OtherSiret, await HostAsync(api, startup, "2026-02-02"));
        foreach (
            var (host, day, found) in new[]
            {
                (Given.Siret, "2025-03-03", 1),
                (Given.Siret, "2025-09-01", 0),
                (Given.Siret, "2026-02-02", 0),
                (Given.OtherSiret, "2026-02-02", 1),
            })
            Assert.Equal(found, (await JsonAsync(api, $"/v1/startups?host={host}&asOf={day}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_hand_over_names_its_host_as_it_was_known()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.HandOverAsync();
        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await Given.JsonAsync(
            await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { administrationId = Given.Siret }));
        api.Time.Advance(TimeSpan.FromHours(1));
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/administrations/{Given.Siret}")
        {
            Content = JsonContent.Create(
                new { name = "Direction du numérique" }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/merge-patch+json")),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        _ = await Given.JsonAsync(await agent.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(
            "Direction du numérique", (await JsonAsync(api, $"/v1/hand-overs/{id}")).GetProperty("host").GetProperty("name").GetString());
        Assert.Equal(
            Given.Siret,
            (
                await JsonAsync(
                    api, $"/v1/hand-overs/{id}?knownAt=2026-08-20T11:30:00Z")).GetProperty("host").GetProperty("name").GetString());
        Assert.Equal(
            "open",
            (
                await JsonAsync(
                    api, $"/v1/hand-overs?knownAt=2026-08-20T10:30:00Z")).GetProperty("items")[0].GetProperty("status").GetString());
    }

    [Theory]
    // Stopped on 6 January 2025: on that day consolidation would come before the stop, and change nothing.
    [InlineData("2025-01-06", HandOverFault.OpenedBeforePhase)]
    [InlineData("2025-01-07", null)]
    public void A_stopped_startup_is_taken_up_again_after_the_day_of_its_stop(string openedOn, object? fault) => Assert.Equal(
        (HandOverFault?)fault,
        HandOverRules.OpeningFault(Stopped(new(2025, 1, 6)), DateOnly.ParseExact(openedOn, "yyyy-MM-dd"), "relance"));

    [Fact]
    public void What_was_stopped_meanwhile_is_handed_over_after_the_day_of_the_stop()
    {
        Assert.Equal(
            HandOverFault.EffectiveTooEarly, HandOverRules.CompletionFault(Stopped(new(2025, 1, 6)), new(2024, 9, 2), new(2025, 1, 6)));
        Assert.Null(HandOverRules.CompletionFault(Stopped(new(2025, 1, 6)), new(2024, 9, 2), new(2025, 1, 7)));
    }

    private static Standing Stopped(DateOnly day) =>
        Lifecycle.Of([new(Phases.Find("acceleration")!, new(2024, 1, 1)), new(Phases.Find("abandon")!, day)]);

    private static async Task ReceiveAsync(HttpClient agent, string startup, string siret, string openedOn, string effectiveOn)
    {
        var id = (
            await Given.JsonAsync(
                await agent.PostAsJsonAsync($"/v1/startups/{startup}/hand-overs", new { model = "merge", openedOn }),
                HttpStatusCode.Created)).GetProperty("id").GetString()!;
        var (candidacy, _) = await agent.CandidacyAsync(id, siret);
        _ = await Given.JsonAsync(await agent.RetainAsync(id, candidacy));
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync($"/v1/hand-overs/{id}/completion", new { effectiveOn, justification = "x" }));
    }

    private static async Task PhaseAsync(HttpClient agent, string startup, string phase, string startsOn) => _ = await Given.JsonAsync(
        await agent.PostAsJsonAsync($"/v1/startups/{startup}/phases", new { phase, startsOn, reason = "reprise" }), HttpStatusCode.Created);

    private static async Task<string?> HostAsync(TestApi api, string startup, string day) =>
        (await JsonAsync(api, $"/v1/startups/{startup}?asOf={day}")).TryGetProperty("host", out var host)
            ? host.GetProperty("id").GetString()
            : null;

    private static async Task<JsonElement> JsonAsync(TestApi api, string address) => await Given.JsonAsync(await api.GetAsync(address));
}
