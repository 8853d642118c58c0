using System.Net;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Candidacies;

public sealed class FollowTests
{
    [Fact]
    public async Task With_the_secret_its_owner_reads_and_nobody_else_does()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (id, secret) = await agent.CandidacyAsync(handOver, contact: "dsi@administration.example");
        var (_, otherSecret) = await agent.CandidacyAsync(handOver, Given.OtherSiret);

        var owner = await api.Candidate(secret).GetAsync($"/v1/candidacies/{id}");
        var nobody = await api.GetAsync($"/v1/candidacies/{id}");
        var other = await api.Candidate(otherSecret).GetAsync($"/v1/candidacies/{id}");
        var wrong = await api.Candidate(secret[..^1] + (secret[^1] == 'a' ? 'b' : 'a')).GetAsync($"/v1/candidacies/{id}");

        Assert.Equal("dsi@administration.example", (await Given.JsonAsync(owner)).GetProperty("contact").GetString());
        Assert.Equal(
            "private, no-store", string.Join(", ", owner.Headers.GetValues("Cache-Control").Single().Split(", ").OrderDescending()));
        Assert.All([nobody, other, wrong], response =>
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.NotEmpty(response.Headers.WwwAuthenticate);
        });
    }

    [Fact]
    public async Task Who_asks_comes_before_whether_anything_has_changed()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var (id, secret) = await agent.CandidacyAsync(await agent.HandOverAsync());
        var tag = (await api.Candidate(secret).GetAsync($"/v1/candidacies/{id}")).Headers.ETag!.ToString();
        var anonymous = tag.Replace("fr2-", "fr0-", StringComparison.Ordinal);

        Assert.NotEqual(tag, anonymous);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync($"/v1/candidacies/{id}", ("If-None-Match", anonymous))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await api.GetAsync($"/v1/candidacies/{id}", ("If-None-Match", tag), ("Authorization", $"Candidacy {secret}"))).StatusCode);
    }

    [Fact]
    public async Task An_agent_gives_a_new_secret_and_the_old_one_is_no_longer_good()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var (id, secret) = await agent.CandidacyAsync(await agent.HandOverAsync());

        var renewed = await Given.JsonAsync(await agent.PostAsync($"/v1/candidacies/{id}/secret", null), HttpStatusCode.Created);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Candidate(secret).GetAsync($"/v1/candidacies/{id}")).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (await api.Candidate(renewed.GetProperty("followUpSecret").GetString()!).GetAsync($"/v1/candidacies/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.CreateClient().PostAsync($"/v1/candidacies/{id}/secret", null)).StatusCode);
    }

    [Fact]
    public async Task Withdrawing_the_retained_one_opens_the_hand_over_again_and_raises_its_version()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var (first, secret) = await agent.CandidacyAsync(handOver);
        var (second, _) = await agent.CandidacyAsync(handOver, Given.OtherSiret);
        Assert.Equal(HttpStatusCode.OK, (await agent.RetainAsync(handOver, first)).StatusCode);
        Assert.Equal("notRetained", await agent.StatusOfAsync(second));
        var before = await agent.HandOverOfAsync(handOver);

        var response = await api.Candidate(secret).DeleteAsync($"/v1/candidacies/{first}");

        var after = await agent.HandOverOfAsync(handOver);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("open", after.GetProperty("status").GetString());
        Assert.False(after.TryGetProperty("host", out _));
        Assert.Equal(before.GetProperty("version").GetInt32() + 1, after.GetProperty("version").GetInt32());
        Assert.Equal("submitted", await agent.StatusOfAsync(second));
        _ = await Given.RefusedAsync(await agent.DeleteAsync($"/v1/candidacies/{first}"), HttpStatusCode.Conflict, "candidacy_withdrawn");
        _ = await Given.RefusedAsync(await agent.RetainAsync(handOver, first), HttpStatusCode.Conflict, "candidacy_withdrawn");
    }

    [Fact]
    public async Task A_candidacy_that_is_not_there_is_404_for_agents_and_401_for_others()
    {
        await using var api = new TestApi();
        var agent = await api.AgentAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/v1/candidacies/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/candidacies/nothing")).StatusCode);
    }
}
