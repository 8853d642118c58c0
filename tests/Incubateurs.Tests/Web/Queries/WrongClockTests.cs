using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Queries;

/// <summary>
/// A clock that was ten years ahead, for one write, has been set right: what is written since is recorded ten years ahead too,
/// and is known all the same.
/// </summary>
public sealed class WrongClockTests
{
    private const string Before = "knownAt=2026-08-20T10:30:00Z";
    private const string Now = "knownAt=2026-08-20T11:00:00Z";
    private const string BetweenClockAndChange = "knownAt=2030-01-01T00:00:00Z";
    private const string YetToCome = "knownAt=2036-08-20T10:00:01Z";

    private static readonly DateTimeOffset Right = new(2026, 8, 20, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Wrong = new(2036, 8, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/v1/startups", "total", 1, 3)]
    [InlineData("/v1/startups?q=texte", "total", 1, 2)]
    [InlineData("/v1/startups/avant/history", "total", 1, 4)]
    [InlineData("/v1/startups/avant/reviews", "total", 0, 2)]
    [InlineData("/v1/startups/avant/reports", "total", 0, 1)]
    [InlineData("/v1/startups/avant/hand-overs", "total", 0, 1)]
    [InlineData("/v1/hand-overs", "total", 0, 1)]
    [InlineData("/v1/incubators", "total", 0, 1)]
    [InlineData("/v1/administrations", "total", 1, 2)]
    [InlineData("/v1/flow/stock", "total", 1, 3)]
    public async Task What_was_written_then_and_since_is_known_now_and_was_not_before(string address, string member, int before, int now)
    {
        await using var api = new TestApi();
        await FillAsync(api);

        Assert.Equal(before, await NumberAsync(api, address, Before, member));
        Assert.Equal(now, await NumberAsync(api, address, Now, member));
        Assert.Equal(now, await NumberAsync(api, address, BetweenClockAndChange, member));
        Assert.Equal(now, await NumberAsync(api, address, "", member));
    }

    [Theory]
    [InlineData("/v1/startups.csv", "Apres", 1)]
    [InlineData("/v1/startups.ndjson", "\"Apres\"", 1)]
    [InlineData("/v1/startups/avant", "Changé", 1)]
    [InlineData("/v1/startups/avant", "\"reputation\":{\"count\":2", 1)]
    [InlineData("/v1/startups/avant/phases", "consolidation", 1)]
    [InlineData("/v1/startups/avant/committees", "2026-08-19", 1)]
    [InlineData("/v1/facets", "\"count\":3", 1)]
    [InlineData("/v1/flow.svg", "<svg", 2)]
    [InlineData("/v1/startups/avant/timeline.svg", "<svg", 2)]
    [InlineData("/v1/flow/durations", "acceleration", 2)]
    [InlineData("/v1/quality", "items", 2)]
    public async Task Every_other_answer_shows_it_too(string address, string shown, int answers)
    {
        await using var api = new TestApi();
        await FillAsync(api);

        var texts = new List<string>();
        foreach (var known in (string[])[Before, Now])
        {
            var response = await api.GetAsync($"{address}?{known}");
            texts.Add(await response.Content.ReadAsStringAsync());
            Assert.True(response.StatusCode == HttpStatusCode.OK, texts[^1]);
        }

        Assert.Equal(answers, texts.Count(text => text.Contains(shown, StringComparison.Ordinal)));
        Assert.Contains(shown, texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_startup_that_is_registered_without_a_day_begins_on_the_day_of_the_clock()
    {
        await using var api = new TestApi();
        using var agent = await FillAsync(api);

        var made = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "Sans jour", pitch = "p" }), HttpStatusCode.Created);

        Assert.Equal("2026-08-20", made.GetProperty("phase").GetProperty("since").GetString());
    }

    [Theory]
    [InlineData("/v1/startups")]
    [InlineData("/v1/startups.csv")]
    [InlineData("/v1/startups/avant")]
    [InlineData("/v1/startups/avant/history")]
    [InlineData("/v1/startups/avant/reviews")]
    [InlineData("/v1/incubators")]
    [InlineData("/v1/facets")]
    [InlineData("/v1/flow")]
    public async Task An_instant_that_is_later_than_the_clock_and_the_last_change_is_400(string address)
    {
        await using var api = new TestApi();
        await FillAsync(api);

        var problem = await Given.RefusedAsync(
            await api.GetAsync($"{address}?{YetToCome}", ("Accept-Language", "en")), HttpStatusCode.BadRequest, "invalid_parameter");

        Assert.Equal(
            "This instant is yet to come: the latest is now, or that of the last change.",
            problem.GetProperty("errors").GetProperty("knownAt")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{address}?{BetweenClockAndChange}")).StatusCode);
    }

    [Fact]
    public async Task An_answer_is_not_kept_beyond_a_write_nor_beyond_the_instant_that_was_asked_for()
    {
        await using var api = new TestApi();
        using var agent = await FillAsync(api);
        const string Soon = "/v1/startups?knownAt=2026-08-20T11:02:00Z";
        Assert.Equal(3, await NumberAsync(api, "/v1/startups", Now, "total"));
        Assert.Equal(3, await NumberAsync(api, Soon));

        _ = await agent.StartupAsync("Encore");

        Assert.Equal(4, await NumberAsync(api, "/v1/startups", Now, "total"));
        Assert.Equal(4, await NumberAsync(api, Soon));
        var tag = (await api.GetAsync(Soon)).Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(Soon, ("If-None-Match", tag))).StatusCode);

        // Nothing is written any more, but the clock goes on: what it recorded ten years ahead was not known at 11:02.
        api.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, await NumberAsync(api, Soon));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(Soon, ("If-None-Match", tag))).StatusCode);
        Assert.Equal(1, await NumberAsync(api, Soon));
    }

    [Fact]
    public async Task An_answer_that_is_kept_is_400_too_once_the_clock_went_back_before_its_instant()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        api.Time.Advance(TimeSpan.FromMinutes(30));
        const string Address = "/v1/startups?knownAt=2026-08-20T10:15:00Z";
        var tag = (await api.GetAsync(Address)).Headers.ETag!.ToString();
        api.Time.AdjustTime(api.Time.GetUtcNow().AddHours(-1));

        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync(Address)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync(Address, ("If-None-Match", tag))).StatusCode);
    }

    [Fact]
    public async Task Nothing_was_modified_later_than_now()
    {
        await using var api = new TestApi();
        await FillAsync(api);

        Assert.Equal(Right, (await api.GetAsync("/v1/startups")).Content.Headers.LastModified);
    }

    [Fact]
    public async Task The_doors_and_the_answers_that_are_kept_for_repetitions_go_by_the_clock()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "100000"));
        using var agent = await FillAsync(api);
        agent.DefaultRequestHeaders.Add("Idempotency-Key", "une-fois");
        using var stranger = api.CreateClient();
        var review = new { rating = 4, relation = "user" };
        HttpStatusCode refused;
        for (var i = 0; (refused = (await ReviewAsync()).StatusCode) == HttpStatusCode.Created; i++)
            Assert.True(i < 30);
        var first = await RegisterAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused);
        Assert.Equal(first, await RegisterAsync());
        api.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync()).StatusCode);
        Assert.Equal(first, await RegisterAsync());
        api.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotEqual(first, await RegisterAsync());

        async Task<HttpResponseMessage> ReviewAsync() => await stranger.PostAsJsonAsync("/v1/startups/avant/reviews", review);

        async Task<string> RegisterAsync() => await agent.StartupAsync("Une fois");
    }

    /// <summary>
    /// At the right hour one startup; at the wrong one, and since it was set right, one more each, and more of all on the first.
    /// </summary>
    private static async Task<HttpClient> FillAsync(TestApi api)
    {
        var agent = await api.AgentAsync();
        _ = await agent.StartupAsync("Avant");
        api.Time.AdjustTime(Wrong);
        _ = await agent.StartupAsync("Faux");
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/avant", new { pitch = "Changé." }));
        await AddAsync("/v1/startups/avant/reviews", new { rating = 5, relation = "user" });
        await AddAsync("/v1/startups/avant/reports", new { reason = "unavailable", message = "Page blanche." });
        await AddAsync("/v1/incubators", new { name = "Incubateur" });
        api.Time.AdjustTime(Right);
        _ = await agent.StartupAsync("Apres");
        await AddAsync("/v1/startups/avant/reviews", new { rating = 4, relation = "user" });
        await AddAsync("/v1/startups/avant/committees", new { heldOn = "2026-08-19", decision = "continue" });
        await AddAsync("/v1/startups/avant/hand-overs", new { model = "itDepartment" });
        await AddAsync("/v1/administrations", new { name = "Région" });
        return agent;

        async Task AddAsync(string address, object body) =>
            _ = await Given.JsonAsync(await agent.PostAsJsonAsync(address, body), HttpStatusCode.Created);
    }

    private static Task<int> NumberAsync(TestApi api, string address, string known, string member) =>
        NumberAsync(
            api,
            known.Length == 0 ? address : address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + known,
            member);

    private static async Task<int> NumberAsync(TestApi api, string address, string member = "total") =>
        (await Given.JsonAsync(await api.GetAsync(address))).GetProperty(member).GetInt32();
}
