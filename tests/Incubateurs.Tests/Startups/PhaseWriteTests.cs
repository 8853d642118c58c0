using System.Net;
using System.Net.Http.Json;
using System.Text;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups;

public sealed class PhaseWriteTests
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    private static readonly PhaseStart[] Chain =
        [new(Phases.Construction, new(2022, 1, 1)), new(Phases.Acceleration, new(2023, 1, 1)), new(Phases.HandedOver, new(2025, 1, 1))];

    [Theory]
    [InlineData("investigation", "2013-05-31", "x", "DateOutOfRange")]
    [InlineData("investigation", "2036-08-21", "x", "DateOutOfRange")]
    [InlineData("abandon", "2036-08-20", "x", "")]
    [InlineData("acceleration", "2023-01-01", "x", "Duplicate")]
    [InlineData("construction", "2024-01-01", null, "ReasonRequired")]
    [InlineData("construction", "2024-01-01", "x", "")]
    [InlineData("consolidation", "2024-01-01", null, "")]
    [InlineData("abandon", "2026-01-01", null, "ReasonRequired")]
    [InlineData("investigation", "2021-01-01", null, "")]
    public void Only_nonsense_is_refused(string phase, string startsOn, string? reason, string fault) => Assert.Equal(
        fault, $"{PhaseRules.Fault(Chain, new(Phases.Find(phase)!, DateOnly.Parse(startsOn)), reason, Today)}");

    [Fact]
    public async Task Corrections_and_withdrawals_supersede_and_never_erase()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();
        var added = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/startups/{id}/phases", new { phase = "transfer", startsOn = "2026-01-01" }), HttpStatusCode.Created);
        var phase = added.GetProperty("id").GetString();
        var known = added.GetProperty("recordedAt").GetString();
        api.Time.Advance(TimeSpan.FromHours(1));

        var silent = await PatchAsync(agent, id, phase!, """{"startsOn":"2026-02-01"}""");
        var corrected = await PatchAsync(agent, id, phase!, """{"startsOn":"2026-02-01","reason":"mal lu"}""");
        api.Time.Advance(TimeSpan.FromHours(1));
        var unsaid = await agent.DeleteAsync($"/v1/startups/{id}/phases/{phase}");
        var withdrawn = await agent.DeleteAsync($"/v1/startups/{id}/phases/{phase}?reason=jamais%20eu%20lieu");

        Assert.Equal("consolidation", added.GetProperty("phase").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.Equal("2026-02-01", (await Given.JsonAsync(corrected)).GetProperty("startsOn").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        Assert.Equal("acceleration", await PhaseAsync(api, $"/v1/startups/{id}"));
        Assert.Equal("consolidation", await PhaseAsync(api, $"/v1/startups/{id}?knownAt={known}"));
        Assert.Equal("acceleration", await PhaseAsync(api, $"/v1/startups/{id}?knownAt={known}&asOf=2025-12-31"));
    }

    private static async Task<string> PhaseAsync(TestApi api, string address) =>
        (await TestApi.JsonAsync(await api.GetAsync(address))).GetProperty("phase").GetProperty("code").GetString()!;

    private static Task<HttpResponseMessage> PatchAsync(HttpClient agent, string id, string phase, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/startups/{id}/phases/{phase}") { Content = new StringContent(body, Encoding.UTF8, "application/merge-patch+json") };
        Assert.True(request.Headers.TryAddWithoutValidation("If-Match", "*"));
        return agent.SendAsync(request);
    }
}
