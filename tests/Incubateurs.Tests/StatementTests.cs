using System.Net;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests;

/// <summary>
/// An answer is read in a fixed number of statements, however much it shows (DESIGN §5): each may be a round trip. Every read of
/// the contract is asked, bare, as it was known and with each of its filters, of few things and of many.
/// </summary>
public sealed class StatementTests
{
    private const int Few = 5;
    private const int Many = 61;
    private const string Past = "2026-08-20T10:30:00Z";

    // What is the same, however much there is.
    private static readonly string[] Fixed =
    [
        "ReadMe", "ReadStatus", "ListPhases", "ListAudiences", "ListDomains", "ReadPhase", "ReadStartupPhase", "ReadAdministration", "ReadIncubator", "ReadCandidacy",
        "ReadStartupTableSchema", "ReadHandOverTableSchema", "ReadAdministrationTableSchema", "ReadAccessSeal", "ReadWithdrawal", "ReadWebhook", "ReadQuality", "ReadFlow", "ReadDurations", "DrawFlow", "DrawDurations",
    ];

    [Fact]
    public async Task Every_answer_takes_as_many_statements_for_many_as_for_few()
    {
        var few = await CountsAsync(Few);
        var many = await CountsAsync(Many);

        Assert.Equal(few.Keys, many.Keys);
        Assert.All(few.Values, read => Assert.True(read.Asked > 0));
        var lines = few.Select(read => (read.Value.Asked, Then: many[read.Key].Asked, read.Key)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', lines.Select(line => $"{line.Asked} {line.Then} {line.Key}")));
        Assert.Equal([], lines.Where(line => line.Asked != line.Then));

        // What was asked bare showed more of the many, or else is known to be the same.
        Assert.Equal(
            [], few.Keys.Where(name => IsBare(name) && few[name].Length >= many[name].Length).Except(Fixed));
    }

    [Fact]
    public async Task An_export_asks_again_for_every_two_hundred()
    {
        const int chunk = 200;
        await using var api = new TestApi();
        await api.ImportAsync(
            Enumerable.Range(0, (2 * chunk) + 1).Select(i => SmallPortfolio.Fiche($"s-{i}", "[dinum]", "construction 2024-01-01")));
        var statements = new Statements(api);

        foreach (var address in (string[])["/v1/startups.csv", "/v1/startups.ndjson"])
        {
            var (response, asked) = await statements.OfAsync(() => api.GetAsync(address));

            Assert.True((await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n').Length > 2 * chunk);
            Assert.True(asked.GroupBy(text => text).All(text => text.Count() <= 3), string.Join("\n\n", asked));
            Assert.InRange(asked.Count, 3, 11);
        }
    }

    [Fact]
    public async Task A_search_takes_as_many_statements_whatever_ranks_fill_the_page()
    {
        await using var api = new TestApi();
        const int found = 3 * SearchStore.Few / 2;
        await api.ImportAsync(Enumerable.Range(0, found).Select(i => SmallContent.Text($"_startups/s-{i}.md", $"""
            ---
            title: {(i % 3 == 0 ? "Barrage" : "Service")} {i}
            mission: {(i % 3 == 1 ? "Un barrage" : "Un texte")} court.
            incubator: dinum
            {Imported.PhaseLines(("construction", "2024-01-01", ""))}
            ---
            {(i % 3 == 2 ? "Un barrage." : "Un texte.")}
            """)));
        var statements = new Statements(api);
        List<int> counts = [];
        foreach (var limit in (int[])[2, 200])
        {
            await ForgetAsync(api);
            var (response, asked) = await statements.OfAsync(() => api.GetAsync($"/v1/startups?q=barrage&limit={limit}"));
            var page = await Given.JsonAsync(response);

            Assert.Equal((found, limit), (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()));
            counts.Add(asked.Count);
        }

        Assert.Equal(counts[0], counts[1]);
    }

    private static async Task<Dictionary<string, (int Asked, int Length)>> CountsAsync(int count)
    {
        await using var api = new TestApi();
        await ManyOfEach.FillAsync(api, count);
        api.Time.Advance(TimeSpan.FromHours(1));
        var contract = await ContractOf.ServedAsync(api);
        var statements = new Statements(api);
        var agent = await api.AgentAsync();
        var phase = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{ManyOfEach.Startup}/phases")))
            .GetProperty("items")[0].GetProperty("id").GetString()!;
        Dictionary<string, (int, int)> counts = [];
        // A stream sends the pages of ListChanges, and does not end.
        var reads = contract.Operations.Where(operation => operation is { Method: "get", Id: not "StreamChanges" });
        foreach (var (name, address) in reads.SelectMany(operation => Asked(operation, count, phase)))
        {
            await ForgetAsync(api);
            var (response, asked) = await statements.OfAsync(() => agent.GetAsync(address));
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {await response.Content.ReadAsStringAsync()}");
            counts.Add(name, (asked.Count, (await response.Content.ReadAsByteArrayAsync()).Length));
        }

        return counts;
    }

    /// <summary>The requests of an operation under names that are the same for any portfolio.</summary>
    private static IEnumerable<(string Name, string Address)> Asked(Operation operation, int count, string phase)
    {
        var parameters = operation.Parameters.ToDictionary(parameter => parameter.GetProperty("name").GetString()!);
        var address = "/v1" + operation.Path
            .Replace("{id}", Subject(operation, count), StringComparison.Ordinal)
            .Replace("{phaseId}", phase, StringComparison.Ordinal)
            .Replace("{code}", operation.Id == "ListQualityStartups" ? "no_recent_committee" : "construction", StringComparison.Ordinal);
        var bare = parameters.ContainsKey("limit") ? $"{address}?limit=200" : address;
        yield return (operation.Id, bare);
        if (parameters.ContainsKey("knownAt"))
            yield return ($"{operation.Id} knownAt", With("knownAt", Past));
        foreach (var (name, parameter) in parameters.Where(parameter => parameter.Value.GetProperty("in").GetString() == "query"))
            foreach (var value in Values(operation, name, parameter))
                yield return ($"{operation.Id} {name}={value}", With(name, value));

        string With(string name, string value) => $"{bare}{(bare == address ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
    }

    private static bool IsBare(string name) => !name.Contains(' ', StringComparison.Ordinal);

    private static string Subject(Operation operation, int count) => operation.Path.Split('/')[1] switch
    {
        "startups" when operation.Id == "ListHistory" => ManyOfEach.Renamed(count),
        "startups" when operation.Id == "ReadWithdrawal" => ManyOfEach.Withdrawn,
        "startups" => ManyOfEach.Startup,
        "hand-overs" => ManyOfEach.HandOver,
        "candidacies" => ManyOfEach.Candidacy,
        "administrations" => "administration-0",
        "incubators" => "incubator-0",
        "webhooks" => ManyOfEach.Webhook,
        _ => "",
    };

    private static IEnumerable<string> Values(Operation operation, string name, JsonElement parameter) => name switch
    {
        "limit" or "cursor" or "fields" or "knownAt" => [],
        "after" or "wait" => ["0"],
        "q" => ["service", "texte", "description"],
        "incubator" => ["incubator-0"],
        "sponsor" or "host" or "administration" => ["administration-0"],
        "domain" => ["travail"],
        "siret" => [Given.Siret],
        "kind" => ["autre"],
        "theme" => ["eau"],
        "audience" => ["particulier"],
        "technology" => ["c#"],
        "startup" or "id" => [ManyOfEach.Startup],
        "modifiedSince" => ["2020-01-01T00:00:00Z"],
        "since" when operation.Id == "ListChanges" => ["2020-01-01T00:00:00Z"],
        "agent" => ["camille@dinum.example"],
        "resource" => ["/v1/me"],
        "asOf" => ["2026-08-19"],
        "overdue" or "nationalImpact" or "withdrawn" => ["true"],
        "from" when operation.Id == "ReadAccessSeal" => [new string('0', 64)],
        "from" or "to" when operation.Id == "ListAccesses" => ["2026-08-20T10:00:00Z"],
        "from" or "to" when operation.Id is "ReadFlow" or "DrawFlow" => [name == "from" ? "2020" : "2026"],
        "enteredFrom" or "exitedFrom" => ["2019-01-01"],
        "enteredTo" or "exitedTo" => ["2026-01-01"],
        _ => Choices(parameter),
    };

    private static IEnumerable<string> Choices(JsonElement parameter)
    {
        var schema = parameter.GetProperty("schema");
        schema = schema.TryGetProperty("items", out var items) ? items : schema;
        Assert.True(schema.TryGetProperty("enum", out var choices), $"What shall be asked of {parameter.GetProperty("name")}?");
        return choices.EnumerateArray().Select(choice => choice.GetString()!);
    }

    /// <summary>Nothing that an earlier request read is still right, and no access waits.</summary>
    private static async Task ForgetAsync(TestApi api)
    {
        await api.Services.GetRequiredService<AccessLog>().FlushAsync();
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            tx =>
            {
                tx.Raise(Areas.All | Areas.Removals);
                return Task.FromResult(true);
            },
            CancellationToken.None);
    }
}
