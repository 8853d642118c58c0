using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Incubation;

/// <summary>
/// Whatever agents write, in whatever order and however the clock goes, each answer for a day and an instant is that of a
/// model which replays the log from its beginning and knows nothing of spans, sequences or superseded rows.
/// </summary>
public sealed class TwoTimesPropertyTests
{
    private static readonly string[] Ranks =
        ["investigation", "construction", "acceleration", "consolidation", "opere", "transfere", "abandon-investigation", "abandon"];

    private static readonly string[] Kinds =
        ["incubating", "incubating", "incubating", "incubating", "operated", "handedOver", "stopped", "stopped"];

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task Every_answer_is_that_of_a_model_that_replays_the_log(int seed)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var random = new Random(seed);
        var registered = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "Vie", pitch = "p", startedOn = "2021-03-01" }),
            HttpStatusCode.Created);
        var first = registered.GetProperty("phases")[0].GetProperty("id").GetString()!;
        List<Entry> log = [new(await LastAtAsync(agent), first, new("investigation", "2021-03-01"))];
        var refused = 0;
        for (var i = 0; i < 40; i++)
        {
            Pass(api, random);
            refused += await StepAsync(agent, random, log) ? 0 : 1;
        }

        Assert.InRange(refused, 1, 35);
        Assert.Equal(log.Select(entry => entry.At).Order(StringComparer.Ordinal).Distinct(), log.Select(entry => entry.At));
        List<string> days =
        [
            "2012-01-01",
            .. log.Select(entry => entry.After?.StartsOn).OfType<string>().SelectMany(day => new[] { day, DayBefore(day) }).Distinct(),
        ];
        foreach (var (i, entry) in log.Index())
            foreach (var day in days.Where((_, j) => (i + j) % 4 == 0))
            {
                await AgreesAsync(api, log, day, entry.At);
                await AgreesAsync(api, log, day, Before(entry.At));
            }

        foreach (var day in days)
            await AgreesAsync(api, log, day, knownAt: null);
    }

    /// <summary>One random write; false when both the model and the service refuse it, with the same code.</summary>
    private static async Task<bool> StepAsync(HttpClient agent, Random random, List<Entry> log)
    {
        var now = Replay(log, until: null);
        var said = new Said(Ranks[random.Next(Ranks.Length)], new DateOnly(2020, 1, 1).AddDays(random.Next(365 * 9)).Text());
        if (now.Count > 0 && random.Next(4) == 0)
            said = random.Next(2) == 0
                ? said with { StartsOn = now.Values.ElementAt(random.Next(now.Count)).StartsOn }
                : now.Values.ElementAt(random.Next(now.Count));
        var reason = random.Next(2) == 0 ? "parce que" : null;
        var id = now.Count > 0 ? now.Keys.ElementAt(random.Next(now.Count)) : null;
        switch (random.Next(5))
        {
            case 0 when id is not null:
                Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync($"/v1/startups/vie/phases/{id}?reason=non")).StatusCode);
                log.Add(new(await LastAtAsync(agent), id, null));
                return true;
            case 1 when id is not null:
                var others = now.Where(phase => phase.Key != id).ToDictionary();
                if (now[id] == said)
                    return true;
                return await AnsweredAsync(
                    await agent.MergeAsync(
                        $"/v1/startups/vie/phases/{id}", new { phase = said.Phase, startsOn = said.StartsOn, reason = "corrigé" }),
                    HttpStatusCode.OK,
                    Fault(others, said, "corrigé"))
                    && await AddAsync(agent, log, id, said);
            default:
                var body = reason is null
                    ? new { phase = said.Phase, startsOn = said.StartsOn }
                    : (object)new { phase = said.Phase, startsOn = said.StartsOn, reason };
                var response = await agent.PostAsJsonAsync("/v1/startups/vie/phases", body);
                return await AnsweredAsync(response, HttpStatusCode.Created, Fault(now, said, reason))
                    && await AddAsync(agent, log, (await TestApi.JsonAsync(response)).GetProperty("id").GetString()!, said);
        }
    }

    private static async Task<bool> AddAsync(HttpClient agent, List<Entry> log, string id, Said said)
    {
        log.Add(new(await LastAtAsync(agent), id, said));
        return true;
    }

    private static async Task<bool> AnsweredAsync(HttpResponseMessage response, HttpStatusCode good, string? fault)
    {
        if (fault is null)
            _ = await Given.JsonAsync(response, good);
        else
            _ = await Given.RefusedAsync(response, HttpStatusCode.Conflict, fault);
        return fault is null;
    }

    private static string? Fault(Dictionary<string, Said> others, Said said, string? reason)
    {
        if (others.ContainsValue(said))
            return "duplicate_phase";
        var before = Chain(others, "9999-12-31").LastOrDefault(other => Order(other).CompareTo(Order(said)) < 0);
        return before is not null && reason is null && (Rank(said) < Rank(before) || Rank(before) > 3) ? "reason_required" : null;
    }

    private static async Task AgreesAsync(TestApi api, List<Entry> log, string asOf, string? knownAt)
    {
        var times = $"asOf={asOf}" + (knownAt is null ? "" : $"&knownAt={knownAt}");
        var answer = await api.GetAsync($"/v1/startups/vie?{times}");
        var listed = (
            await TestApi.JsonAsync(
                await api.GetAsync($"/v1/startups?{times}&fields=status,phase,planned,incubation"))).GetProperty("items");

        // From the clock's now on all is known: the clock may have gone back behind what it has recorded.
        if (knownAt is not null && Instants.Instant(knownAt) >= api.Time.GetUtcNow())
            knownAt = null;
        if (knownAt is not null && string.CompareOrdinal(knownAt, log[0].At) < 0)
        {
            Assert.Equal((HttpStatusCode.NotFound, 0), (answer.StatusCode, listed.GetArrayLength()));
            return;
        }

        var known = Replay(log, knownAt);
        var detail = await Given.JsonAsync(answer);
        var expected = Expected(known, asOf);
        Assert.True(expected == Shown(detail), $"{times}: {expected} and not {Shown(detail)}");
        Assert.True(expected == Shown(listed[0]), $"{times}: {expected} and in the list {Shown(listed[0])}");
        Assert.Equal(
            Chain(known, "9999-12-31").Select(said => $"{said.Phase} {said.StartsOn}"),
            detail.GetProperty("phases").EnumerateArray().Select(phase => $"{phase.GetProperty("phase")} {phase.GetProperty("startsOn")}"));
    }

    /// <summary>What is known of the phases once the log was read up to an instant.</summary>
    private static Dictionary<string, Said> Replay(List<Entry> log, string? until)
    {
        Dictionary<string, Said> phases = [];
        foreach (var (at, id, after) in log.TakeWhile(entry => until is null || string.CompareOrdinal(entry.At, until) <= 0))
            if (after is null)
                _ = phases.Remove(id);
            else
                phases[id] = after;
        return phases;
    }

    private static string Expected(Dictionary<string, Said> known, string day)
    {
        var chain = Chain(known, day);
        var next = Chain(known, "9999-12-31").Skip(chain.Count).FirstOrDefault();
        var exit = chain.Count;
        while (exit > 0 && Rank(chain[exit - 1]) > 3)
            exit--;
        return string.Join(
            ' ',
            chain.Count == 0 ? "planned" : Kinds[Rank(chain[^1])],
            chain.Count == 0 ? "-" : $"{chain[^1].Phase}@{chain[^1].StartsOn}",
            next is null ? "-" : $"{next.Phase}@{next.StartsOn}",
            chain.Find(said => Rank(said) <= 3)?.StartsOn ?? "-",
            chain.Find(said => Rank(said) is 1 or 2 or 3)?.StartsOn ?? "-",
            exit < chain.Count ? chain[exit].StartsOn : "-");
    }

    private static string Shown(JsonElement startup)
    {
        string Member(string name, string inner) =>
            startup.TryGetProperty(name, out var part) && part.TryGetProperty(inner, out var value) ? value.GetString()! : "-";
        string Dated(string name, string on) => Member(name, "code") is var code && code == "-" ? "-" : $"{code}@{Member(name, on)}";
        return string.Join(
            ' ',
            startup.GetProperty("status").GetString(),
            Dated("phase", "since"),
            Dated("planned", "startsOn"),
            Member("incubation", "startedOn"),
            Member("incubation", "builtOn"),
            Member("incubation", "endedOn"));
    }

    private static List<Said> Chain(Dictionary<string, Said> known, string day) =>
        [.. known.Values.Where(said => string.CompareOrdinal(said.StartsOn, day) <= 0).OrderBy(Order)];

    private static (string StartsOn, int Rank) Order(Said said) => (said.StartsOn, Rank(said));

    private static int Rank(Said said) => Array.IndexOf(Ranks, said.Phase);

    /// <summary>Time passes, stands still, or goes back.</summary>
    private static void Pass(TestApi api, Random random) => api.Time.AdjustTime(api.Time.GetUtcNow() + random.Next(4) switch
    {
        0 => TimeSpan.Zero,
        1 => -TimeSpan.FromHours(random.Next(100)),
        _ => TimeSpan.FromHours(random.Next(100)),
    });

    private static async Task<string> LastAtAsync(HttpClient agent) =>
        (await Given.JsonAsync(await agent.GetAsync("/v1/startups/vie/history"))).GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("type").GetString() != "phase.started").GetProperty("at").GetString()!;

    private static string Before(string at) => Instants.Instant(at).AddMilliseconds(-1).Text();

    private static string DayBefore(string day) => DateOnly.Parse(day).AddDays(-1).Text();

    /// <summary>What was said of a phase at an instant; nothing since it was withdrawn.</summary>
    private sealed record Entry(string At, string Id, Said? After);

    private sealed record Said(string Phase, string StartsOn);
}
