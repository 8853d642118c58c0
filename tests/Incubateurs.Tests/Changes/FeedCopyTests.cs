using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>A copy kept by the feed alone, from empty, is what the server answers.</summary>
public sealed class FeedCopyTests
{
    private const int Writers = 16;

    [Theory]
    [Checkouts]
    public async Task A_copy_is_what_the_server_answers_while_sixteen_write_and_imports_run(Checkout checkout)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        using var reader = api.CreateClient();
        var copy = new FeedCopy();
        await copy.FollowAsync(reader);
        await copy.AssertEqualsAsync(reader);
        var whole = ContentFolder.Read(checkout.Directory).ToList();

        using var done = new CancellationTokenSource();
        var following = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await copy.FollowAsync(reader);
        });
        var writers = Enumerable.Range(0, Writers).Select(seed => new RandomWriter(agent, api.CreateClient(), seed)).ToList();
        var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(40))).ToList();
        _ = await api.ImportWholeAsync(whole);
        await Task.WhenAll(writing);
        _ = await api.ImportWholeAsync(whole.Where((_, i) => i % 7 != 0));
        _ = await api.ImportWholeAsync(whole);
        await done.CancelAsync();
        await following;
        await copy.FollowAsync(reader);

        Assert.InRange(writers.Sum(writer => writer.Done), 100, int.MaxValue);
        await copy.AssertEqualsAsync(reader);
        api.Time.Advance(TimeSpan.FromDays(70));
        Assert.True((await agent.MergeAsync("/v1/startups/pix", new { pitch = "Une écriture annonce ce qui a commencé." })).IsSuccessStatusCode);
        await copy.FollowAsync(reader);
        await copy.AssertEqualsAsync(reader);
    }
}
