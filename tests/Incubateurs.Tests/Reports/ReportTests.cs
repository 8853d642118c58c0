using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public async Task Security_is_seen_by_agents_alone_in_lists_counts_and_history()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        _ = await ReportAsync(api, startup, "inaccurate", "Le lien est mort.");
        var secret = await ReportAsync(api, startup, "security", "Une faille.");

        var seen = await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reports"));
        var all = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{startup}/reports"));

        Assert.Equal((1, 2), (seen.GetProperty("total").GetInt32(), all.GetProperty("total").GetInt32()));
        Assert.Equal("inaccurate", Assert.Single(seen.GetProperty("items").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(1, await OpenAsync(api, startup));
        _ = await Given.JsonAsync(
            await agent.PutAsJsonAsync($"/v1/reports/{secret}/resolution", new { status = "resolved", reason = "Corrigée." }));
        Assert.DoesNotContain(
            "Corrigée", await api.CreateClient().GetStringAsync($"/v1/startups/{startup}/history"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "report.resolved", await api.CreateClient().GetStringAsync($"/v1/startups/{startup}/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_resolved_with_a_reason_that_stays_public()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = await ReportAsync(api, startup, "unavailable", "Page blanche.");
        Assert.Equal(1, await OpenAsync(api, startup));

        api.Time.Advance(TimeSpan.FromHours(1));
        var resolved = await agent.PutAsJsonAsync(
            $"/v1/reports/{id}/resolution", new { status = "dismissed", reason = "Maintenance annoncée." });

        Assert.Equal(HttpStatusCode.OK, resolved.StatusCode);
        var listed = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/reports"))).GetProperty("items")[0];
        Assert.Equal("dismissed", listed.GetProperty("status").GetString());
        Assert.Equal("Maintenance annoncée.", listed.GetProperty("resolutionReason").GetString());
        Assert.Equal(0, await OpenAsync(api, startup));
        Assert.Equal(1, await OpenAsync(api, startup, "?knownAt=2026-08-20T10:30:00Z"));
    }

    [Theory]
    [InlineData("""{ "status": "open", "reason": "Non." }""")]
    [InlineData("""{ "status": "resolved" }""")]
    [InlineData("""{ "status": "resolved", "reason": "" }""")]
    public async Task A_resolution_says_how_and_why(string body)
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var id = await ReportAsync(api, await agent.StartupAsync(), "other", "Autre chose.");

        var response = await agent.PutAsync($"/v1/reports/{id}/resolution", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static async Task<string> ReportAsync(TestApi api, string startup, string reason, string message) =>
        (
            await Given.JsonAsync(
                await api.CreateClient().PostAsJsonAsync($"/v1/startups/{startup}/reports", new { reason, message }),
                HttpStatusCode.Created))
            .GetProperty("id").GetString()!;

    private static async Task<int> OpenAsync(TestApi api, string startup, string query = "") =>
        (
            await Given.JsonAsync(
                await api.GetAsync($"/v1/startups/{startup}{query}"))).GetProperty("reputation").GetProperty("openReports").GetInt32();
}
