using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Administrations;

/// <summary>SGMAP became DINSIC and DITP; DINSIC became DINUM (docs/ARCHITECTURE.md, Administrations).</summary>
public sealed class SuccessionTests
{
    [Fact]
    public async Task Filters_follow_successions_forward_and_a_past_day_names_the_only_predecessor()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        await SucceedAsync(agent);
        foreach (var id in (string[])["sgmap", "dinsic", "ditp", "dinum"])
            _ = await Given.JsonAsync(
                await agent.PostAsJsonAsync(
                    "/v1/startups", new { name = $"De {id}", pitch = "p", sponsors = new[] { id }, startedOn = "2016-01-01" }),
                HttpStatusCode.Created);

        Assert.Equal("de-dinsic de-dinum de-sgmap", await FoundAsync(api, "dinum"));
        Assert.Equal("de-dinsic de-sgmap", await FoundAsync(api, "dinsic"));
        Assert.Equal("de-ditp de-sgmap", await FoundAsync(api, "ditp"));
        Assert.Equal("de-sgmap", await FoundAsync(api, "sgmap"));
        Assert.Equal("sgmap", await SponsorAsync(api, "de-dinum", "2017-11-20"));
        Assert.Equal("dinsic", await SponsorAsync(api, "de-dinum", "2017-11-21"));
        Assert.Equal("dinsic", await SponsorAsync(api, "de-dinum", "2019-10-24"));
        Assert.Equal("dinum", await SponsorAsync(api, "de-dinum", "2019-10-25"));
        Assert.Equal("sgmap", await SponsorAsync(api, "de-ditp", "2017-01-01"));
        Assert.Equal("dinsic", await SponsorAsync(api, "de-dinsic", "2026-01-01"));
    }

    [Fact]
    public async Task Of_two_predecessors_none_is_named()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        foreach (var name in (string[])["A", "B", "C"])
            _ = await agent.PostAsJsonAsync("/v1/administrations", new { name });
        foreach (var id in (string[])["a", "b"])
            _ = await Given.JsonAsync(
                await agent.MergeAsync($"/v1/administrations/{id}", new { succeededBy = new[] { new { id = "c", on = "2020-01-01" } } }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                "/v1/startups", new { name = "De c", pitch = "p", sponsors = new[] { "c" }, startedOn = "2016-01-01" }),
            HttpStatusCode.Created);

        Assert.Equal("c", await SponsorAsync(api, "de-c", "2019-01-01"));
        Assert.Equal("de-c", await FoundAsync(api, "c"));
    }

    [Fact]
    public async Task What_was_not_yet_known_changes_no_answer_of_before()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/administrations", new { name = "Dinum" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                "/v1/startups", new { name = "De dinum", pitch = "p", sponsors = new[] { "dinum" }, startedOn = "2016-01-01" }),
            HttpStatusCode.Created);
        api.Time.Advance(TimeSpan.FromHours(1));
        const string Before = "2026-08-20T11:00:00Z";
        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                "/v1/administrations", new { name = "Dinsic", succeededBy = new[] { new { id = "dinum", on = "2019-10-25" } } }),
            HttpStatusCode.Created);

        Assert.Equal("dinsic", await SponsorAsync(api, "de-dinum", "2018-01-01"));
        Assert.Equal("dinum", await SponsorAsync(api, "de-dinum", $"2018-01-01&knownAt={Before}"));
    }

    [Theory]
    [InlineData("dinum", "sgmap", 409, "succession_cycle")]
    [InlineData("dinum", "dinum", 409, "succession_cycle")]
    [InlineData("dinum", "absente", 400, "invalid_request")]
    [InlineData("ditp", "dinum", 200, null)]
    public async Task Cycles_and_strangers_are_refused(string id, string successor, int status, string? code)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        await SucceedAsync(agent);

        var response = await agent.MergeAsync(
            $"/v1/administrations/{id}", new { succeededBy = new[] { new { id = successor, on = "2021-01-01" } } });

        if (code is null)
            _ = await Given.JsonAsync(response);
        else
            _ = await Given.RefusedAsync(response, (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task An_administration_known_by_its_SIRET_alone_is_named_by_an_agent_and_nobody_else_bears_it()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var me = (await Given.JsonAsync(await agent.GetAsync("/v1/me"))).GetProperty("administration");

        var named = await Given.JsonAsync(
            await agent.MergeAsync($"/v1/administrations/{Given.Siret}", new { name = "Direction du numérique", acronym = "DINUM" }));
        var twice = await agent.PostAsJsonAsync("/v1/administrations", new { name = "Une autre", siret = "130 025 265 00013" });
        var blind = new HttpRequestMessage(HttpMethod.Patch, $"/v1/administrations/{Given.Siret}") { Content = JsonContent.Create(new { }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/merge-patch+json")) };

        Assert.Equal((Given.Siret, Given.Siret), (me.GetProperty("id").GetString(), me.GetProperty("name").GetString()));
        Assert.Equal(
            (Given.Siret, "Direction du numérique"), (named.GetProperty("siret").GetString(), named.GetProperty("name").GetString()));
        Assert.Equal(
            "DINUM",
            (await Given.JsonAsync(await agent.GetAsync("/v1/me"))).GetProperty("administration").GetProperty("acronym").GetString());
        _ = await Given.RefusedAsync(twice, HttpStatusCode.Conflict, "siret_taken");
        _ = await Given.RefusedAsync(await agent.SendAsync(blind), (HttpStatusCode)428, "if_match_required");
    }

    private static async Task SucceedAsync(HttpClient agent)
    {
        foreach (var name in (string[])["SGMAP", "DINSIC", "DITP", "DINUM"])
            _ = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/administrations", new { name }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.MergeAsync(
            "/v1/administrations/sgmap", new
            {
                succeededBy = new[] { new { id = "dinsic", on = "2017-11-21" }, new { id = "ditp", on = "2017-11-21" } },
            }));
        _ = await Given.JsonAsync(
            await agent.MergeAsync("/v1/administrations/dinsic", new { succeededBy = new[] { new { id = "dinum", on = "2019-10-25" } } }));
    }

    private static async Task<string> FoundAsync(TestApi api, string sponsor) => string.Join(
        ' ', (
            await Given.JsonAsync(
                await api.GetAsync(
                    $"/v1/startups?sponsor={sponsor}&fields=name"))).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));

    private static async Task<string?> SponsorAsync(TestApi api, string id, string day) =>
        (
            await Given.JsonAsync(
                await api.GetAsync($"/v1/startups/{id}?asOf={day}"))).GetProperty("sponsors")[0].GetProperty("id").GetString();
}
