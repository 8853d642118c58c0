using System.CommandLine;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Commands;

/// <summary>What of a person can go is gone from every file, to the byte, and what stood there is still told.</summary>
public sealed class EraseTests : IDisposable
{
    private const string Person = "prenom.nom@ailleurs.invalid";

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    private string Connection => $"Data Source={Path.Combine(folder, "a.db")}";

    [Fact]
    public async Task An_agent_goes_from_every_place_and_the_chain_holds()
    {
        await using var api = Open();
        using var agent = await api.AgentAsync(Person);
        using var other = await api.AgentAsync();
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "/v1/startups") { Content = JsonContent.Create(new { name = "A", pitch = $"De {Person}." }) };
        keyed.Headers.Add("Idempotency-Key", "k");
        var id = (await Given.JsonAsync(await agent.SendAsync(keyed), System.Net.HttpStatusCode.Created)).GetProperty("id").GetString();
        _ = await agent.GetAsync("/v1/me");
        var head = (await Given.JsonAsync(await other.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;
        Assert.True(Holds(Person));

        Assert.Equal(0, await EraseAsync("--agent", Person));

        Assert.False(Holds(Person));
        Assert.Equal(401, (int)(await agent.GetAsync("/v1/me")).StatusCode);
        var history = await Given.JsonAsync(await other.GetAsync($"/v1/startups/{id}/history"));
        Assert.False(history.GetProperty("items")[0].GetProperty("by").TryGetProperty("agent", out _));
        Assert.Contains(ErasedWordStore.Mark, (await Given.JsonAsync(await other.GetAsync($"/v1/startups/{id}"))).GetProperty("pitch").GetString()!, StringComparison.Ordinal);
        var rows = (await Given.JsonAsync(await other.GetAsync("/v1/accesses?limit=200"))).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(rows, row => row.GetProperty("route").GetString() == "erase");
        Assert.All(
            rows.Where(row => row.GetProperty("route").GetString() == "/v1/me" && row.GetProperty("status").GetInt32() == 200),
            row => Assert.EndsWith("T22:00:00.000Z", row.GetProperty("at").GetString(), StringComparison.Ordinal));
        var found = await api.Services.GetRequiredService<Database>().ReadAsync(tx => tx.CheckAccessesAsync(head), CancellationToken.None);
        Assert.Empty(found.Faults);
        Assert.Equal(1, await EraseAsync("--agent", Person));
    }

    [Fact]
    public async Task An_agent_of_an_earlier_build_goes_to_the_byte_too()
    {
        using var earlier = new EarlierBuild(EarlierBuild.Names.First());
        await using var api = earlier.Open();
        using var agent = api.CreateClient();
        agent.DefaultRequestHeaders.Add("Authorization", earlier.Then.Agent);
        var email = (await Given.JsonAsync(await agent.GetAsync("/v1/me"))).GetProperty("agent").GetString()!;
        Assert.True(api.IsInFiles(email));

        Assert.Equal(0, await new RootCommand { EraseCommand.Build() }
            .Parse(["erase", "--agent", email, $"--ConnectionStrings:Incubateurs={earlier.Connection}"]).InvokeAsync());

        Assert.False(api.IsInFiles(email));
    }

    [Fact]
    public async Task A_contact_goes_from_versions_sources_and_logs_and_the_next_import_does_not_bring_it_back()
    {
        await using var api = Open();
        using var agent = await api.AgentAsync();
        var checkout = Path.Combine(folder, "checkout");
        foreach (var part in (string[])["_startups", "_incubators", "_organisations"])
            _ = Directory.CreateDirectory(Path.Combine(checkout, part));
        await File.WriteAllTextAsync(Path.Combine(checkout, "_startups", "a.md"), $"""
            ---
            title: A
            mission: Écrire à {Person}, pour tous.
            contact: {Person}
            phases:
              - name: construction
                start: 2020-01-01
            ---
            Une question ? <{Person}>.
            """);
        Assert.Equal(0, (await Executable.RunAsync(folder, "import", checkout, $"--ConnectionStrings:Incubateurs={Connection}")).ExitCode);
        var handOver = await agent.HandOverAsync();
        _ = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync(
                $"/v1/hand-overs/{handOver}/candidacies",
                new { siret = Given.Siret, swornStatement = true, contact = Person.ToUpperInvariant() }),
            System.Net.HttpStatusCode.Created);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/v1/startups/a")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { themes = new[] { "Santé" } }), Encoding.UTF8, "application/merge-patch+json"),
        };
        patch.Headers.TryAddWithoutValidation("If-Match", "*");
        _ = await Given.JsonAsync(await agent.SendAsync(patch));
        Assert.True(Holds(Person));

        Assert.Equal(0, await EraseAsync("--contact", Person));

        Assert.False(Holds(Person));
        Assert.False(Holds(Person.ToUpperInvariant()));
        var startup = await Given.JsonAsync(await agent.GetAsync("/v1/startups/a"));
        Assert.False(startup.TryGetProperty("contact", out _));
        Assert.Equal($"Écrire à {ErasedWordStore.Mark}, pour tous.", startup.GetProperty("pitch").GetString());
        Assert.Contains("Santé", startup.GetProperty("themes").EnumerateArray().Select(theme => theme.GetString()));

        var (code, output) = await Executable.RunAsync(folder, "import", checkout, $"--ConnectionStrings:Incubateurs={Connection}");
        Assert.True(code == 0, output);
        Assert.False(Holds(Person));
        var again = await Given.JsonAsync(await agent.GetAsync("/v1/startups/a"));
        Assert.False(again.TryGetProperty("contact", out _));
        Assert.Equal(startup.GetProperty("description").GetString(), again.GetProperty("description").GetString());
        Assert.Equal(0, (await Executable.RunAsync(folder, "check", $"--ConnectionStrings:Incubateurs={Connection}")).ExitCode);
    }

    [Fact]
    public async Task Words_go_from_whatever_somebody_wrote_and_from_the_search()
    {
        const string Words = "Martine \"Dupont\" d'Évreux";
        await using var api = Open();
        using var agent = await api.AgentAsync();
        using var keyed = new HttpRequestMessage(HttpMethod.Post, "/v1/startups")
        {
            Content = JsonContent.Create(new { id = "service-a", name = $"Service de {Words}", pitch = $"Par {Words}", description = $"# {Words}\n\nOui." }),
        };
        keyed.Headers.Add("Idempotency-Key", "k");
        var id = (await Given.JsonAsync(await agent.SendAsync(keyed), System.Net.HttpStatusCode.Created)).GetProperty("id").GetString();
        var review = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync($"/v1/startups/{id}/reviews", new { rating = 4, relation = "user", comment = Words }),
            System.Net.HttpStatusCode.Created);
        Assert.Equal(1, (await Given.JsonAsync(await api.GetAsync("/v1/startups?q=dupont"))).GetProperty("total").GetInt32());

        Assert.Equal(0, await EraseAsync("--words", Words));

        foreach (var spelled in (string[])[Words, "Martine \\\"Dupont", "Dupont", "dupont"])
            Assert.False(Holds(spelled), spelled);
        Assert.Equal(0, (await Given.JsonAsync(await api.GetAsync("/v1/startups?q=dupont"))).GetProperty("total").GetInt32());
        Assert.Equal($"Service de {ErasedWordStore.Mark}", (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{id}"))).GetProperty("name").GetString());
        var reviews = await Given.JsonAsync(await api.GetAsync($"/v1/startups/{id}/reviews"));
        Assert.Equal(ErasedWordStore.Mark, reviews.GetProperty("items")[0].GetProperty("comment").GetString());

        Assert.Equal(0, await EraseAsync("--review", review.GetProperty("id").GetString()!));
        Assert.Equal(1, await EraseAsync("--review", review.GetProperty("id").GetString()!));
        Assert.Equal(1, await EraseAsync("--words", "abc"));
        var versions = api.Services.GetRequiredService<Database>().Versions();
        Assert.Equal(1, await EraseAsync("--words", "never written"));
        Assert.Equal(versions, api.Services.GetRequiredService<Database>().Versions());
        Assert.Equal(1, await EraseAsync("--report", "absent"));
        Assert.Equal(1, await EraseAsync());
    }

    [Fact]
    public async Task Every_column_of_texts_is_known_to_hold_what_somebody_wrote_or_nothing_of_it()
    {
        using var database = new TestDatabase();
        var columns = await database.ReadAsync(tx => tx.QueryAsync<string>("""
            SELECT m.name || '.' || c.name
              FROM sqlite_master m
              JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table'
               AND c.type = 'TEXT'
               AND m.name NOT LIKE 'search_words%'
            """));
        var written = ErasedWordStore.Written.SelectMany(table => table.Columns.Select(column => $"{table.Table}.{column}")).ToList();

        // Ids, codes, days, instants, hashes and SIRETs; what is derived; what stands in the access log.
        string[] others =
        [
            "id", "_id", "_on", "_at", "_day", "day", "at", "hash", "seal", "kind", "status", "code", "siret", "name_key", "key", "salt",
        ];
        var unknown = columns.Except(written).Where(column =>
            !column.StartsWith("accesses", StringComparison.Ordinal)
            && !others.Any(end => column.EndsWith(end, StringComparison.Ordinal)));

        Assert.Equal(
            [
                "agents.email", "agents.secret", "changes.subject", "changes.type", "committees.decision", "committees.funded_until",
                "controls.source", "controls.verdict", "feed.phase", "feed.resource", "feed.type", "hand_overs.model", "idempotent_answers.caller", "idempotent_answers.etag",
                "idempotent_answers.fingerprint", "idempotent_answers.location", "keys.prefix", "migrations.name",
                "pending_controls.not_before", "phases.former_names", "phases.label_en", "phases.label_fr", "reports.reason",
                "review_authors.author", "review_authors.network", "reviews.counted_until", "reviews.relation", "secrets.name",
                "secrets.value", "sources.file", "sources.origin", "spans.exit_phase", "spans.next_phase", "spans.phase", "spans.since",
                "startup_phases.phase", "startup_phases.recorded_end", "startup_versions.accessibility", "startup_versions.incubators",
                "startup_versions.sponsors", "stranger_writes.door", "stranger_writes.network", "stranger_writes.subject",
                "versions.instant", "webhook_attempts.error", "webhooks.disabled_reason", "webhooks.failing_since",
                "webhooks.former_secret", "webhooks.former_until", "webhooks.incubators", "webhooks.lease_owner", "webhooks.lease_until", "webhooks.phases", "webhooks.secret",
                "webhooks.startups", "webhooks.types", "withdrawals.cause", "withdrawals.merged_into",
            ],
            unknown.Order(StringComparer.Ordinal));
        Assert.Empty(written.Except(columns));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private TestApi Open() => new(("ConnectionStrings:Incubateurs", Connection));

    private Task<int> EraseAsync(params string[] options) =>
        new RootCommand { EraseCommand.Build() }.Parse(["erase", .. options, $"--ConnectionStrings:Incubateurs={Connection}"]).InvokeAsync();

    // The file itself, its log and its index, while it is being served.
    private bool Holds(string text) => Directory.GetFiles(folder, "a.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });
}
