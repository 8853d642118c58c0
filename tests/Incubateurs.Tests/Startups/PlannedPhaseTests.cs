using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Startups;

/// <summary>A planned phase begins while nobody writes: that it did is appended once, as a version of the startup.</summary>
public sealed class PlannedPhaseTests
{
    [Fact]
    public async Task The_next_write_of_whatever_kind_says_that_a_planned_phase_has_started()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await PlannedAsync(agent, "2026-08-22");
        var before = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"));

        await NextAsync(api, TimeSpan.FromDays(1));
        var tooEarly = await StartedAsync(agent, id);
        await NextAsync(api, TimeSpan.FromDays(1));
        await NextAsync(api, TimeSpan.FromDays(1));

        Assert.Empty(tooEarly);
        var started = Assert.Single(await StartedAsync(agent, id));
        Assert.Equal(
            ("acceleration", "2026-08-22"),
            (
                started.GetProperty("after").GetProperty("phase").GetString(),
                started.GetProperty("after").GetProperty("startsOn").GetString()));
        Assert.Empty(started.GetProperty("by").EnumerateObject());
        var after = await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}"));
        Assert.Equal(before.GetProperty("version").GetInt32() + 1, after.GetProperty("version").GetInt32());
        Assert.NotEqual(before.GetProperty("modifiedAt").GetString(), after.GetProperty("modifiedAt").GetString());
        Assert.Equal("acceleration", after.GetProperty("phase").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_timer_says_it_where_nobody_writes_and_the_history_is_no_longer_what_it_was()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await PlannedAsync(agent, "2026-08-21");
        api.Time.Advance(TimeSpan.FromHours(11));
        var etag = (await api.GetAsync($"/v1/startups/{id}/history")).Headers.ETag!.ToString();

        // 23:59 in Paris, then midnight and a little.
        api.Time.Advance(TimeSpan.FromMinutes(59));
        var silent = Count(api, id);
        api.Time.Advance(TimeSpan.FromMinutes(2));
        await UntilAsync(() => Count(api, id) > silent);

        var answer = await api.GetAsync($"/v1/startups/{id}/history", ("If-None-Match", etag));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("phase.started", (await TestApi.JsonAsync(answer)).GetProperty("items")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_restart_and_a_second_process_do_not_say_it_again()
    {
        using var database = new TestDatabase();
        using var second = database.Open();
        await AddAsync(database.Database, "a", "2026-08-21");
        database.Time.Advance(TimeSpan.FromDays(1));

        _ = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TouchAsync(i % 2 == 0 ? database.Database : second)));
        using var third = database.Open();
        _ = await TouchAsync(third);

        Assert.Equal(
            1,
            await third.ReadAsync(
                tx => tx.ScalarAsync<long>("SELECT count(*) FROM changes WHERE type = 'phase.started'"), CancellationToken.None));
    }

    [Fact]
    public async Task What_was_withdrawn_or_put_off_does_not_start_and_what_was_refused_says_nothing()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var withdrawn = await PlannedAsync(agent, "2026-08-22");
        var putOff = await PlannedAsync(agent, "2026-08-22", "Autre");
        _ = await agent.DeleteAsync($"/v1/startups/{withdrawn}/phases/{await LastPhaseAsync(agent, withdrawn)}?reason=non");
        var phase = $"/v1/startups/{putOff}/phases/{await LastPhaseAsync(agent, putOff)}";
        _ = await Given.JsonAsync(await agent.MergeAsync(phase, new { startsOn = "2026-08-23", reason = "plus tard" }));

        await NextAsync(api, TimeSpan.FromDays(2));
        var none = (await StartedAsync(agent, withdrawn)).Count + (await StartedAsync(agent, putOff)).Count;
        await NextAsync(api, TimeSpan.FromDays(1));

        Assert.Equal(0, none);
        Assert.Empty(await StartedAsync(agent, withdrawn));
        _ = Assert.Single(await StartedAsync(agent, putOff));
    }

    [Fact]
    public async Task A_version_read_before_midnight_is_stale_after_it()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await PlannedAsync(agent, "2026-08-21");
        var version = (await agent.GetAsync($"/v1/startups/{id}")).Headers.ETag!.ToString();
        await NextAsync(api, TimeSpan.FromDays(1));

        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await agent.MergeAsync($"/v1/startups/{id}", new { pitch = "Autre." }, version)).StatusCode);
    }

    private static async Task<string> PlannedAsync(HttpClient agent, string startsOn, string name = "Mon service")
    {
        var startup = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name, pitch = "p", startedOn = "2025-01-01" }), HttpStatusCode.Created);
        var id = startup.GetProperty("id").GetString()!;
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{id}/phases", new { phase = "acceleration", startsOn }), HttpStatusCode.Created);
        return id;
    }

    /// <summary>Time passes, and somebody writes something else.</summary>
    private static async Task NextAsync(TestApi api, TimeSpan later)
    {
        api.Time.Advance(later);
        _ = await TouchAsync(api.Services.GetRequiredService<Database>());
    }

    private static Task<int> TouchAsync(Database database) =>
        database.WriteAsync(Actor.System, _ => Task.FromResult(0), CancellationToken.None);

    private static Task<int> AddAsync(Database database, string id, string startsOn) => database.WriteAsync(
        Actor.System,
        async tx =>
        {
            _ = await Incubateurs.Startups.StartupRecordStore.KnowStartupAsync(tx, id);
            await tx.AddPhaseAsync(
                await tx.AppendAsync(Areas.Portfolio, "phase.added", "startup", id, new { }),
                id,
                Exchange.Imported.Phase("construction", startsOn));
            return 0;
        },
        CancellationToken.None);

    private static long Count(TestApi api, string id) => api.Services.GetRequiredService<Database>().ReadAsync(
        tx => tx.ScalarAsync<long>(
            "SELECT count(*) FROM changes WHERE type = 'phase.started' AND subject_id = @id", new { id }), CancellationToken.None).Result;

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var patience = 0; patience < 1000 && !holds(); patience++)
            await Task.Delay(10);
        Assert.True(holds());
    }

    private static async Task<IReadOnlyList<JsonElement>> StartedAsync(HttpClient agent, string id) =>
    [
        .. (await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}/history"))).GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "phase.started"),
    ];

    private static async Task<string> LastPhaseAsync(HttpClient agent, string id) =>
        (
            await Given.JsonAsync(
                await agent.GetAsync($"/v1/startups/{id}/phases"))).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetString()!;
}
