using System.Net;
using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>
/// Random histories: files that are edited, renamed, inherited from by two, deleted and back, with keys twice and incubators that
/// cannot be read, and agents who write in between. After each import the portfolio is that of a fresh import of the last folder;
/// what was answered before is answered again with its <c>knownAt</c>.
/// </summary>
public sealed class ImportHistoryPropertyTests
{
    private const int Imports = 7;
    private const string Day = "2026-08-20";

    private static readonly string[] Codes = ["investigation", "construction", "acceleration", "consolidation", "transfere", "abandon"];

    private static readonly string[] Figures =
    [
        $"/v1/facets?asOf={Day}", "/v1/facets?asOf=2024-06-30", $"/v1/flow?asOf={Day}", $"/v1/flow/stock?asOf={Day}",
        $"/v1/flow/incubations?asOf={Day}", $"/v1/flow/durations?asOf={Day}", $"/v1/flow/stock?asOf={Day}&domain=travail",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task After_any_history_the_portfolio_is_that_of_a_fresh_import_and_the_past_is_answered_again(int seed)
    {
#pragma warning disable CA5394 // The same seed must give the same history.
        var random = new Random(seed);
#pragma warning restore CA5394
        var folder = new Folder(random);
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        List<(string KnownAt, string Answers)> past = [];
        for (var import = 0; import < Imports; import++)
        {
            folder.Change();
            var files = folder.Files();

            _ = await api.ImportWholeAsync(files);
            await WriteAsync(agent, import);

            await using var fresh = new TestApi();
            using var other = await fresh.AgentAsync();
            _ = await fresh.ImportWholeAsync(files);
            Assert.Equal(await PortfolioAsync(fresh, folder.Broken), await PortfolioAsync(api, folder.Broken));

            api.Time.Advance(TimeSpan.FromMinutes(1));
            past.Add(($"{api.Time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}", await RawAsync(api, null)));
            api.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(past, one => Assert.NotEmpty(one.Answers));
        foreach (var (knownAt, answers) in past)
            Assert.Equal(answers, await RawAsync(api, knownAt));
    }

    // An agent registers one, takes it back, and brings back and takes back again that of the time before.
    private static async Task WriteAsync(HttpClient agent, int import)
    {
        var id = await agent.StartupAsync($"Agent {import}");
        if (import > 0)
            Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"/v1/startups/agent-{import - 1}/withdrawal")).StatusCode);
        foreach (var mine in (string[])[id, $"agent-{Math.Max(0, import - 1)}"])
            Assert.Equal(
                HttpStatusCode.OK,
                (await agent.ChangeAsync(HttpMethod.Put, $"/v1/startups/{mine}/withdrawal", new { reason = $"Essai {import}." }))
                    .StatusCode);
    }

    // Names of incubators whose file could never be read differ, and versions; one that nothing names is known to the portfolio that
    // could read it once. Everything else is the same.
    private static async Task<string> PortfolioAsync(TestApi api, IReadOnlySet<string> broken)
    {
        List<string> lines = [];
        foreach (var day in (string[])[Day, "2024-06-30"])
        {
            var page = await Given.JsonAsync(await api.GetAsync($"/v1/startups?limit=200&asOf={day}"));
            lines.Add($"{page.GetProperty("total")} on {day}");
            foreach (var item in page.GetProperty("items").EnumerateArray())
                lines.Add(string.Join(' ', item.EnumerateObject().Where(member => member.Name is not ("version" or "modifiedAt"))
                    .Select(member => member.Name is "incubators" or "sponsors"
                        ? string.Join(',', member.Value.EnumerateArray().Select(one => one.GetProperty("id").GetString()))
                        : member.ToString())));
        }

        foreach (var address in Figures)
            lines.Add(Timeless(await (await api.GetAsync(address)).Content.ReadAsStringAsync()));
        foreach (var kind in (string[])["incubators", "administrations"])
            lines.AddRange(
                (await Given.JsonAsync(await api.GetAsync($"/v1/{kind}?limit=200"))).GetProperty("items").EnumerateArray()
                    .Select(item => item.GetProperty("id").GetString()!).Except(broken).Order(StringComparer.Ordinal));
        return string.Join('\n', lines);
    }

    private static async Task<string> RawAsync(TestApi api, string? knownAt)
    {
        List<string> answers = [];
        foreach (var address in Figures.Append($"/v1/startups?limit=200&asOf={Day}"))
        {
            var response = await api.GetAsync(knownAt is null ? address : $"{address}&knownAt={knownAt}");
            Assert.Equal((address, HttpStatusCode.OK), (address, response.StatusCode));
            answers.Add(Timeless(await response.Content.ReadAsStringAsync()));
        }

        return string.Join('\n', answers);
    }

    // Figures say up to when they know, and by which name they call an incubator.
    private static string Timeless(string text) =>
        Regex.Replace(Regex.Replace(text, "\"knownAt\":\"[^\"]*\"", ""), "\"name\":\"(Incubator )?inc-", "\"name\":\"inc-");

#pragma warning disable CA5394 // The same seed must give the same history.
    /// <summary>A folder that changes.</summary>
    private sealed class Folder(Random random)
    {
        private readonly SortedDictionary<string, Fiche> startups = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Fiche> gone = [];
        private readonly HashSet<int> broken = [];
        private int made;

        public IReadOnlySet<string> Broken => broken.Select(i => $"inc-{i}").ToHashSet();

        public void Change()
        {
            while (startups.Count < 5)
                startups[$"s{made++}"] = NewFiche();
            for (var change = random.Next(1, 5); change > 0; change--)
                Once();
            broken.Clear();
            if (random.Next(3) == 0)
                _ = broken.Add(random.Next(3));
        }

        public IReadOnlyList<ContentFile> Files() =>
        [
            SmallContent.Organisation("dinum", "Direction du numérique", "DINUM"),
            .. Enumerable.Range(0, 3).Select(i => broken.Contains(i)
                ? SmallContent.Text($"_incubators/inc-{i}.md", "---\ntitle: [\n---\n")
                : SmallContent.Incubator($"inc-{i}")),
            .. startups.Select(pair => pair.Value.File(pair.Key)),
        ];

        private void Once()
        {
            var id = startups.Keys.ElementAt(random.Next(startups.Count));
            var fiche = startups[id];
            switch (random.Next(6))
            {
                case 0:
                    startups[id] = NewFiche() with { Former = fiche.Former };
                    break;
                case 1 when startups.Count > 2:
                    gone[id] = fiche;
                    _ = startups.Remove(id);
                    break;
                case 2 when gone.Count > 0:
                    var back = gone.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(gone.Count));
                    startups[back] = gone[back];
                    _ = gone.Remove(back);
                    break;
                case 3:
                    _ = startups.Remove(id);
                    startups[$"s{made++}"] = fiche with { Former = [.. fiche.Former, id] };
                    break;
                case 4:
                    _ = startups.Remove(id);
                    startups[$"s{made++}"] = fiche with { Former = [id] };
                    startups[$"s{made++}"] = fiche with { Former = [id], Pitch = "the other" };
                    break;
                default:
                    startups[id] = fiche with { IsTwice = !fiche.IsTwice };
                    break;
            }
        }

        private Fiche NewFiche() => new(
            $"pitch {random.Next(100)}",
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(3)).Distinct()],
            [
                .. Enumerable.Range(0, random.Next(0, 4))
                    .Select(i => (Codes[random.Next(Codes.Length)], $"{2021 + i + random.Next(2)}-0{random.Next(1, 9)}-01")).Distinct(),
            ],
            [],
            IsTwice: false);
    }
#pragma warning restore CA5394

    private sealed record Fiche(
        string Pitch,
        IReadOnlyList<int> Incubators,
        IReadOnlyList<(string Phase, string Start)> Phases,
        IReadOnlyList<string> Former,
        bool IsTwice)
    {
        public ContentFile File(string id) => SmallContent.Text($"_startups/{id}.md", $"""
            ---
            title: {id}
            {(IsTwice ? "mission: another\n" : "")}mission: {Pitch}
            incubators: [{string.Join(", ", Incubators.Select(i => $"inc-{i}"))}]
            sponsors: [/organisations/dinum]
            thematiques: [{Pitch}]
            {(Former.Count == 0 ? "" : $"redirect_from: [{string.Join(", ", Former.Select(former => $"/startups/{former}"))}]")}
            {(Phases.Count == 0 ? "" : Imported.PhaseLines(Phases.Select(phase => (phase.Phase, phase.Start, ""))))}
            ---
            """);
    }
}
