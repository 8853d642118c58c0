using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Compatibility;

/// <summary>What the static API shows of startups that live here: what is known here is right, and a fiche fills what it alone says.</summary>
public sealed class PublishedStartupTests
{
    private const string Newest = "/api/v2.7/startups.json";
    private const string Fiche = """
        stats: true
        stats_url: https://pix.example/chiffres
        link: https://pix.example
        accessibility_status: partiellement conforme (au moins 50 %)
        analyse_risques_url: https://pix.example/risques
        incubators: [ign, dinum]
        events:
          - { name: launch, date: 2021-05-01 }
          - { name: committee, date: 2020-05-01, comment: "Une\n\nsuite" }
        phases:
          - { name: acceleration, start: 2022-01-01 }
          - { name: construction, start: 2020-01-01, end: 2021-01-01 }
        """;

    [Fact]
    public async Task A_fiche_is_shown_in_its_own_order_and_words()
    {
        await using var api = await OpenAsync();

        var pix = await AttributesAsync(api, "pix");

        Assert.Equal("acceleration 2022-01-01 , construction 2020-01-01 2021-01-01", Phases(pix));
        Assert.Equal("launch 2021-05-01 , committee 2020-05-01 Unesuite", Events(pix));
        Assert.Equal("partiellement conforme (au moins 50 %)", Text(pix, "accessibility_status"));
        Assert.Equal(("https://pix.example/risques", null), (Text(pix, "analyse_risques_url"), Text(pix, "analyse_risques")));
        Assert.Equal("https://pix.example/chiffres", Text(pix, "stats_url"));
        Assert.Equal("dinum ign,dinum", await IncubatorsAsync(api, "pix"));
    }

    [Fact]
    public async Task What_an_agent_has_changed_since_wins_over_the_fiche()
    {
        await using var api = await OpenAsync();
        using var agent = await api.AgentAsync();

        await OkAsync(agent.MergeAsync("/v1/startups/pix", new
        {
            accessibility = "full",
            statsUrl = (string?)null,
            riskAnalysis = new { done = true, url = (string?)null },
            incubators = new[] { "ign" },
            events = new[] { new { name = "launch", on = "2021-06-01" } },
        }));
        await OkAsync(agent.PostAsJsonAsync("/v1/startups/pix/phases", new { phase = "transfere", startsOn = "2023-01-01" }));
        await OkAsync(agent.PostAsJsonAsync("/v1/startups/pix/committees", new { heldOn = "2022-05-01", decision = "continue", note = "Oui" }));
        var pix = await AttributesAsync(api, "pix");

        // What the fiche does not have stands behind what comes before it.
        Assert.Equal("acceleration 2022-01-01 , construction 2020-01-01 2021-01-01, transfere 2023-01-01 ", Phases(pix));
        Assert.Equal("committee 2020-05-01 Unesuite, launch 2021-06-01 , committee 2022-05-01 Oui", Events(pix));
        Assert.Equal("totalement conforme", Text(pix, "accessibility_status"));
        Assert.Equal((null, "true"), (Text(pix, "analyse_risques_url"), Text(pix, "analyse_risques")));
        Assert.Equal("", Text(pix, "stats_url"));
        Assert.Equal("ign ign", await IncubatorsAsync(api, "pix"));
        Assert.False((await AttributesAsync(api, "pix", "/api/v2.5/startups.json")).TryGetProperty("stats_url", out _));
    }

    [Fact]
    public async Task A_startup_that_was_registered_here_has_the_same_members_from_what_is_known()
    {
        await using var api = await OpenAsync();
        using var agent = await api.AgentAsync();
        var body = new { name = "Né \"ici\"", pitch = "Un problème.\nDeux lignes.", statsUrl = "https://ici.example/chiffres", incubators = new[] { "dinum" }, accessibility = "none", startedOn = "2026-01-05" };

        await OkAsync(agent.PostAsJsonAsync("/v1/startups", body));
        var old = await AttributesAsync(api, "ne-ici", "/api/v2.5/startups.json");
        var now = await AttributesAsync(api, "ne-ici");

        Assert.Equal(("Né \"ici\"", "Un problème.\nDeux lignes."), (Text(now, "name"), Text(now, "pitch")));
        Assert.Equal("investigation 2026-01-05 ", Phases(now));
        Assert.Equal(("https://ici.example/chiffres", "https://ici.example/chiffres"), (Text(old, "stats_url"), Text(now, "stats_url")));
        Assert.Equal(("", "", "", ""), (Text(now, "link"), Text(now, "impact_url"), Text(now, "contact"), Text(now, "content_url_encoded_markdown")));
        Assert.Equal(("non conforme", null), (Text(now, "accessibility_status"), Text(now, "repository")));
        Assert.Equal("dinum dinum", await IncubatorsAsync(api, "ne-ici"));
    }

    [Theory]
    [InlineData("consolidation", "transfer")]
    [InlineData("transfere", "success")]
    [InlineData("opere", "success")]
    [InlineData("abandon", "alumni")]
    [InlineData("abandon-investigation", "alumni")]
    [InlineData("acceleration", "acceleration")]
    public async Task Up_to_2_5_a_phase_has_the_name_that_it_was_published_with(string today, string then)
    {
        await using var api = await OpenAsync(Imported.Startup("b", Imported.PhaseLines((today, "2020-01-01", ""))));

        foreach (var version in (string[])["v2", "v2.1", "v2.2", "v2.3", "v2.4", "v2.5", "v2.6", "v2.7"])
            Assert.Equal(
                $"{(version is "v2.6" or "v2.7" ? today : then)} 2020-01-01 ", Phases(await AttributesAsync(api, "b", $"/api/{version}/startups.json")));
        Assert.Contains($"\"name\":\"{then}\"", await (await api.GetAsync("/api/v2.4/incubators.json")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains($";{then};", await (await api.GetAsync("/api/v2.5/startups.csv")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_stands_in_lists_is_there_and_in_the_order_of_its_bytes()
    {
        await using var api = await OpenAsync([.. "bZaé".Select(id => Imported.Startup($"{id}", ""))]);
        using var agent = await api.AgentAsync();
        await OkAsync(agent.ChangeAsync(HttpMethod.Put, "/v1/startups/b/withdrawal", new { reason = "Deux fois." }));

        Assert.Equal(["Z", "a", "pix", "é"], await IdsAsync(api));

        await using var embedded = new TestApi(("Portfolio:Embedded", "true"));
        var ids = await IdsAsync(embedded);
        Assert.True(ids.Count > 30);
        Assert.DoesNotContain("exemple", ids);
    }

    [Fact]
    public async Task What_is_written_is_there_at_once_and_what_changes_nothing_leaves_the_tag()
    {
        await using var api = await OpenAsync();
        using var agent = await api.AgentAsync();
        var tags = new List<string> { await TagAsync(api) };

        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", Fiche)]);
        Assert.Equal(tags[0], await TagAsync(api));

        // In the fiche alone: it decides nothing, and stands in no log of changes.
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", Fiche.Edited("stats: true", "stats: false"))]);
        tags.Add(await TagAsync(api));
        Assert.False((await AttributesAsync(api, "pix", "/api/v2.5/startups.json")).TryGetProperty("stats_url", out _));

        await OkAsync(agent.PostAsJsonAsync("/v1/startups/pix/hand-overs", new { model = "itDepartment" }));
        tags.Add(await TagAsync(api));
        Assert.EndsWith("consolidation 2026-08-20 ", Phases(await AttributesAsync(api, "pix")), StringComparison.Ordinal);
        Assert.Equal(tags.Distinct(), tags);
    }

    [Fact]
    public async Task A_hidden_incubator_is_there_with_its_startups_alone()
    {
        var startup = SmallContent.Text("_startups/z.md", "---\ntitle: Z\nincubator: zone\n---\n");
        await using var api = await OpenAsync(SmallContent.Incubator("zone", "hidden: true\naddress: Ici"), startup);

        var incubators = await Given.JsonAsync(await api.GetAsync("/api/v2.7/incubators.json"));

        Assert.Equal("startups", Assert.Single(incubators.GetProperty("zone").EnumerateObject()).Name);
        Assert.Equal("z", Text(incubators.GetProperty("zone").GetProperty("startups")[0], "id"));
        Assert.DoesNotContain("zone", (await Given.JsonAsync(await api.GetAsync(Newest))).GetProperty("included").EnumerateArray().Select(one => Text(one, "id")));
    }

    [Fact]
    public async Task What_an_earlier_build_imported_is_shown_from_what_is_known_until_it_is_imported_again()
    {
        await using var api = await OpenAsync();
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.ExecuteAsync("UPDATE sources SET published = NULL"), CancellationToken.None);
        await using var earlier = new TestApi(("ConnectionStrings:Incubateurs", $"Data Source={Place(api)}"));

        var before = await AttributesAsync(earlier, "pix");
        var tag = await TagAsync(earlier);
        _ = await earlier.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", Fiche)]);

        Assert.Equal("construction 2020-01-01 2021-01-01, acceleration 2022-01-01 ", Phases(before));
        Assert.Equal(("partiellement conforme", "true"), (Text(before, "accessibility_status"), Text(before, "analyse_risques")));
        Assert.Equal("acceleration 2022-01-01 , construction 2020-01-01 2021-01-01", Phases(await AttributesAsync(earlier, "pix")));
        Assert.NotEqual(tag, await TagAsync(earlier));
    }

    private static async Task<TestApi> OpenAsync(params IEnumerable<Incubateurs.Exchange.Reading.ContentFile> more)
    {
        var api = new TestApi();
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", Fiche), .. more]);
        return api;
    }

    private static string Place(TestApi api) =>
        api.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["ConnectionStrings:Incubateurs"]!["Data Source=".Length..];

    private static async Task<string> TagAsync(TestApi api) => (await api.GetAsync(Newest)).Headers.ETag!.ToString();

    private static async Task<JsonElement> StartupAsync(TestApi api, string id, string address) =>
        (await Given.JsonAsync(await api.GetAsync(address))).GetProperty("data").EnumerateArray().Single(one => Text(one, "id") == id);

    private static async Task<JsonElement> AttributesAsync(TestApi api, string id, string address = Newest) =>
        (await StartupAsync(api, id, address)).GetProperty("attributes");

    private static async Task<IReadOnlyList<string?>> IdsAsync(TestApi api) =>
        [.. (await Given.JsonAsync(await api.GetAsync(Newest))).GetProperty("data").EnumerateArray().Select(one => Text(one, "id"))];

    // The single one, and the list.
    private static async Task<string> IncubatorsAsync(TestApi api, string id)
    {
        var relationships = (await StartupAsync(api, id, Newest)).GetProperty("relationships");
        var several = relationships.GetProperty("incubators").GetProperty("data").EnumerateArray().Select(one => Text(one, "id"));
        return $"{Text(relationships.GetProperty("incubator").GetProperty("data"), "id")} {string.Join(',', several)}";
    }

    private static string Phases(JsonElement attributes) =>
        string.Join(", ", attributes.GetProperty("phases").EnumerateArray().Select(one => $"{Text(one, "name")} {Text(one, "start")} {Text(one, "end")}"));

    private static string Events(JsonElement attributes) =>
        string.Join(", ", attributes.GetProperty("events").EnumerateArray().Select(one => $"{Text(one, "name")} {Text(one, "date")} {Text(one, "comment")}"));

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static async Task OkAsync(Task<HttpResponseMessage> writing)
    {
        var answer = await writing;
        Assert.True(answer.StatusCode < HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
    }
}
