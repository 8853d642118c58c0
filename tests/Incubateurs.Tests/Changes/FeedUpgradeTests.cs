using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Changes;

/// <summary>The feed of a portfolio that an earlier build has written is what this one would have told.</summary>
public sealed class FeedUpgradeTests
{
    public static TheoryData<string> Builds => [.. EarlierBuild.Names];

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task A_copy_kept_by_the_feed_of_an_earlier_build_is_what_is_answered(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();
        var copy = new FeedCopy();

        await copy.FollowAsync(api.CreateClient());

        Assert.InRange(copy.Seq, 20, 10_000);
        await copy.AssertEqualsAsync(api.CreateClient());
    }

    [Fact]
    public async Task What_is_filled_in_is_what_was_told_when_it_was_written()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var writer = new RandomWriter(agent, api.CreateClient(), 7);
        for (var i = 0; i < 30; i++)
        {
            await writer.WriteAsync(8);
            api.Time.Advance(TimeSpan.FromHours(20));
        }

        var told = await AllAsync(api);
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            tx => tx.ExecuteAsync("DELETE FROM feed; UPDATE versions SET feed = -2, removals = removals + 1 WHERE id = 1"),
            CancellationToken.None);
        _ = await agent.GetAsync("/v1/me");
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { pitch = "Une écriture." }));

        var filled = await AllAsync(api);
        Assert.InRange(writer.Done, 60, 500);
        Assert.Equal(told, filled.SkipLast(1));
    }

    // Within a change the order of things may differ.
    private static async Task<IReadOnlyList<string>> AllAsync(TestApi api)
    {
        List<JsonElement> items = [];
        for (var next = "/v1/changes?limit=200"; ;)
        {
            var page = await Given.JsonAsync(await api.GetAsync(next));
            if (page.GetProperty("items").GetArrayLength() == 0)
                break;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString()!;
        }

        return
        [
            .. items.GroupBy(item => FeedTests.Text(item, "at")).SelectMany(same => same
                .Select(item => $"{same.Key} {FeedTests.Text(item, "type")} {FeedTests.Text(item, "resource")} {FeedTests.Text(item, "id")} "
                    + $"{(item.TryGetProperty("phase", out var phase) ? phase : "")} {(item.TryGetProperty("data", out var data) ? data : "")}")
                .Order(StringComparer.Ordinal)),
        ];
    }
}
