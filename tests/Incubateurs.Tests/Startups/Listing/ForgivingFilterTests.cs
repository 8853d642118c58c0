using System.Net;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Listing;

/// <summary>Filters by id: forgiving where it costs nothing, and a mistake where nobody knows what is named.</summary>
public sealed class ForgivingFilterTests
{
    public static TheoryData<string> Filtered =>
    [
        "/v1/startups?incubator=", "/v1/startups?sponsor=", "/v1/startups?host=", "/v1/startups.csv?incubator=", "/v1/startups.ndjson?sponsor=",
        "/v1/facets?incubator=", "/v1/flow?incubator=", "/v1/flow/stock?sponsor=", "/v1/flow/durations?incubator=",
        "/v1/flow/incubations?sponsor=", "/v1/flow.svg?incubator=", "/v1/quality?sponsor=", "/v1/hand-overs?host=",
        "/v1/hand-overs?incubator=",
    ];

    [Theory]
    [MemberData(nameof(Filtered))]
    public async Task What_nobody_knows_is_400_with_what_is_near(string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var name = address.Split('?')[1].TrimEnd('=');

        var near = await Given.RefusedAsync(await api.GetAsync(address + "dinmu"), HttpStatusCode.BadRequest, "invalid_parameter");
        var far = await Given.RefusedAsync(
            await api.GetAsync(address + "personne-de-ce-nom-jamais"), HttpStatusCode.BadRequest, "invalid_parameter");

        Assert.Contains("dinum", near.GetProperty("errors").GetProperty(name)[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("Identifiant inconnu.", far.GetProperty("errors").GetProperty(name)[0].GetString());
    }

    [Theory]
    [InlineData("/v1/startups?incubator=")]
    [InlineData("/v1/startups?sponsor=")]
    [InlineData("/v1/flow/stock?incubator=")]
    [InlineData("/v1/startups.ndjson?incubator=")]
    public async Task An_id_is_found_in_whatever_case_it_is_written(string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var exact = await (await api.GetAsync(address + "dinum")).Content.ReadAsStringAsync();
        var upper = await (await api.GetAsync(address + "DINUM")).Content.ReadAsStringAsync();

        Assert.Equal(
            exact.Replace("=dinum", "=", StringComparison.Ordinal).Split("cursor=")[0],
            upper.Replace("=DINUM", "=", StringComparison.Ordinal).Split("cursor=")[0]);
    }

    [Fact]
    public async Task Of_two_ids_that_differ_by_case_alone_each_is_itself_and_a_third_spelling_is_neither()
    {
        await using var api = new TestApi();
        await api.ImportAsync(
        [
            Exchange.SmallContent.Incubator("abc"), Exchange.SmallContent.Incubator("ABC"),
            Exchange.SmallContent.Fiche("incubators:\n  - abc\nphases:\n  - name: construction\n    start: 2024-01-01", id: "one"),
            Exchange.SmallContent.Fiche("incubators:\n  - ABC\nphases:\n  - name: construction\n    start: 2024-01-01", id: "other"),
        ]);

        Assert.Equal(["one"], await IdsAsync(api, "/v1/startups?incubator=abc"));
        Assert.Equal(["other"], await IdsAsync(api, "/v1/startups?incubator=ABC"));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync("/v1/startups?incubator=Abc")).StatusCode);
    }

    [Fact]
    public async Task Startups_are_found_by_id_by_hand_over_and_by_when_they_were_modified()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var none = await IdsAsync(api, "/v1/startups?handOver=open");
        api.Time.Advance(TimeSpan.FromHours(1));
        var since = api.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var handOver = await agent.HandOverAsync();
        var id = (await agent.HandOverOfAsync(handOver)).GetProperty("startup").GetProperty("id").GetString()!;

        Assert.Empty(none);
        Assert.Equal([id], await IdsAsync(api, "/v1/startups?handOver=open"));
        Assert.Equal([id], await IdsAsync(api, $"/v1/startups?modifiedSince={since}"));
        Assert.Equal(["envergo", "pix"], (await IdsAsync(api, "/v1/startups?id=pix&id=envergo&id=nobody&id=exemple")).Order());
        var (secret, _) = await api.CreateClient().CandidacyAsync(handOver);
        _ = await Given.JsonAsync(await agent.RetainAsync(handOver, secret));
        Assert.Empty(await IdsAsync(api, "/v1/startups?handOver=open"));
        Assert.Equal([id], await IdsAsync(api, "/v1/startups?handOver=hostRetained&handOver=completed"));
        Assert.Equal(1, (await TestApi.JsonAsync(await api.GetAsync("/v1/facets?handOver=hostRetained"))).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("/v1/startups?incubator=incubateur-exemple", true)]
    [InlineData("/v1/startups?sponsor=administration-exemple&asOf=2015-01-01", true)]
    [InlineData("/v1/hand-overs?host=ADMINISTRATION-EXEMPLE", true)]
    [InlineData("/v1/startups?incubator=dinum&asOf=1990-01-01", true)]
    [InlineData("/v1/accesses?administration=Dinum", true)]
    [InlineData("/v1/accesses?administration=dinmu", false)]
    public async Task What_is_known_today_may_be_named_whatever_is_found(string address, bool known)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        Assert.Equal(known ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await api.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task What_is_withdrawn_is_found_by_what_went_with_it()
    {
        await using var api = new TestApi();
        var phase = "phases:\n  - name: construction\n    start: 2024-01-01";
        await api.ImportAsync(
        [
            Exchange.SmallContent.Incubator("gone"),
            Exchange.SmallContent.Fiche($"incubators:\n  - gone\n{phase}", id: "one"),
            Exchange.SmallContent.Fiche($"incubators:\n  - dinum\n{phase}", id: "other"),
        ]);
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, "/v1/startups/one/withdrawal", new { reason = "Deux fois." }));
        await api.ImportAsync([Exchange.SmallContent.Fiche($"incubators:\n  - dinum\n{phase}", id: "other")]);

        Assert.Equal(["one"], await IdsAsync(api, "/v1/startups?withdrawn=true&incubator=Gone"));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync("/v1/startups?incubator=gone")).StatusCode);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestApi api, string address)
    {
        var page = await Given.JsonAsync(await api.GetAsync(address));
        Assert.Equal(page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt32());
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
