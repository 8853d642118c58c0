using Incubateurs.Webhooks;

namespace Incubateurs.Tests.Webhooks;

/// <summary>When what failed is tried again.</summary>
public sealed class RetryRulesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 8, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0.2)]
    [InlineData(2, 5)]
    [InlineData(3, 30)]
    [InlineData(4, 120)]
    [InlineData(5, 600)]
    [InlineData(6, 3_600)]
    [InlineData(7, 10_800)]
    [InlineData(8, 21_600)]
    [InlineData(9, 21_600)]
    [InlineData(1_000, 21_600)]
    public void Pauses_grow_each_within_a_tenth_and_the_same_for_who_asks_again(int failures, double seconds)
    {
        var pauses = Enumerable.Range(0, 100).Select(i => RetryRules.PauseAfter($"w{i}", failures)).ToList();

        Assert.All(pauses, pause => Assert.InRange(pause.TotalSeconds, seconds * 0.9, seconds * 1.1));
        Assert.True(pauses.Distinct().Count() > 20);
        Assert.Equal(pauses, Enumerable.Range(0, 100).Select(i => RetryRules.PauseAfter($"w{i}", failures)));
    }

    [Fact]
    public void The_last_try_is_a_day_after_the_first_failure()
    {
        var (now, failures) = (Begin, 0);
        while (RetryRules.NextTry("w", ++failures, Begin, now) is { } next)
        {
            Assert.True(next > now);
            now = next;
        }

        Assert.Equal(Begin.AddDays(1), now);
        Assert.InRange(failures, 9, 13);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(100_000, 21_600)]
    public void A_receiver_is_heard_within_bounds(int asked, int pause) => Assert.Equal(
        Begin.AddSeconds(pause), RetryRules.NextTry("w", 1, Begin, Begin, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void A_receiver_makes_no_pause_shorter() => Assert.Equal(
        RetryRules.NextTry("w", 4, Begin, Begin), RetryRules.NextTry("w", 4, Begin, Begin, TimeSpan.FromSeconds(1)));
}
