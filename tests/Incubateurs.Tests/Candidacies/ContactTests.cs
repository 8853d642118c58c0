using System.Net;
using System.Net.Http.Json;
using Incubateurs.Candidacies;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Candidacies;

public sealed class ContactTests
{
    private const string Contact = "une-seule-donnee@administration.example";

    [Fact]
    public async Task A_contact_leaves_the_file_90_days_after_the_closing()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver, contact: Contact);
        _ = await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Plus d'objet." });

        await AdvanceAsync(api, TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        Assert.True(IsInFiles(api));
        Assert.Equal(Contact, (await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{id}"))).GetProperty("contact").GetString());

        // Recorded instants run ahead of a clock that stands still.
        api.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.False((await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{id}"))).TryGetProperty("contact", out _));
        for (var i = 0; i < 100 && IsInFiles(api); i++)
            await AdvanceAsync(api, TimeSpan.FromMinutes(1));
        Assert.False(IsInFiles(api));
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync($"/v1/candidacies/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_contact_is_in_no_answer_that_is_kept_and_in_no_change_and_goes_with_a_completion_too()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var stranger = api.CreateClient();
        stranger.DefaultRequestHeaders.Add("Idempotency-Key", "une-fois");
        var (id, secret) = await stranger.CandidacyAsync(handOver, contact: Contact);
        _ = await agent.RetainAsync(handOver, id);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/completion", new { effectiveOn = "2026-09-01", justification = "x" }));
        Assert.DoesNotContain(Contact, await LogAsync(api), StringComparison.Ordinal);

        await AdvanceAsync(api, TimeSpan.FromDays(91));
        for (var i = 0; i < 100 && IsInFiles(api); i++)
            await AdvanceAsync(api, TimeSpan.FromMinutes(1));

        Assert.False(IsInFiles(api));
        foreach (var address in new[] { $"/v1/candidacies/{id}", $"/v1/hand-overs/{handOver}/candidacies" })
            Assert.DoesNotContain("contact", await agent.GetStringAsync(address), StringComparison.Ordinal);
        Assert.DoesNotContain("contact", await api.Candidate(secret).GetStringAsync($"/v1/candidacies/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_was_wrong_for_a_write_deletes_no_contact_before_its_time()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        _ = await agent.CandidacyAsync(handOver, contact: Contact);
        _ = await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Plus d'objet." });
        var right = api.Time.GetUtcNow();
        api.Time.AdjustTime(right.AddYears(10));
        _ = await agent.StartupAsync("Faux");
        api.Time.AdjustTime(right.AddDays(30));

        await ForgetAsync();
        Assert.Equal(1, await CountAsync());
        api.Time.AdjustTime(right.AddDays(91));
        await ForgetAsync();
        Assert.Equal(0, await CountAsync());

        async Task<bool> ForgetAsync() => await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.ForgetContactsAsync();
                return true;
            },
            CancellationToken.None);

        async Task<long> CountAsync() => await RegisterScene.CountAsync(api, "SELECT count(contact) FROM candidacies");
    }

    [Fact]
    public async Task What_was_written_to_the_specimen_leaves_the_file_the_night_after()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        _ = await api.CreateClient().CandidacyAsync(SpecimenRecords.HandOverId, Given.OtherSiret, Contact);
        Assert.True(IsInFiles(api));

        await AdvanceAsync(api, TimeSpan.FromDays(1));
        for (var i = 0; i < 100 && IsInFiles(api); i++)
            await AdvanceAsync(api, TimeSpan.FromMinutes(1));

        Assert.False(IsInFiles(api));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/startups/exemple")).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_contact_goes_with_the_candidate_or_with_the_secret_of_whoever_came_first(bool withdraws)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, secret) = await api.CreateClient().CandidacyAsync(handOver, contact: Contact);

        var response = withdraws
            ? await api.Candidate(secret).DeleteAsync($"/v1/candidacies/{id}")
            : await agent.PostAsync($"/v1/candidacies/{id}/secret", null);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(0, await RegisterScene.CountAsync(api, "SELECT count(contact) FROM candidacies"));
        Assert.False((await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{id}"))).TryGetProperty("contact", out _));
    }

    [Fact]
    public async Task The_candidate_corrects_its_contact_and_nobody_else_does()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, secret) = await api.CreateClient().CandidacyAsync(handOver, contact: Contact);
        var (_, other) = await api.CreateClient().CandidacyAsync(handOver, Given.OtherSiret);
        using var owner = api.Candidate(secret);
        var address = $"/v1/candidacies/{id}";

        foreach (var client in new[] { agent, api.CreateClient(), api.Candidate(other) })
        {
            var refused = await client.MergeAsync(address, new { contact = "x@y.example" });
            _ = await Given.RefusedAsync(refused, HttpStatusCode.Unauthorized, "unauthorized");
            Assert.Equal("Candidacy", refused.Headers.WwwAuthenticate.ToString());
        }

        var tag = (await agent.GetAsync(address)).Headers.ETag!.ToString();
        var corrected = await Given.JsonAsync(await owner.MergeAsync(address, new { contact = "nouveau@administration.example" }));
        var seen = await Given.JsonAsync(await api.GetAsync(
            address, ("Authorization", agent.DefaultRequestHeaders.Authorization!.ToString()), ("If-None-Match", tag)));
        var wrong = await Given.JsonAsync(
            await owner.MergeAsync(address, new { siret = Given.OtherSiret, contact = " " }), HttpStatusCode.BadRequest);
        var removed = await Given.JsonAsync(await owner.MergeAsync(address, new { contact = (string?)null }));

        Assert.Equal("nouveau@administration.example", corrected.GetProperty("contact").GetString());
        Assert.Equal("nouveau@administration.example", seen.GetProperty("contact").GetString());
        Assert.True(wrong.GetProperty("errors").TryGetProperty("siret", out _));
        Assert.False(removed.TryGetProperty("contact", out _));
        Assert.Equal((id, "submitted"), (removed.GetProperty("id").GetString(), removed.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task No_contact_takes_the_place_of_one_that_was_deleted_in_time()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, secret) = await agent.CandidacyAsync(handOver, contact: Contact);
        _ = await agent.PostAsJsonAsync($"/v1/hand-overs/{handOver}/cancellation", new { reason = "Plus d'objet." });
        _ = await Given.JsonAsync(await api.Candidate(secret).MergeAsync($"/v1/candidacies/{id}", new { contact = "a@b.example" }));

        api.Time.Advance(TimeSpan.FromDays(91));

        _ = await Given.RefusedAsync(
            await api.Candidate(secret).MergeAsync($"/v1/candidacies/{id}", new { contact = "c@d.example" }),
            HttpStatusCode.Conflict,
            "hand_over_cancelled");
    }

    [Fact]
    public async Task What_an_earlier_build_kept_of_who_withdrew_leaves_the_file()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.CandidacyAsync(await agent.HandOverAsync(), contact: Contact);
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.ExecuteAsync("UPDATE candidacies SET status = 'withdrawn'"), CancellationToken.None);

        for (var i = 0; i < 100 && IsInFiles(api); i++)
            await AdvanceAsync(api, TimeSpan.FromMinutes(11));

        Assert.False(IsInFiles(api));
        Assert.False((await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{id}"))).TryGetProperty("contact", out _));
    }

    [Fact]
    public async Task A_contact_of_a_living_hand_over_stays_and_is_shown_to_no_stranger()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        _ = await agent.CandidacyAsync(handOver, contact: Contact);

        await AdvanceAsync(api, TimeSpan.FromDays(400));
        await AdvanceAsync(api, TimeSpan.FromMinutes(30));

        Assert.True(IsInFiles(api));
        foreach (
            var address in new[]
            {
                $"/v1/hand-overs/{handOver}",
                "/v1/hand-overs",
                "/v1/startups/mon-service",
                "/v1/startups/mon-service/history",
            })
            Assert.DoesNotContain(Contact, await api.CreateClient().GetStringAsync(address), StringComparison.Ordinal);
        Assert.DoesNotContain(Contact, await LogAsync(api), StringComparison.Ordinal);
    }

    // The timer runs on threads of its own.
    private static async Task AdvanceAsync(TestApi api, TimeSpan time)
    {
        api.Time.Advance(time);
        await Task.Delay(20);
    }

    private static bool IsInFiles(TestApi api) => api.IsInFiles(Contact);

    private static async Task<string> LogAsync(TestApi api) => string.Join('\n', await api.Services.GetRequiredService<Database>()
        .ReadAsync(
            tx => tx.QueryAsync<string>("SELECT data FROM changes UNION ALL SELECT coalesce(body, '') FROM idempotent_answers"),
            CancellationToken.None));
}
