using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Changes;
using Incubateurs.Tests.Conventions;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Changes;

/// <summary>Every type of change is catalogued: in the documentation, at its address, in the document; and no other is written.</summary>
public sealed class ChangeTypeTests
{
    // A signal within a transaction, which no log holds.
    private const string Signal = "administration.domain";

    private static readonly string[] Resources =
    [
        "startup", "phase", "committee", "benefit", "handOver", "host", "secondment", "adaptation", "cost", "followUp", "review", "report",
        "incubator", "administration",
    ];

    [Fact]
    public void A_type_is_a_resource_and_a_verb_in_both_languages_with_members_that_are_described()
    {
        var members = Member<ChangedMembers>.All.Select(member => member.Name).ToHashSet();

        Assert.Distinct(ChangeTypes.All.Select(type => type.Type));
        Assert.All(ChangeTypes.All, type =>
        {
            Assert.Contains(type.Type.Split('.')[0], Resources);
            Assert.Matches("^[a-z][A-Za-z]*\\.[a-z]+$", type.Type);
            Assert.EndsWith(".", type.Meaning.Fr, StringComparison.Ordinal);
            Assert.EndsWith(".", type.Meaning.En, StringComparison.Ordinal);
            Assert.Subset(members, type.Members.ToHashSet());
        });
        Assert.Equal([], members.Except(ChangeTypes.All.SelectMany(type => type.Members)));
    }

    [Fact]
    public void What_the_sources_write_is_in_the_catalogue_and_the_catalogue_in_the_sources()
    {
        var written = Sources.Application.Where(source => !source.Path.EndsWith("/ChangeTypes.cs", StringComparison.Ordinal))
            .SelectMany(source => Regex
                .Matches(source.Text, $"\"((?:{string.Join('|', Resources)})\\.[a-z][A-Za-z]*)\"").AsEnumerable())
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        var made = Sources.Application.SelectMany(source => Regex.Matches(source.Text, "\\$\"\\{kind\\}\\.([a-z]+)\"").AsEnumerable())
            .SelectMany(match => (string[])[$"incubator.{match.Groups[1].Value}", $"administration.{match.Groups[1].Value}"])
            .ToHashSet();
        var columns = Sources.Application.Where(source => source.Path.EndsWith("Csv.cs", StringComparison.Ordinal)
            || source.Path.EndsWith("HandOverRow.cs", StringComparison.Ordinal))
            .SelectMany(source => Regex.Matches(source.Text, "new\\(\"([A-Za-z.]+)\"").AsEnumerable())
            .Select(match => match.Groups[1].Value);

        Assert.Equal(
            ChangeTypes.All.Select(type => type.Type),
            written.Except(columns).Except([Signal]).Union(made).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_history_says_is_what_its_type_may_say()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var startup = (await agent.HandOverOfAsync(handOver)).GetProperty("startup").GetProperty("id").GetString()!;
        await WalkAsync(agent, startup, handOver);

        List<string> types = [];
        foreach (var id in (string[])[startup, "exemple", "exemple-retire", "pix"])
            foreach (var item in await ItemsAsync(agent, $"/v1/startups/{id}/history?limit=200"))
            {
                var type = item.GetProperty("type").GetString()!;
                types.Add(type);
                foreach (var side in (string[])["before", "after"])
                    if (item.TryGetProperty(side, out var members))
                        Assert.Subset(
                            ChangeTypes.Find(type)!.Members.ToHashSet(),
                            members.EnumerateObject().Select(member => member.Name).ToHashSet());
            }

        Assert.Superset(
            new HashSet<string>(
            [
                "startup.registered", "startup.described", "phase.added", "phase.corrected", "phase.withdrawn", "committee.held",
                "benefit.observed", "handOver.opened", "handOver.described", "host.retained", "handOver.controlled", "handOver.reopened",
                "secondment.added", "adaptation.set", "cost.set", "handOver.completed", "followUp.added", "report.resolved",
                "review.moderated", "report.moderated",
            ]),
            types.ToHashSet());
    }

    [Fact]
    public async Task Of_a_control_nothing_is_public_but_that_the_hand_over_reopened_and_a_reason_is_what_somebody_wrote()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var startup = (await agent.HandOverOfAsync(handOver)).GetProperty("startup").GetProperty("id").GetString()!;
        var (candidacy, secret) = await api.CreateClient().CandidacyAsync(handOver);
        _ = await Given.JsonAsync(await agent.RetainAsync(handOver, candidacy));
        foreach (var verdict in (string[])["confirmed", "notConfirmed"])
            _ = await PostAsync(agent, $"/v1/candidacies/{candidacy}/controls", new { verdict });
        _ = await Given.JsonAsync(await agent.RetainAsync(handOver, candidacy));
        Assert.Equal(HttpStatusCode.NoContent, (await api.Candidate(secret).DeleteAsync($"/v1/candidacies/{candidacy}")).StatusCode);

        var items = await ItemsAsync(api.CreateClient(), $"/v1/startups/{startup}/history");
        Assert.Equal(
            ["handOver.reopened", "host.retained", "handOver.reopened", "host.retained", "handOver.opened"],
            items.Select(item => item.GetProperty("type").GetString()).SkipLast(1));
        Assert.All(items.SkipLast(1), item =>
        {
            Assert.Equal(handOver, item.GetProperty("handOver").GetString());
            Assert.False(item.TryGetProperty("reason", out _));
        });
        Assert.DoesNotContain("onfirmed", string.Concat(items.Select(item => item.GetRawText())), StringComparison.Ordinal);
        var seen = await ItemsAsync(agent, $"/v1/startups/{startup}/history");
        Assert.Equal(2, seen.Count(item => item.GetProperty("type").GetString() == "handOver.controlled"));
        Assert.Equal(
            items.Count,
            (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/history"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Each_has_its_address_for_people_and_for_programs()
    {
        await using var api = new TestApi();

        var all = await Given.JsonAsync(await api.GetAsync("/changes"));
        var one = await api.GetAsync("/changes/phase.added", ("Accept-Language", "en"));
        var page = await api.GetAsync("/changes", ("Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"));
        var types = (await TestApi.JsonAsync(await api.GetAsync("/v1/openapi.json"))).GetProperty("components").GetProperty("schemas")
            .GetProperty("HistoryItem").GetProperty("properties").GetProperty("type").GetProperty("x-extensible-enum");

        Assert.Equal(
            """{"type":"phase.added","meaning":"An agent wrote a phase.","members":["id","phase","startsOn","reason"]}""",
            await one.Content.ReadAsStringAsync());
        Assert.Equal(["en"], one.Content.Headers.ContentLanguage);
        Assert.Equal(
            ChangeTypes.All.Select(type => type.Type), all.GetProperty("items").EnumerateArray().Select(type => type.GetProperty("type").GetString()));
        Assert.Equal(ChangeTypes.All.Select(type => type.Type), types.EnumerateArray().Select(type => type.GetString()));
        Assert.Contains("id=\"startup.withdrawn\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/changes/phase.eaten")).StatusCode);
    }

    [Fact]
    public async Task The_page_of_types_in_docs_is_the_catalogue()
    {
        var page = Path.Combine(Repository.Root, "docs", "CHANGE-TYPES.md");

        // The page is written anew with INCUBATEURS_WRITE=1 in the environment.
        if (Environment.GetEnvironmentVariable("INCUBATEURS_WRITE") == "1")
            await File.WriteAllTextAsync(page, Catalogue());

        Assert.Equal(Catalogue(), await File.ReadAllTextAsync(page));
    }

    private static string Catalogue()
    {
        var text = new StringBuilder("""
            # Types of changes

            What the log of changes holds, and `/v1/startups/{id}/history` shows: a resource and a verb. Types are stable. The feed,
            `/v1/changes`, has the same, but for `handOver.controlled` and the moderation of what strangers write. `before` and `after` say of a thing what the change is about, of the members that stand here; the schema `ChangedMembers` of the document
            describes each. The same catalogue is on the server, `/changes`.

            | type | when | `before`, `after` |
            |---|---|---|

            """);
        foreach (var type in ChangeTypes.All)
            _ = text.Append(
                $"| `{type.Type}` | {type.Meaning.Fr}<br>{type.Meaning.En} | {string.Join(", ", type.Members.Select(name => $"`{name}`"))} |\n");
        return text.ToString();
    }

    private static async Task WalkAsync(HttpClient agent, string startup, string handOver)
    {
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{startup}", new
        {
            pitch = "Autre.",
            riskAnalysis = new { done = true },
            events = new[] { new { name = "product_launch", on = "2025-01-01" } },
        }));
        var phase = await PostAsync(agent, $"/v1/startups/{startup}/phases", new { phase = "construction", startsOn = "2024-01-08" });
        _ = await Given.JsonAsync(await agent.MergeAsync(
            $"/v1/startups/{startup}/phases/{phase}", new { startsOn = "2024-01-15", reason = "mal lu" }));
        Assert.Equal(
            HttpStatusCode.NoContent, (await agent.DeleteAsync($"/v1/startups/{startup}/phases/{phase}?reason=non")).StatusCode);
        _ = await PostAsync(agent, $"/v1/startups/{startup}/committees", new { heldOn = "2025-01-08", decision = "continue" });
        _ = await PostAsync(agent, $"/v1/startups/{startup}/benefits", new
        {
            observedOn = "2025-01-08",
            statement = "Plus vite.",
            audience = "Agents",
            volunteers = 3,
            url = "https://example.org/",
        });
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/hand-overs/{handOver}", new { preferredScenario = "A", reason = "b" }));
        var (candidacy, _) = await agent.CandidacyAsync(handOver);
        foreach (var verdict in (string[])["notConfirmed", "confirmed"])
        {
            _ = await Given.JsonAsync(await agent.RetainAsync(handOver, candidacy));
            _ = await PostAsync(agent, $"/v1/candidacies/{candidacy}/controls", new { verdict });
        }

        _ = await PostAsync(
            agent, $"/v1/hand-overs/{handOver}/secondments", new { function = "dev", from = "2026-01-01", to = "2026-08-01", fullTimeShare = 1 });
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/hand-overs/{handOver}/adaptations/domain-name", new { status = "done", evidenceUrl = "https://example.org/" }));
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/hand-overs/{handOver}/cost", new { incubationPerYear = 4, marginalPerYear = 1 }));
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync(
            $"/v1/hand-overs/{handOver}/completion", new { effectiveOn = "2026-08-20", justification = "c" }));
        _ = await PostAsync(
            agent, $"/v1/hand-overs/{handOver}/follow-ups", new { observedOn = "2026-08-20", signals = new { }, outcome = "inService" });
        var review = await PostAsync(agent, $"/v1/startups/{startup}/reviews", new { rating = 1, relation = "user", comment = "Non." });
        _ = await Given.JsonAsync(await agent.PutAsJsonAsync($"/v1/reviews/{review}/moderation", new { hidden = true, reason = "d" }));
        var report = await PostAsync(agent, $"/v1/startups/{startup}/reports", new { reason = "other", message = "Quoi." });
        _ = await Given.JsonAsync(await agent.PutAsJsonAsync($"/v1/reports/{report}/resolution", new { status = "resolved", reason = "e" }));
        _ = await Given.JsonAsync(await agent.PutAsJsonAsync($"/v1/reports/{report}/moderation", new { hidden = true, reason = "f", erase = true }));
    }

    private static async Task<string?> PostAsync(HttpClient agent, string address, object body)
    {
        var made = await Given.JsonAsync(await agent.PostAsJsonAsync(address, body), HttpStatusCode.Created);
        return made.TryGetProperty("id", out var id) ? id.GetString() : null;
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, string address) =>
        [.. (await Given.JsonAsync(await client.GetAsync(address))).GetProperty("items").EnumerateArray()];
}
