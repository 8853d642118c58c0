using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Reads;

/// <summary>Nightly clients: what is asked again the next day with the validators of the day before.</summary>
public sealed class ValidatorTests
{
    private const string Exported = "/v1/startups.ndjson?fields=name,phase,status,incubators,sponsors";

    [Theory]
    [InlineData(Exported)]
    [InlineData("/v1/startups.csv?fields=name,phase")]
    [InlineData("/v1/startups?fields=name,status&limit=5")]
    [InlineData("/v1/startups?asOf=2026-01-01")]
    [InlineData("/v1/startups/pix?asOf=2026-01-01")]
    [InlineData("/v1/facets?asOf=2026-01-01")]
    [InlineData("/v1/flow?asOf=2026-01-01")]
    [InlineData("/v1/startups/pix/phases")]
    [InlineData("/v1/startups/pix/history")]
    [InlineData("/v1/startups/pix/reviews")]
    [InlineData("/v1/phases")]
    [InlineData("/v1/incubators")]
    [InlineData("/v1/administrations")]
    [InlineData("/v1/hand-overs")]
    public async Task What_does_not_move_with_the_day_is_not_sent_again_the_next_day(string address)
    {
        await using var api = await OpenAsync();
        var first = await api.GetAsync(address);
        var (tag, modified) = (first.Headers.ETag!.ToString(), first.Content.Headers.GetValues("Last-Modified").Single());

        foreach (var days in (int[])[0, 1, 1])
        {
            api.Time.Advance(TimeSpan.FromDays(days));
            var byTag = await api.GetAsync(address, ("If-None-Match", tag));
            var byDate = await api.GetAsync(address, ("If-Modified-Since", modified));

            Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (byTag.StatusCode, byDate.StatusCode));
            Assert.Equal(tag, byTag.Headers.ETag!.ToString());
            Assert.Equal(modified, byDate.Content.Headers.GetValues("Last-Modified").Single());
        }
    }

    [Theory]
    [InlineData("/v1/startups")]
    [InlineData("/v1/startups.ndjson")]
    [InlineData("/v1/startups?fields=incubation")]
    [InlineData("/v1/startups?fields=name&overdue=true")]
    [InlineData("/v1/startups/pix")]
    [InlineData("/v1/facets")]
    [InlineData("/v1/flow")]
    [InlineData("/v1/quality")]
    [InlineData("/v1/startups/pix/timeline.svg")]
    public async Task What_moves_with_the_day_is_sent_again_the_next_day(string address)
    {
        await using var api = await OpenAsync();
        var first = await api.GetAsync(address);
        var (tag, modified) = (first.Headers.ETag!.ToString(), first.Content.Headers.GetValues("Last-Modified").Single());
        var sameDay = await api.GetAsync(address, ("If-Modified-Since", modified));
        api.Time.Advance(TimeSpan.FromDays(1));

        var (byTag, byDate) = (
            await api.GetAsync(address, ("If-None-Match", tag)), await api.GetAsync(address, ("If-Modified-Since", modified)));

        Assert.Equal(HttpStatusCode.NotModified, sameDay.StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byTag.StatusCode, byDate.StatusCode));
    }

    [Theory]
    [InlineData("/v1/startups?fields=name,status")]
    [InlineData(Exported)]
    public async Task A_planned_phase_that_takes_effect_is_sent_before_anybody_has_announced_it(string address)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var registered = await agent.PostAsJsonAsync("/v1/startups", new { name = "Mon service", pitch = "p" });
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"{registered.Headers.Location}/phases", new { phase = "construction", startsOn = "2026-08-23" }),
            HttpStatusCode.Created);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        var first = await api.GetAsync(address);
        var (tag, modified) = (first.Headers.ETag!.ToString(), first.Content.Headers.GetValues("Last-Modified").Single());

        List<(HttpStatusCode, HttpStatusCode)> answers = [];
        for (var day = 0; day < 4; day++)
        {
            answers.Add((
                (await api.GetAsync(address, ("If-None-Match", tag))).StatusCode,
                (await api.GetAsync(address, ("If-Modified-Since", modified))).StatusCode));
            api.Time.SetUtcNow(api.Time.GetUtcNow().AddDays(1));
        }

        Assert.Equal(
            [
                (HttpStatusCode.NotModified, HttpStatusCode.NotModified), (HttpStatusCode.NotModified, HttpStatusCode.NotModified),
                (HttpStatusCode.NotModified, HttpStatusCode.NotModified), (HttpStatusCode.OK, HttpStatusCode.OK),
            ],
            answers);
    }

    [Fact]
    public async Task A_finding_that_comes_with_time_is_sent()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var address = $"/v1/hand-overs/{handOver}";
        _ = await Given.JsonAsync(await agent.RetainAsync(handOver, (await api.CreateClient().CandidacyAsync(handOver)).Id));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"{address}/secondments", new { function = "Cheffe", from = "2026-08-01", fullTimeShare = 0.5 }),
            HttpStatusCode.Created);
        api.Time.Advance(TimeSpan.FromMinutes(1));
        var tag = (await api.GetAsync(address)).Headers.ETag!.ToString();
        async Task<HttpStatusCode> OnAsync(int month, int day)
        {
            api.Time.SetUtcNow(new(2027, month, day, 12, 0, 0, TimeSpan.Zero));
            return (await api.GetAsync(address, ("If-None-Match", tag))).StatusCode;
        }

        // The secondment is of six months; then the incubation is of more than three years.
        Assert.Equal(HttpStatusCode.NotModified, await OnAsync(1, 31));
        Assert.Equal(HttpStatusCode.OK, await OnAsync(2, 1));
        tag = (await api.GetAsync(address)).Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, await OnAsync(6, 3));
        Assert.Equal(HttpStatusCode.OK, await OnAsync(6, 4));
    }

    [Fact]
    public async Task The_tag_of_one_address_says_nothing_of_another_one()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var tag = (await api.GetAsync("/v1/startups/pix")).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/startups/nobody", ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/startups/exemple", ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/startups/pix?asOf=2026-08-20", ("If-None-Match", tag))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.GetAsync("/v1/startups/nobody", ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"))).StatusCode);
    }

    [Theory]
    [InlineData("-gzip\"")]
    [InlineData("-br\"")]
    [InlineData(";gzip\"")]
    public async Task What_a_proxy_puts_behind_a_tag_is_dropped(string suffix)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var tag = (await api.GetAsync("/v1/incubators")).Headers.ETag!.ToString();

        var response = await api.GetAsync("/v1/incubators", ("If-None-Match", $"W/{tag[..^1]}{suffix}"));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task A_date_counts_only_where_no_tag_is_sent_and_once_its_second_is_over()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        var modified = (await api.GetAsync("/v1/incubators")).Content.Headers.GetValues("Last-Modified").Single();

        var within = await api.GetAsync("/v1/incubators", ("If-Modified-Since", modified));
        api.Time.Advance(TimeSpan.FromSeconds(2));
        var after = await api.GetAsync("/v1/incubators", ("If-Modified-Since", modified));
        var besideTag = await api.GetAsync("/v1/incubators", ("If-Modified-Since", modified), ("If-None-Match", "\"1.x\""));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (within.StatusCode, after.StatusCode, besideTag.StatusCode));
    }

    [Fact]
    public async Task A_report_of_a_weakness_moves_no_public_tag()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var (anybodys, agents) = (await api.GetAsync("/v1/startups/pix"), await agent.GetAsync("/v1/startups/pix/reports"));

        _ = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync("/v1/startups/pix/reports", new { reason = "security", message = "Une faille." }),
            HttpStatusCode.Created);

        var again = await api.GetAsync("/v1/startups/pix", ("If-None-Match", anybodys.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.NotEqual(agents.Headers.ETag!.ToString(), (await agent.GetAsync("/v1/startups/pix/reports")).Headers.ETag!.ToString());
    }

    [Fact]
    public async Task A_host_recorded_afterwards_makes_a_version_of_its_startup()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var list = await Given.JsonAsync(await agent.GetAsync("/v1/startups?status=handedOver&limit=1"));
        var id = list.GetProperty("items")[0].GetProperty("id").GetString()!;
        var before = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"));
        var since = before.GetProperty("phase").GetProperty("since").GetString()!;
        var opened = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{id}/hand-overs", new { model = "businessTeam", openedOn = since }),
            HttpStatusCode.Created);
        var address = $"/v1/hand-overs/{opened.GetProperty("id").GetString()}";
        _ = await Given.JsonAsync(
            await agent.ChangeAsync(HttpMethod.Put, $"{address}/host", new { administrationId = "ademe" }, "*"));

        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"{address}/completion", new { effectiveOn = since, justification = "Après coup." }));

        var after = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"));
        Assert.Equal("ademe", after.GetProperty("host").GetProperty("id").GetString());
        Assert.True(after.GetProperty("version").GetInt32() > before.GetProperty("version").GetInt32());
        Assert.NotEqual(before.GetProperty("modifiedAt").GetString(), after.GetProperty("modifiedAt").GetString());
    }

    [Fact]
    public async Task A_write_answers_the_tag_of_the_thing_that_it_wrote()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var posted = await agent.PostAsJsonAsync("/v1/startups", new { name = "Mon service", pitch = "p" });
        var startup = posted.Headers.Location!.ToString();
        var unchanged = await WithTagAsync(agent, startup, posted.Headers.ETag!.ToString());
        var handOver = await agent.HandOverAsync("Autre");
        var cost = await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/hand-overs/{handOver}/cost", new { incubationPerYear = 10, marginalPerYear = 1 }, "*");

        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await WithTagAsync(agent, $"/v1/hand-overs/{handOver}", cost.Headers.ETag!.ToString())).StatusCode);
    }

    // The embedded portfolio is loaded with the first request; the second of that is over.
    private static async Task<TestApi> OpenAsync()
    {
        var api = new TestApi(("Portfolio:Embedded", "true"));
        _ = await api.GetAsync("/v1/phases");
        api.Time.Advance(TimeSpan.FromMinutes(1));
        return api;
    }

    private static async Task<HttpResponseMessage> WithTagAsync(HttpClient agent, string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        _ = request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await agent.SendAsync(request);
    }
}
