using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Listing;

/// <summary>
/// Whoever follows <c>next</c> meets each startup that matches throughout and is not itself changed exactly once, whatever is
/// written meanwhile: added, renamed, moved to another phase.
/// </summary>
public sealed class PagingTests
{
    private static readonly string[] Sorts =
        ["", "name", "-name", "modifiedAt", "-modifiedAt", "enteredOn", "-enteredOn", "phaseSince", "-phaseSince"];

    private static readonly string[] Filters =
    [
        "", "q=service", "q=logement", "status=incubating", "status=incubating&status=planned", "phase=acceleration", "phase=acceleration&phase=transfer",
        "incubator=dinum", "incubator=dinum&incubator=ign", "sponsor=dinum", "sponsor=dinum&sponsor=ign", "domain=travail",
        "theme=logement", "audience=particulier", "technology=c%23", "enteredFrom=2020-01-01", "enteredTo=2026-01-01", "overdue=true", "overdue=false",
        "nationalImpact=true", "nationalImpact=false", "asOf=2026-08-01", "knownAt=2026-08-20T10:00:00Z", "incubator=dinum&theme=logement&q=service",
    ];

    [Fact]
    public async Task Every_filter_and_every_order_yields_each_one_once_while_others_are_written()
    {
        await using var api = await SmallPortfolio.OpenAsync(Enumerable.Range(0, 48).Select(Fiche));
        using var agent = await api.AgentAsync();
        var writer = new Writer(agent);

        foreach (var filter in Filters)
            foreach (
                var sort in filter.Length == 0 || filter.StartsWith("q=", StringComparison.Ordinal) ? Sorts : Sorts[..1].Append(Sorts[^1]))
                await FollowAsync(
                    api,
                    string.Join('&', new[] { filter, sort.Length > 0 ? $"sort={sort}" : "" }.Where(part => part.Length > 0)),
                    writer.WriteAsync);
    }

    [Theory]
    [InlineData("exitedFrom=2025-01-01")]
    [InlineData("exitedTo=2026-01-01&sort=-phaseSince")]
    [InlineData("host=dinum")]
    [InlineData("host=dinum&sort=-modifiedAt")]
    public async Task Those_that_have_left_too(string query)
    {
        await using var api = await SmallPortfolio.OpenAsync(
            Enumerable.Range(0, 12).Select(
                i => SmallPortfolio.Fiche($"s-{i:00}", "[dinum]", "acceleration 2023-01-02", "transfere 2025-01-02")));
        using var agent = await api.AgentAsync();
        foreach (var i in Enumerable.Range(0, 12))
            await HandOverAsync(agent, $"s-{i:00}");
        var written = 0;

        await FollowAsync(api, query, async () => Assert.Equal(
            HttpStatusCode.OK,
            (await RenameAsync(agent, $"s-{(2 * written++ % 12) + 1:00}", $"Zoé {written}")).StatusCode));
    }

    [Fact]
    public async Task Also_while_many_write_at_the_same_time()
    {
        await using var api = await SmallPortfolio.OpenAsync(Enumerable.Range(0, 48).Select(Fiche));
        using var agent = await api.AgentAsync();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(async number =>
        {
            var writer = new Writer(agent, first: 1000 * number);
            while (!done.IsCancellationRequested)
                await writer.WriteAsync();
        }).ToList();

        foreach (
            var query in (string[])["", "sort=-modifiedAt", "sort=phaseSince", "status=incubating", "q=service", "incubator=dinum&sort=-name"])
            await FollowAsync(api, query, () => Task.CompletedTask);

        await done.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task Pages_go_on_past_midnight_as_of_the_first_ones_day()
    {
        await using var api = await SmallPortfolio.OpenAsync(
            Enumerable.Range(0, 9).Select(i => SmallPortfolio.Fiche($"s-{i}", "[dinum]", "acceleration 2024-01-01", "abandon 2026-08-21")));
        var first = await api.FiguresAsync("/v1/startups?status=incubating&limit=5");

        api.Time.Advance(TimeSpan.FromDays(1));
        var second = await api.FiguresAsync(first.GetProperty("next").GetString()!);

        Assert.Equal(4, second.GetProperty("items").GetArrayLength());
        Assert.Equal("abandon", second.GetProperty("items")[0].GetProperty("planned").GetProperty("code").GetString());
        Assert.Equal(0, (await api.FiguresAsync("/v1/startups?status=incubating")).GetProperty("total").GetInt32());
    }

    // Every other one is written to; names, entries and phases coincide, so that the id has to decide.
    private static ContentFile Fiche(int i)
    {
        var entry = new DateOnly(2020 + (i % 6), 1 + (i % 3), 1);
        var phases = i % 11 == 3
            ? ""
            : Imported.PhaseLines(
                ("investigation", Iso(entry), ""), (i % 8 < 5 ? "acceleration" : "consolidation", Iso(entry.AddMonths(6)), ""));
        return SmallContent.Text(
            $"_startups/{Id(i)}.md",
            $"""
            ---
            title: {(i % 3 == 1 ? "Le service des logements" : $"Nom {i % 7}")}
            mission: {(i % 3 == 0 ? "Un service" : "Un logement")} pour chacun
            incubator: {(i % 5 == 0 ? "ign" : "dinum")}
            sponsors: [/organisations/{(i % 6 == 1 ? "ign" : "dinum")}]
            thematiques: [{(i % 4 == 2 ? "Santé" : "Logement")}]
            usertypes: [particulier]
            techno: ['C#', SQLite]
            {(i % 4 < 2 ? "events: [{ name: national_impact, date: 2024-01-01 }]" : "stats: true")}
            {phases}
            ---
            Les logements et le service, {i}.
            """);
    }

    private static string Id(int i) => $"{(i % 2 == 0 ? "quiet" : "busy")}-{i:00}";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Follows <c>next</c> from the first page to the last, with a write between any two pages.</summary>
    private static async Task FollowAsync(TestApi api, string query, Func<Task> writeAsync)
    {
        var quiet = Quiet(await PageAsync(api, $"/v1/startups?limit=200{(query.Length > 0 ? "&" : "")}{query}"));
        List<string> met = [];
        List<int> totals = [];
        var pages = 0;
        for (var next = $"/v1/startups?limit=7{(query.Length > 0 ? "&" : "")}{query}"; next is not null; await writeAsync())
        {
            var page = await PageAsync(api, next);
            met.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            totals.Add(page.GetProperty("total").GetInt32());
            next = page.TryGetProperty("next", out var link) ? link.GetString() : null;
            Assert.True(++pages < 1000, $"{query}: no end.");
        }

        Assert.True(quiet.Count > 5, $"{query}: too few to page.");
        Assert.True(
            quiet.Order().SequenceEqual(met.Where(IsQuiet).Order()),
            $"{query}: {string.Join(' ', quiet.Except(met))} missing, {string.Join(' ', met.Where(IsQuiet).GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key))} twice.");
        Assert.Equal(quiet, met.Where(IsQuiet));
        Assert.Single(totals.Distinct());
    }

    private static async Task<JsonElement> PageAsync(TestApi api, string address) => await Given.JsonAsync(await api.GetAsync(address));

    private static IReadOnlyList<string> Quiet(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).Where(IsQuiet)];

    private static bool IsQuiet(string id) =>
        !id.StartsWith("busy", StringComparison.Ordinal) && !id.StartsWith("zoe", StringComparison.Ordinal)
        && (!id.StartsWith("s-", StringComparison.Ordinal) || int.Parse(id[2..], CultureInfo.InvariantCulture) % 2 == 0);

    private static Task<HttpResponseMessage> RenameAsync(HttpClient agent, string startup, string name)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/startups/{startup}")
        {
            Content = JsonContent.Create(new { name }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/merge-patch+json")),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return agent.SendAsync(request);
    }

    // Without any control, secondment or cost: its day is that of the phase that is there already.
    private static async Task HandOverAsync(HttpClient agent, string startup)
    {
        var handOver = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/hand-overs", new { model = "itDepartment" }), HttpStatusCode.Created);
        var address = $"/v1/hand-overs/{handOver.GetProperty("id").GetString()}";
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, $"{address}/host", new { administrationId = "dinum" }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"{address}/completion", new { effectiveOn = "2025-01-02", justification = "Saisi après coup." }));
    }

    /// <summary>Adds a startup, renames a busy one, moves a busy one to another phase, in turn; at last no more are added.</summary>
    private sealed class Writer(HttpClient agent, int first = 0)
    {
        private const int MostAdded = 30;

        private readonly int end = first + (3 * MostAdded);
        private int written = first;

        public async Task WriteAsync()
        {
            var n = written++;
            var busy = Id((2 * (n % 24)) + 1);
            using var response = (n % 3) switch
            {
                0 when n < end => await agent.PostAsJsonAsync(
                    "/v1/startups",
                    new
                    {
                        name = $"Zoé {(n % 2 == 0 ? "Nom 3" : "le service")} {n}",
                        pitch = "Un logement",
                        incubators = (string[])["dinum"],
                    }),
                0 or 1 => await RenameAsync(agent, busy, $"{"ANZ"[n / 3 % 3]} service {n}"),
                _ => await agent.PostAsJsonAsync(
                    $"/v1/startups/{busy}/phases",
                    new
                    {
                        phase = n % 2 == 0 ? "acceleration" : "transfere",
                        startsOn = Iso(new DateOnly(2021, 1, 1).AddDays(n % 2000)),
                        reason = "Essai.",
                    }),
            };
            Assert.True(
                response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict,
                $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }
}
