using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>What happened to a startup: the newest first, by which administration, why, what before and after.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Each_write_is_there_with_its_reason_and_both_sides_and_the_person_is_shown_to_agents_alone()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/administrations/{Given.Siret}", new { name = "Direction du numérique" }));
        var phase = (
            await Given.JsonAsync(
                await agent.PostAsJsonAsync($"/v1/startups/{id}/phases", new { phase = "consolidation", startsOn = "2026-01-01" }),
                HttpStatusCode.Created)).GetProperty("id").GetString();
        api.Time.Advance(TimeSpan.FromHours(1));
        _ = await Given.JsonAsync(
            await agent.MergeAsync($"/v1/startups/{id}/phases/{phase}", new { startsOn = "2026-02-01", reason = "mal lu" }));
        _ = await agent.DeleteAsync($"/v1/startups/{id}/phases/{phase}?reason=jamais");
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{id}", new { pitch = "Autre.", description = "Longue." }));
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{id}", new { contact = "equipe@service.example" }));

        var seen = (
            await Given.JsonAsync(await agent.GetAsync($"/v1/startups/{id}/history"))).GetProperty("items").EnumerateArray().ToList();
        var open = await (await api.GetAsync($"/v1/startups/{id}/history")).Content.ReadAsStringAsync();

        Assert.Equal(
            ["startup.described", "startup.described", "phase.withdrawn", "phase.corrected", "phase.added", "startup.registered"],
            seen.Select(item => item.GetProperty("type").GetString()));
        Assert.Equal(
            """{"administration":{"id":"13002526500013","name":"Direction du numérique"},"agent":"camille@dinum.example"}""",
            seen[0].GetProperty("by").GetRawText());
        Assert.Equal("""{"pitch":"Un texte court."}""", seen[1].GetProperty("before").GetRawText());
        Assert.Equal("""{"pitch":"Autre.","description":"Longue."}""", seen[1].GetProperty("after").GetRawText());
        Assert.Equal(
            ("jamais", "2026-02-01", false),
            (
                seen[2].GetProperty("reason").GetString(),
                seen[2].GetProperty("before").GetProperty("startsOn").GetString(),
                seen[2].TryGetProperty("after", out _)));
        Assert.Equal(
            ("mal lu", "2026-01-01", "2026-02-01"),
            (
                seen[3].GetProperty("reason").GetString(),
                seen[3].GetProperty("before").GetProperty("startsOn").GetString(),
                seen[3].GetProperty("after").GetProperty("startsOn").GetString()));
        Assert.False(seen[4].TryGetProperty("before", out _));
        var instants = seen.Select(item => item.GetProperty("at").GetString()).ToList();
        Assert.Equal(instants.OrderDescending(StringComparer.Ordinal).Distinct(), instants);
        Assert.DoesNotContain("camille", open, StringComparison.Ordinal);
        Assert.DoesNotContain("equipe@", open, StringComparison.Ordinal);
        Assert.Contains("Direction du numérique", open, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_paged_and_known_as_of_an_instant()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();
        for (var i = 0; i < 5; i++)
        {
            api.Time.Advance(TimeSpan.FromHours(1));
            _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/startups/{id}", new { pitch = $"{i}" }));
        }

        List<string?> pitches = [];
        for (var next = $"/v1/startups/{id}/history?limit=2"; next is not null;)
        {
            var page = await Given.JsonAsync(await api.GetAsync(next));
            Assert.Equal(6, page.GetProperty("total").GetInt32());
            pitches.AddRange(
                page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("after").GetProperty("pitch").GetString()));
            next = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        Assert.Equal(["4", "3", "2", "1", "0", "Un texte court."], pitches);
        Assert.Equal(
            3,
            (
                await Given.JsonAsync(
                    await api.GetAsync($"/v1/startups/{id}/history?knownAt=2026-08-20T12:30:00Z"))).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/startups/absente/history")).StatusCode);
    }
}
