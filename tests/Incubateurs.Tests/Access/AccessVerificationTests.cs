using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Incubateurs.Tests.Access;

public sealed class AccessVerificationTests
{
    [Fact]
    public async Task The_chain_is_followed_on_from_where_it_was_verified()
    {
        using var database = new TestDatabase();
        using var verification = new AccessVerification(database.Database, database.Time, NullLogger<AccessVerification>.Instance);
        await AppendAsync(database, 7_000);

        Assert.False(await verification.FollowAsync(CancellationToken.None));
        Assert.False(await verification.FollowAsync(CancellationToken.None));
        Assert.True(await verification.FollowAsync(CancellationToken.None));
        await AppendAsync(database, 1);
        Assert.False(await verification.FollowAsync(CancellationToken.None));
        Assert.Null(verification.FirstAltered);

        // What was verified is not read again; what is altered behind it is found.
        await AlterAsync(database, 5);
        await AppendAsync(database, 2);
        await AlterAsync(database, 7003);
        _ = await verification.FollowAsync(CancellationToken.None);
        Assert.Equal(7003, verification.FirstAltered);
        using var fresh = new AccessVerification(database.Database, database.Time, NullLogger<AccessVerification>.Instance);
        _ = await fresh.FollowAsync(CancellationToken.None);
        Assert.Equal(5, fresh.FirstAltered);
    }

    [Fact]
    public async Task The_seal_tells_what_was_found_and_that_the_log_does_not_go_on_from_before_it()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.GetAsync("/v1/me");
        var head = (await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString();
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.ExecuteAsync("UPDATE accesses SET status = 500 WHERE id = 2"), CancellationToken.None);

        for (var patience = 0; patience < 500; patience++)
        {
            api.Time.Advance(TimeSpan.FromSeconds(1));
            var seal = await TestApi.JsonAsync(await agent.GetAsync($"/v1/accesses/seal?from={AccessSeal.None}"));
            if (seal.TryGetProperty("firstAltered", out var altered))
            {
                Assert.Equal(2, altered.GetInt64());
                Assert.False(seal.GetProperty("from").GetProperty("continues").GetBoolean());
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"It was not found; the head was {head}.");
    }

    private static Task<int> AlterAsync(TestDatabase database, long id) => database.Database.WriteAsync(
        Actor.System, tx => tx.ExecuteAsync("UPDATE accesses SET status = 500 WHERE id = @id", new { id }), CancellationToken.None);

    private static Task<int> AppendAsync(TestDatabase database, int rows) => database.Database.WriteAsync(
        Actor.System,
        async tx =>
        {
            await tx.AppendAccessesAsync(
                [.. Enumerable.Range(0, rows).Select(i => new AccessEntry(tx.Clock, "a@b.fr", "x", "GET", "/v1/me", "/v1/me", 200, $"{i}"))]);
            return 0;
        },
        CancellationToken.None);
}
