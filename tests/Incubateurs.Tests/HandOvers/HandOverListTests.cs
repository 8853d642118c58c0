using System.Net;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.HandOvers;

/// <summary>Lists of hand-overs show summaries, and more where it is asked for; the table shows all of them.</summary>
public sealed class HandOverListTests
{
    private static readonly string[] Details = ["secondments", "adaptations", "findings", "followUps"];

    [Theory]
    [InlineData("/v1/hand-overs")]
    [InlineData("/v1/startups/{startup}/hand-overs")]
    public async Task A_list_shows_what_the_detail_alone_has_only_where_fields_names_it(string address)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.HandOverAsync();
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/hand-overs/{id}/cost", new { incubationPerYear = 400_000, marginalPerYear = 50_000 }));
        var whole = await agent.HandOverOfAsync(id);
        address = address.Replace("{startup}", whole.GetProperty("startup").GetProperty("id").GetString(), StringComparison.Ordinal);

        var summary = await OnlyAsync(api, address);
        var chosen = await OnlyAsync(api, $"{address}?fields=startup,findings,adaptations");

        Assert.Equal(Names(whole).Except(Details), Names(summary));
        Assert.Equal(["id", "startup", "adaptations", "findings"], Names(chosen));
        foreach (var member in summary.EnumerateObject().Concat(chosen.EnumerateObject()))
            Assert.Equal(whole.GetProperty(member.Name).GetRawText(), member.Value.GetRawText());
        _ = await Given.RefusedAsync(
            await api.GetAsync($"{address}?fields=startup,secret"), HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task The_next_page_shows_the_same_members_and_a_cursor_is_good_for_others()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        foreach (var name in (string[])["Un", "Deux", "Trois"])
            _ = await agent.HandOverAsync(name);

        var first = await Given.JsonAsync(await api.GetAsync("/v1/hand-overs?limit=1&fields=status"));
        var next = first.GetProperty("next").GetString()!;
        var second = await OnlyAsync(api, next);
        var other = await OnlyAsync(api, next.Replace("fields=status", "fields=model", StringComparison.Ordinal));

        Assert.Equal(["id", "status"], Names(second));
        Assert.Equal(["id", "model"], Names(other));
        Assert.Equal(second.GetProperty("id").GetString(), other.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Only_findings_make_a_tag_hold_the_day()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.HandOverAsync();
        var summary = (await api.GetAsync("/v1/hand-overs")).Headers.ETag!.ToString();
        var findings = (await api.GetAsync("/v1/hand-overs?fields=findings")).Headers.ETag!.ToString();

        // Three years after the entry.
        api.Time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync("/v1/hand-overs", ("If-None-Match", summary))).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK, (await api.GetAsync("/v1/hand-overs?fields=findings", ("If-None-Match", findings))).StatusCode);
    }

    [Fact]
    public async Task A_host_is_named_with_the_numbers_by_which_others_know_it_in_the_list_alone_and_in_the_feed()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.HandOverAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/administrations/{Given.Siret}", new { name = "Dinum", directoryId = "172231" }));
        _ = await Given.JsonAsync(
            await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { administrationId = Given.Siret }));

        var alone = (await agent.HandOverOfAsync(id)).GetProperty("host").GetRawText();
        var listed = (await OnlyAsync(api, "/v1/hand-overs?fields=host")).GetProperty("host").GetRawText();
        var told = (await Given.JsonAsync(await api.GetAsync("/v1/changes?type=host.retained"))).GetProperty("items")[0]
            .GetProperty("data").GetProperty("host").GetRawText();

        Assert.Equal(
            $$"""{"id":"{{Given.Siret}}","name":"Dinum","siret":"{{Given.Siret}}","directoryId":"172231"}""", alone);
        Assert.Equal((alone, alone), (listed, told));
    }

    [Fact]
    public async Task The_table_has_all_that_the_list_finds_with_ids_names_and_the_number_of_the_host()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var open = await agent.HandOverAsync("=cmd");
        var retained = await agent.HandOverAsync("Autre");
        var (candidacy, _) = await api.CreateClient().CandidacyAsync(retained, Given.OtherSiret);
        _ = await Given.JsonAsync(await agent.RetainAsync(retained, candidacy));
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/administrations/{Given.OtherSiret}", new { name = "La Poste", directoryId = "172231" }));

        var all = await RowsAsync(api, "/v1/hand-overs.csv");
        var hosted = Assert.Single(await RowsAsync(api, $"/v1/hand-overs.csv?host={Given.OtherSiret}&separator=semicolon", ";"));
        var chosen = await RowsAsync(api, "/v1/hand-overs.csv?fields=status,findings,secondments,adaptations,followUps");

        Assert.Equal(
            [
                "id", "startup.id", "startup.name", "status", "model", "openedOn", "preferredScenario", "fallbackScenario", "reason",
                "host.id", "host.name", "host.siret", "host.directoryId", "coHosts.id", "coHosts.name", "candidacies",
                "cost.incubationPerYear", "cost.marginalPerYear", "cost.ratio", "effectiveOn", "justification", "version",
            ],
            all[0].Keys);
        Assert.Equal([open, retained], all.Select(row => row["id"]).Order(StringComparer.Ordinal));
        Assert.Equal("'=cmd", all.Single(row => row["id"] == open)["startup.name"]);
        Assert.Equal(
            (retained, Given.OtherSiret, "La Poste", Given.OtherSiret, "172231", "hostRetained"),
            (hosted["id"], hosted["host.id"], hosted["host.name"], hosted["host.siret"], hosted["host.directoryId"], hosted["status"]));
        Assert.Equal(["id", "status", "secondments", "adaptations", "findings", "followUps"], chosen[0].Keys);
        Assert.Contains("domain-name todo", chosen[0]["adaptations"], StringComparison.Ordinal);
        Assert.Contains("no_cost", chosen[0]["findings"], StringComparison.Ordinal);
        Assert.Equal(
            "attachment; filename=\"hand-overs-2026-08-20.csv\"",
            (await api.GetAsync("/v1/hand-overs.csv")).Content.Headers.ContentDisposition!.ToString());
    }

    private static IEnumerable<string> Names(JsonElement item) => item.EnumerateObject().Select(member => member.Name);

    private static async Task<JsonElement> OnlyAsync(TestApi api, string address) =>
        Assert.Single((await Given.JsonAsync(await api.GetAsync(address))).GetProperty("items").EnumerateArray());

    private static async Task<List<Dictionary<string, string>>> RowsAsync(TestApi api, string address, string separator = ",") =>
        await Table.ReadAsync(await api.GetAsync(address), separator);
}
