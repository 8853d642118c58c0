using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Reports;
using Incubateurs.Reviews;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Reviews;

/// <summary>Reviews and reports are moderated alike.</summary>
public sealed class ModerationTests
{
    private const string Words = "Madame Xylophone habite au douze";

    [Theory]
    [InlineData("reviews")]
    [InlineData("reports")]
    public async Task What_is_hidden_is_hidden_at_every_instant_and_counts_at_none(string voices)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = await SayAsync(api.CreateClient(), startup, voices);
        api.Time.Advance(TimeSpan.FromHours(1));
        var (list, detail) = ($"/v1/startups/{startup}/{voices}", $"/v1/startups/{startup}");
        const string Then = "?knownAt=2026-08-20T10:30:00Z";
        var (listTag, detailTag) = ((await api.GetAsync(list + Then)).Headers.ETag!, (await api.GetAsync(detail + Then)).Headers.ETag!);

        var hidden = await ModerateAsync(agent, voices, id, new { hidden = true, reason = "Nomme une personne." });

        foreach (var time in new[] { "", Then })
        {
            var item = Assert.Single((await Given.JsonAsync(await api.GetAsync(list + time))).GetProperty("items").EnumerateArray());
            Assert.DoesNotContain("Xylophone", item.GetRawText(), StringComparison.Ordinal);
            Assert.True(item.GetProperty("hidden").GetBoolean());
            Assert.Contains("Nomme une personne.", item.GetRawText(), StringComparison.Ordinal);
            var reputation = (await Given.JsonAsync(await api.GetAsync(detail + time))).GetProperty("reputation");
            Assert.Equal((0, 0), (reputation.GetProperty("count").GetInt32(), reputation.GetProperty("openReports").GetInt32()));
            Assert.False(reputation.TryGetProperty("mean", out _));
        }

        Assert.DoesNotContain("Xylophone", hidden.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(list + Then, ("If-None-Match", listTag.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(detail + Then, ("If-None-Match", detailTag.ToString()))).StatusCode);

        var shown = await ModerateAsync(agent, voices, id, new { hidden = false, reason = "Reformulée." });
        Assert.Contains("Xylophone", shown.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Xylophone", await api.CreateClient().GetStringAsync(list + Then), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reviews", true)]
    [InlineData("reviews", false)]
    [InlineData("reports", true)]
    [InlineData("reports", false)]
    public async Task What_is_erased_leaves_the_files_and_that_it_stood_there_is_told(string voices, bool hidden)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        using var stranger = api.CreateClient();
        stranger.DefaultRequestHeaders.Add("Idempotency-Key", "une-fois");
        var id = await SayAsync(stranger, startup, voices);
        Assert.True(api.IsInFiles("Xylophone"));

        var erased = await ModerateAsync(agent, voices, id, new { hidden, reason = "Nomme une personne.", erase = true });
        await GoneFromFilesAsync(api);

        var again = await stranger.PostAsJsonAsync($"/v1/startups/{startup}/{voices}", Said(voices));
        var listed = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/{voices}"))).GetProperty("items")[0];
        var reputation = (await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}"))).GetProperty("reputation");
        var counted = reputation.GetProperty(voices == "reviews" ? "count" : "openReports").GetInt32();
        Assert.Equal(hidden ? 0 : 1, counted);
        foreach (var voice in new[] { erased, listed, await Given.JsonAsync(again, HttpStatusCode.Created) })
        {
            Assert.Equal(id, voice.GetProperty("id").GetString());
            Assert.True(voice.GetProperty("erased").GetBoolean());
            Assert.Equal(hidden, voice.TryGetProperty("hidden", out _));
            Assert.False(voice.TryGetProperty("comment", out _) || voice.TryGetProperty("message", out _));
            Assert.Equal(voices == "reviews", voice.TryGetProperty("rating", out _));
        }

        var shown = await ModerateAsync(agent, voices, id, new { hidden = false, reason = "Rien ne revient." });
        Assert.True(shown.GetProperty("erased").GetBoolean());
        var history = await api.CreateClient().GetStringAsync($"/v1/startups/{startup}/history");
        Assert.Contains("\"erased\":true", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_erases_without_a_request_erases_the_same_and_once()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var (review, report) = (await SayAsync(agent, startup, "reviews"), await SayAsync(agent, startup, "reports"));
        var database = api.Services.GetRequiredService<Database>();

        async Task<bool> EraseAsync() => await database.WriteAsync(
            Actor.System, async tx => await tx.EraseReviewAsync(review) & await tx.EraseReportAsync(report), CancellationToken.None);
        var (first, second) = (await EraseAsync(), await EraseAsync());
        _ = await database.WipeLogAsync(CancellationToken.None);

        Assert.Equal((true, false), (first, second));
        await GoneFromFilesAsync(api);
    }

    [Fact]
    public async Task A_weakness_is_moderated_and_its_history_is_not_public()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync();
        var id = (await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/startups/{startup}/reports", new { reason = "security", message = Words }),
            HttpStatusCode.Created)).GetProperty("id").GetString()!;

        _ = await ModerateAsync(agent, "reports", id, new { hidden = true, reason = "Nomme une personne." });

        var seen = await agent.GetStringAsync($"/v1/startups/{startup}/reports");
        Assert.Contains("Nomme une personne.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Xylophone", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("moderated", await api.CreateClient().GetStringAsync($"/v1/startups/{startup}/history"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reviews")]
    [InlineData("reports")]
    public async Task It_is_for_agents_and_needs_a_reason_and_a_voice(string voices)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var address = $"/v1/{voices}/{await SayAsync(agent, await agent.StartupAsync(), voices)}/moderation";

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await api.CreateClient().PutAsJsonAsync(address, new { hidden = true, reason = "?", erase = true })).StatusCode);
        _ = await Given.RefusedAsync(
            await agent.PutAsJsonAsync(address, new { hidden = true, reason = " " }), HttpStatusCode.BadRequest, "invalid_request");
        _ = await Given.RefusedAsync(
            await agent.PutAsJsonAsync($"/v1/{voices}/nothing/moderation", new { hidden = true, reason = "?", erase = true }),
            HttpStatusCode.NotFound,
            "not_found");
    }

    private static object Said(string voices) => voices == "reviews"
        ? new { rating = 4, relation = "user", comment = Words }
        : new { reason = "other", message = Words };

    private static async Task<string> SayAsync(HttpClient client, string startup, string voices) =>
        (await Given.JsonAsync(await client.PostAsJsonAsync($"/v1/startups/{startup}/{voices}", Said(voices)), HttpStatusCode.Created))
            .GetProperty("id").GetString()!;

    private static async Task<JsonElement> ModerateAsync(HttpClient agent, string voices, string id, object moderation) =>
        await Given.JsonAsync(await agent.PutAsJsonAsync($"/v1/{voices}/{id}/moderation", moderation));

    // At once, but for a reader that needed the log at that moment: then the timer wipes it.
    private static async Task GoneFromFilesAsync(TestApi api)
    {
        for (var i = 0; i < 100 && api.IsInFiles("Xylophone"); i++)
        {
            api.Time.Advance(TimeSpan.FromMinutes(11));
            await Task.Delay(20);
        }

        Assert.False(api.IsInFiles("Xylophone"));
    }
}
