using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Quality;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Quality;

/// <summary>Each rule on a startup that it finds, one that it does not, and one that it does not apply to.</summary>
public sealed class QualityTests
{
    private const string Complete = """
        link: https://service.gouv.fr
        repository: https://github.com/x/y
        stats_url: https://service.gouv.fr/stats
        budget_url: https://service.gouv.fr/budget
        accessibility_status: non conforme
        contact: contact@service.gouv.fr
        sponsors: [/organisations/dinum]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rules_in_their_order()
    {
        await using var api = new TestApi();

        var quality = await api.FiguresAsync("/v1/quality");

        Assert.Equal(
            [
                "incubation_over_three_years", "no_recent_committee", "planned_phase_unconfirmed", "handed_over_on_beta_domain", "no_link", "no_repository",
                "no_statistics", "no_budget", "no_accessibility", "stopped_with_link", "no_sponsor", "personal_contact", "consolidation_without_hand_over",
                "handed_over_without_host",
            ],
            quality.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
        Assert.All(quality.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Equal((0, 0.0), (item.GetProperty("count").GetInt32(), item.GetProperty("share").GetDouble()));
            Assert.All(
                item.GetProperty("sentence").EnumerateObject(),
                sentence => Assert.EndsWith(".", sentence.Value.GetString(), StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("incubation_over_three_years", "construction 2023-08-19", "", true)]
    [InlineData("incubation_over_three_years", "construction 2023-08-20", "", false)]
    [InlineData("incubation_over_three_years", "construction 2015-01-01,transfere 2020-01-01", "", null)]
    [InlineData("incubation_over_three_years", "construction 2015-01-01,abandon 2016-01-01,construction 2026-01-01", "", true)]
    [InlineData("no_recent_committee", "construction 2024-01-01", "", true)]
    [InlineData("no_recent_committee", "construction 2024-01-01", "events: [ { name: committee, date: 2026-02-17 } ]", true)]
    [InlineData("no_recent_committee", "construction 2024-01-01", "events: [ { name: committee, date: 2026-02-18 } ]", false)]
    [InlineData("no_recent_committee", "construction 2024-01-01", "events: [ { name: committee, date: 2026-09-01 } ]", true)]
    [InlineData("no_recent_committee", "construction 2024-01-01,abandon 2025-01-01", "", null)]
    [InlineData("handed_over_on_beta_domain", "transfere 2024-01-01", "link: https://x.beta.gouv.fr/", true)]
    [InlineData("handed_over_on_beta_domain", "transfere 2024-01-01", "link: https://x.incubateur.net", true)]
    [InlineData("handed_over_on_beta_domain", "transfere 2024-01-01", "contact: contact@beta.gouv.fr", true)]
    [InlineData("handed_over_on_beta_domain", "transfere 2024-01-01", "link: https://alphabeta.gouv.fr", false)]
    [InlineData("handed_over_on_beta_domain", "acceleration 2024-01-01", "link: https://x.beta.gouv.fr/", null)]
    [InlineData("no_link", "acceleration 2024-01-01", "", true)]
    [InlineData("no_link", "transfere 2024-01-01", "", true)]
    [InlineData("no_link", "opere 2024-01-01", "link: https://x.gouv.fr", false)]
    [InlineData("no_link", "construction 2024-01-01", "", null)]
    [InlineData("no_link", "acceleration 2022-01-01,abandon 2024-01-01", "", null)]
    [InlineData("no_repository", "consolidation 2024-01-01", "", true)]
    [InlineData("no_repository", "consolidation 2024-01-01", Complete, false)]
    [InlineData("no_statistics", "consolidation 2024-01-01", "", true)]
    [InlineData("no_statistics", "consolidation 2024-01-01", Complete, false)]
    [InlineData("no_budget", "consolidation 2024-01-01", "", true)]
    [InlineData("no_budget", "consolidation 2024-01-01", Complete, false)]
    [InlineData("no_accessibility", "consolidation 2024-01-01", "", true)]
    [InlineData("no_accessibility", "consolidation 2024-01-01", Complete, false)]
    [InlineData("stopped_with_link", "abandon 2024-01-01", "link: https://x.gouv.fr", true)]
    [InlineData("stopped_with_link", "abandon-investigation 2024-01-01", "link: https://x.gouv.fr", true)]
    [InlineData("stopped_with_link", "abandon 2024-01-01", "", false)]
    [InlineData("stopped_with_link", "transfere 2024-01-01", "link: https://x.gouv.fr", null)]
    [InlineData("no_sponsor", "construction 2027-01-01", "", true)]
    [InlineData("no_sponsor", "construction 2024-01-01", "sponsors: [/organisations/dinum]", false)]
    [InlineData("personal_contact", "construction 2024-01-01", "contact: camille.martin@x.gouv.fr", true)]
    [InlineData("personal_contact", "construction 2024-01-01", "contact: contact.service@x.gouv.fr", false)]
    [InlineData("personal_contact", "construction 2024-01-01", "", null)]
    [InlineData("consolidation_without_hand_over", "consolidation 2024-01-01", "", true)]
    [InlineData("consolidation_without_hand_over", "acceleration 2024-01-01", "", null)]
    [InlineData("handed_over_without_host", "transfere 2024-01-01", "", true)]
    [InlineData("handed_over_without_host", "opere 2024-01-01", "", null)]
    [InlineData("planned_phase_unconfirmed", "construction 2026-01-01", "", null)]
    public async Task A_rule_finds_what_it_says(string code, string phases, string lines, bool? found)
    {
        await using var api = await SmallPortfolio.OpenAsync(Fiche("x", phases, lines));

        var item = await ItemAsync(api, code);

        Assert.Equal(
            (found == true ? 1 : 0, found == true ? 1.0 : 0.0),
            (item.GetProperty("count").GetInt32(), item.GetProperty("share").GetDouble()));
        Assert.Equal(found == true ? ["id x, name x"] : [], item.GetProperty("startups").Lines());
        Assert.False(item.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task The_share_is_of_those_that_the_rule_applies_to()
    {
        await using var api = await SmallPortfolio.OpenAsync(
            Fiche("a", "acceleration 2024-01-01"), Fiche(
                "b", "acceleration 2024-01-01", Complete), Fiche("c", "opere 2024-01-01", Complete),
            Fiche("d", "transfere 2024-01-01", Complete), Fiche("e", "construction 2024-01-01"));

        Assert.Equal(0.25, (await ItemAsync(api, "no_repository")).GetProperty("share").GetDouble());
        Assert.Equal(0.4, (await ItemAsync(api, "no_sponsor")).GetProperty("share").GetDouble());
    }

    [Fact]
    public async Task A_phase_that_came_by_plan_is_found_until_something_is_written()
    {
        await using var api = await SmallPortfolio.OpenAsync(Fiche("x", "construction 2024-01-01,acceleration 2026-09-01"));
        const string code = "planned_phase_unconfirmed";
        var before = await ItemAsync(api, code);
        api.Time.Advance(TimeSpan.FromDays(30));
        var come = await ItemAsync(api, code);

        var agent = await api.AgentAsync();
        var patch = new HttpRequestMessage(HttpMethod.Patch, "/v1/startups/x")
        {
            Content = JsonContent.Create(new { pitch = "Confirmée." }, new MediaTypeHeaderValue("application/merge-patch+json")),
            Headers = { { "If-Match", "*" } },
        };
        _ = await Given.JsonAsync(await agent.SendAsync(patch, Cancellation));

        Assert.Equal(
            (0, 1, 0),
            (
                before.GetProperty("count").GetInt32(),
                come.GetProperty("count").GetInt32(),
                (await ItemAsync(api, code)).GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task An_open_hand_over_satisfies_a_consolidation_and_a_recorded_host_a_hand_over()
    {
        await using var api = await SmallPortfolio.OpenAsync(Fiche("x", "acceleration 2024-01-01"));
        var agent = await api.AgentAsync();
        var opened = await agent.PostAsJsonAsync("/v1/startups/x/hand-overs", new { model = "itDepartment" }, Cancellation);
        var id = (await Given.JsonAsync(opened, HttpStatusCode.Created)).GetProperty("id").GetString();
        var open = await ItemAsync(api, "consolidation_without_hand_over");
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { administrationId = "ign" }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync(
                $"/v1/hand-overs/{id}/completion", new { effectiveOn = "2026-08-20", justification = "Convenu." }, Cancellation));

        var completed = await api.FiguresAsync("/v1/quality");

        Assert.Equal(0, open.GetProperty("count").GetInt32());
        Assert.Equal(0, Item(completed, "handed_over_without_host").GetProperty("count").GetInt32());
        Assert.Equal(0, Item(completed, "consolidation_without_hand_over").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_cancelled_hand_over_leaves_its_consolidation_without_one()
    {
        await using var api = await SmallPortfolio.OpenAsync(Fiche("x", "acceleration 2024-01-01"));
        var agent = await api.AgentAsync();
        var opened = await agent.PostAsJsonAsync("/v1/startups/x/hand-overs", new { model = "itDepartment" }, Cancellation);
        var id = (await Given.JsonAsync(opened, HttpStatusCode.Created)).GetProperty("id").GetString();
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/hand-overs/{id}/cancellation", new { reason = "Abandonné." }, Cancellation));

        Assert.Equal(1, (await ItemAsync(api, "consolidation_without_hand_over")).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?incubator=dinum")]
    public async Task Twenty_are_shown_and_next_leads_to_those_that_follow(string query)
    {
        await using var api = await SmallPortfolio.OpenAsync(
            [
                .. Enumerable.Range(10, 85).Reverse().Select(n => Fiche($"s{n}", "construction 2015-01-01")),
                SmallPortfolio.Fiche("other", "[ign]", "construction 2025-01-01"),
            ]);

        var item = Item(await api.FiguresAsync($"/v1/quality{query}"), "incubation_over_three_years");
        var ids = Ids(item, "startups");
        Assert.Equal((85, 20), (item.GetProperty("count").GetInt32(), ids.Count));
        for (var address = item.GetProperty("next").GetString(); address is not null;)
        {
            var page = await api.FiguresAsync(address);
            Assert.Equal(85, page.GetProperty("total").GetInt32());
            ids.AddRange(Ids(page, "items"));
            address = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        Assert.Equal(Enumerable.Range(10, 85).Select(n => $"s{n}"), ids);
    }

    private static List<string> Ids(JsonElement element, string list) =>
        [.. element.GetProperty(list).EnumerateArray().Select(startup => startup.GetProperty("id").GetString()!)];

    [Fact]
    public async Task Any_day_and_any_knowledge_can_be_asked()
    {
        await using var api = await SmallPortfolio.OpenAsync(Fiche("x", "construction 2020-01-01"));

        Assert.Equal(
            (0, 1, 0),
            (
                await CountAsync("?asOf=2023-01-01"),
                await CountAsync("?asOf=2023-01-02"),
                await CountAsync("?knownAt=2020-01-01T00:00:00Z")));

        async Task<int> CountAsync(string query) =>
            Item(await api.FiguresAsync($"/v1/quality{query}"), "incubation_over_three_years").GetProperty("count").GetInt32();
    }

    [Fact]
    public async Task An_unknown_rule_is_not_found_and_an_unknown_parameter_is_refused()
    {
        await using var api = new TestApi();

        _ = await Given.RefusedAsync(await api.GetAsync("/v1/quality/nothing"), HttpStatusCode.NotFound, "not_found");
        _ = await Given.RefusedAsync(await api.GetAsync("/v1/quality?limit=2"), HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public void Codes_are_snake_case_and_distinct()
    {
        Assert.Distinct(QualityRules.All.Select(rule => rule.Code));
        Assert.All(QualityRules.All, rule => Assert.Matches("^[a-z]+(_[a-z]+)*$", rule.Code));
    }

    private static ContentFile Fiche(string id, string phases, string lines = "") => Imported.Startup(
        id, lines.TrimEnd() + "\n" + Imported
            .PhaseLines(phases.Split(',').Select(phase => phase.Split(' ')).Select(phase => (phase[0], phase[1], ""))));

    private static async Task<JsonElement> ItemAsync(TestApi api, string code) => Item(await api.FiguresAsync("/v1/quality"), code);

    private static JsonElement Item(JsonElement quality, string code) =>
        quality.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("code").GetString() == code);
}
