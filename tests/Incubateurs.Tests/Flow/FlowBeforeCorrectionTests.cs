using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Flow;

/// <summary>Figures and pictures as they were said before somebody corrected a date.</summary>
public sealed class FlowBeforeCorrectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/flow?")]
    [InlineData("/v1/flow?interval=month&from=2024&")]
    [InlineData("/v1/flow/durations?")]
    [InlineData("/v1/flow/incubations?")]
    [InlineData("/v1/flow/incubations?since=buildEntry&")]
    [InlineData("/v1/flow/stock?")]
    [InlineData("/v1/quality?")]
    [InlineData("/v1/flow.svg?")]
    [InlineData("/v1/flow/durations.svg?")]
    public async Task Every_figure_of_before_a_correction_can_be_asked_again(string address)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);
        var agent = await api.AgentAsync();
        api.Time.Advance(TimeSpan.FromMinutes(5));
        var instant = api.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var before = await TextAsync(address);
        api.Time.Advance(TimeSpan.FromMinutes(5));
        var phase = (await api.FiguresAsync("/v1/startups/g-stopped-later/phases")).GetProperty("items")[1].GetProperty("id").GetString();
        using var patch = new HttpRequestMessage(HttpMethod.Patch, $"/v1/startups/g-stopped-later/phases/{phase}")
        {
            Content = JsonContent.Create(
                new { startsOn = "2022-11-30", reason = "Mauvaise date." }, new MediaTypeHeaderValue("application/merge-patch+json")),
            Headers = { { "If-Match", "*" } },
        };
        _ = await Given.JsonAsync(await agent.SendAsync(patch, Cancellation));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                "/v1/startups/c-leap/phases", new { phase = "transfere", startsOn = "2025-03-01" }, Cancellation), HttpStatusCode.Created);

        Assert.NotEqual(before, await TextAsync(address));
        Assert.Equal(before, await TextAsync($"{address}knownAt={instant}"));

        async Task<string> TextAsync(string asked) => await (await api.GetAsync(asked)).Content.ReadAsStringAsync(Cancellation);
    }
}
