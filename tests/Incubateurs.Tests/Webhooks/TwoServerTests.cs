using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Webhooks;

/// <summary>Two servers of one database share the work: one at a time delivers, and the other takes over.</summary>
public sealed class TwoServerTests
{
    [Fact]
    public async Task Each_item_is_delivered_once_by_either_and_what_one_leaves_the_other_takes_over()
    {
        await using var receiver = await Receiver.OpenAsync();
        using var here = new Installation();
        var key = await here.KeyAsync();
        await using var first = here.Serve("--Webhooks:AllowPrivate=true");
        using var one = await first.ServingAsync();
        await using var second = here.Serve("--Webhooks:AllowPrivate=true");
        using var other = await second.ServingAsync();
        one.DefaultRequestHeaders.Authorization = new("Bearer", key);
        other.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var (id, _) = await one.WebhookAsync(new { url = receiver.Address });

        for (var i = 0; i < 10; i++)
            _ = await (i % 2 == 0 ? one : other).StartupAsync($"Service {i}");
        var messages = await receiver.AwaitAsync(10);
        var begin = messages[0].Seq;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => begin + i), messages.Select(message => message.Seq));

        // What is on record is not sent again.
        _ = await other.AttemptsAsync(id, 10);
        _ = await first.KillAsync();
        _ = await other.StartupAsync("Après");
        _ = await receiver.AwaitAsync(11);

        Assert.Equal(begin + 10, receiver.Messages[^1].Seq);
        _ = await other.AttemptsAsync(id, 11);
    }
}
