using CsCheck;
using Incubateurs.Words;

namespace Incubateurs.Tests.Words;

/// <summary>What columns hold as text comes back as it was.</summary>
public sealed class TextTests
{
    [Fact]
    public void A_list_comes_back_as_it_was_written() =>
        Gen.Char["ab\",\\[]é\n "].Array[0, 6].Select(letters => new string(letters)).Array[0, 5]
            .Sample(list => Assert.Equal(list, JsonText.List(JsonText.Of(list))), iter: 2000, threads: 1);

    [Fact]
    public void Days_and_instants_come_back_as_they_were_written()
    {
        Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber).Sample(day => Assert.Equal(day, Instants.Day(day.Text())));
        Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks / 10_000]
            .Select(milliseconds => new DateTimeOffset(milliseconds * 10_000, TimeSpan.Zero))
            .Sample(instant => Assert.Equal(instant, Instants.Instant(instant.Text())));
    }

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-01")]
    [InlineData("20260101")]
    [InlineData("")]
    public void A_text_that_is_no_day_is_never_taken_for_one(string text) => Assert.ThrowsAny<Exception>(() => Instants.Day(text));

    [Fact]
    public void Midnight_in_Paris_follows_the_change_of_the_hour()
    {
        Assert.Equal(new(2026, 8, 19, 22, 0, 0, TimeSpan.Zero), new DateOnly(2026, 8, 20).MidnightInParis());
        Assert.Equal(new(2026, 1, 19, 23, 0, 0, TimeSpan.Zero), new DateOnly(2026, 1, 20).MidnightInParis());
        Assert.Equal(new(2026, 8, 20), new DateTimeOffset(2026, 8, 19, 22, 0, 0, TimeSpan.Zero).DayInParis());
    }

}
