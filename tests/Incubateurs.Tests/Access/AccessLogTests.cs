using System.Net;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

public sealed class AccessLogTests
{
    [Fact]
    public async Task Every_access_of_an_agent_is_recorded_and_persons_are_shown_to_agents_alone()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var id = await agent.StartupAsync();
        _ = await agent.GetAsync($"/v1/startups/{id}");
        _ = await agent.GetAsync("/v1/startups/absente");

        var seen = await Given.JsonAsync(await agent.GetAsync("/v1/accesses"));
        var open = await api.GetAsync($"/v1/accesses?administration={Given.Siret}");

        Assert.Equal(
            [404, 200, 201], seen.GetProperty("items").EnumerateArray().Take(3).Select(item => item.GetProperty("status").GetInt32()));
        Assert.Equal("camille@dinum.example", seen.GetProperty("items")[0].GetProperty("agent").GetString());
        Assert.DoesNotContain("camille", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(4, (await TestApi.JsonAsync(open)).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/v1/accesses?agent=camille@dinum.example")).StatusCode);
    }

    [Theory]
    [InlineData("UPDATE accesses SET status = 200 WHERE id = 2", 2L)]
    [InlineData("UPDATE accesses SET agent = 'camille@dinum.examplf' WHERE id = 3", 3L)]
    [InlineData("UPDATE accesses SET seal = replace(seal, substr(seal, 1, 1), 'x') WHERE id = 1", 1L)]
    [InlineData("DELETE FROM accesses WHERE id = 2", 3L)]
    public async Task What_is_altered_is_named(string sql, long altered)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 4; i++)
            _ = await agent.GetAsync("/v1/startups/absente");
        Assert.True((await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("valid").GetBoolean());

        await WriteAsync(api, sql);

        var seal = await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"));
        Assert.False(seal.GetProperty("valid").GetBoolean());
        Assert.Equal(altered, seal.GetProperty("firstAltered").GetInt64());
    }

    [Fact]
    public async Task A_head_kept_elsewhere_proves_that_nothing_was_cut_and_retention_keeps_the_chain()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/me");
        var head = (await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;
        var database = api.Services.GetRequiredService<Database>();

        var whole = await database.ReadAsync(tx => tx.VerifyAccessesAsync(head), CancellationToken.None);
        await WriteAsync(api, "DELETE FROM accesses WHERE id = 3");
        var cut = await database.ReadAsync(tx => tx.VerifyAccessesAsync(head), CancellationToken.None);
        api.Time.Advance(TimeSpan.FromDays(40));
        _ = await database.WriteAsync(
            Actor.System, async tx => { await tx.ForgetAccessesAsync(tx.Now.AddDays(-30)); return 0; }, CancellationToken.None);
        _ = await agent.GetAsync("/v1/me");
        var kept = await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"));

        Assert.True(whole is { Known: true, Seal.Valid: true });
        Assert.True(cut is { Known: false, Seal.Valid: true });
        Assert.Equal(
            (true, 1, 3L),
            (kept.GetProperty("valid").GetBoolean(), kept.GetProperty("count").GetInt32(), kept.GetProperty("firstKept").GetInt64()));
    }

    [Fact]
    public async Task A_method_that_is_none_is_logged_by_one_word()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var request = new HttpRequestMessage(new(new string('X', 200)), "/v1/startups");

        _ = await agent.SendAsync(request);
        _ = await agent.GetAsync("/v1/me");

        for (var i = 0; i < 100; i++)
        {
            var accesses = await Given.JsonAsync(await agent.GetAsync("/v1/accesses?limit=200"));
            var methods = accesses.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("method").GetString()).ToList();
            Assert.All(methods, method => Assert.InRange(method!.Length, 1, 10));
            if (methods.Contains("_OTHER"))
                return;
            await Task.Delay(50);
        }

        Assert.Fail("It was not logged.");
    }

    private static async Task WriteAsync(TestApi api, string sql) => await api.Services.GetRequiredService<Database>()
        .WriteAsync(Actor.System, tx => tx.ExecuteAsync(sql), CancellationToken.None);
}
