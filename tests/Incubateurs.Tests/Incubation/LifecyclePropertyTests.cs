using CsCheck;
using Incubateurs.Incubation;

namespace Incubateurs.Tests.Incubation;

/// <summary>The lifecycle against the same rules written another way: one day at a time, by minima and maxima instead of a chain.</summary>
public sealed class LifecyclePropertyTests
{
    private static readonly DateOnly Origin = new(2019, 12, 1);

    // Few days and many phases, so that equal starts are common; years apart too, so that every verdict comes up.
    private static readonly Gen<DateOnly> Days =
        Gen.OneOf(Gen.Int[0, 12], Gen.Int[0, 2000], Gen.OneOf(90, 455, 1186)).Select(Origin.AddDays);

    private static readonly Gen<PhaseStart[]> Histories =
        Gen.Select(Gen.OneOf([.. Phases.All]), Days).Select((phase, day) => new PhaseStart(phase, day)).Array[0, 8];

    [Fact]
    public void Every_day_stands_as_the_rules_say() =>
        Gen.Select(Histories, Days).Sample((phases, day) => Assert.Equal(Naive(phases, day), Lifecycle.On(day, phases)));

    [Fact]
    public void Days_verdict_and_overdue_follow_from_entry_and_exit() =>
        Gen.Select(Histories, Days).Sample((phases, day) =>
        {
            var standing = Lifecycle.On(day, phases);
            var days = standing.Entry is { } entry
                ? Enumerable.Range(entry.DayNumber, 5000).TakeWhile(n => n < (standing.Exit?.StartsOn ?? day).DayNumber).Count()
                : (int?)null;

            Assert.Equal(days, standing.Days(day));
            Assert.Equal(standing.Entry is { } from ? Judge(from, standing.Exit?.StartsOn ?? day) : null, standing.Verdict(day));
            Assert.Equal(standing.Exit is null && standing.Verdict(day) == Verdict.OverThreeYears, standing.IsOverdue(day));
        });

    [Fact]
    public void Stretches_tile_the_calendar() =>
        Histories.Sample(phases =>
        {
            var stretches = Lifecycle.Stretches(phases).ToList();

            Assert.Equal(DateOnly.MinValue, stretches[0].From);
            Assert.Equal(DateOnly.MaxValue, stretches[^1].To);
            Assert.All(stretches, stretch => Assert.True(stretch.From < stretch.To));
            Assert.All(stretches.Zip(stretches.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(phases.Select(phase => phase.StartsOn).Distinct().Order(), stretches.Skip(1).Select(stretch => stretch.From));
        });

    [Fact]
    public void The_standing_of_a_stretch_is_that_of_each_of_its_days() =>
        Gen.Select(Histories, Days).Sample((phases, day) =>
        {
            foreach (var stretch in Lifecycle.Stretches(phases))
            {
                Assert.Equal(Naive(phases, stretch.From), stretch.Standing);
                Assert.Equal(Naive(phases, stretch.To.AddDays(-1)), stretch.Standing);
                if (stretch.From <= day && day < stretch.To)
                    Assert.Equal(Lifecycle.On(day, phases), stretch.Standing);
            }
        });

    [Fact]
    public void The_order_in_which_phases_are_given_does_not_matter() =>
        Gen.Select(Histories.SelectMany(phases => Gen.Shuffle(phases).Select(shuffled => (phases, shuffled))), Days).Sample((given, day) =>
        {
            Assert.Equal(Lifecycle.On(day, given.phases), Lifecycle.On(day, given.shuffled));
            Assert.Equal(Lifecycle.Stretches(given.phases), Lifecycle.Stretches(given.shuffled));
        });

    [Fact]
    public void What_is_planned_changes_nothing_but_what_is_next() =>
        Gen.Select(Histories, Days).Sample((phases, day) =>
            Assert.Equal(
                Lifecycle.On(day, phases) with { Next = null },
                Lifecycle.On(day, phases.Where(phase => phase.StartsOn <= day))));

    [Fact]
    public void A_startup_is_incubating_exactly_when_it_has_begun_and_not_left() =>
        Gen.Select(Histories, Days).Sample((phases, day) =>
        {
            var standing = Lifecycle.On(day, phases);

            Assert.Equal(standing.Current is not null && standing.Exit is null, standing.Status == Status.Incubating);
            Assert.True(standing.Exit is null || standing.Entry is null || standing.Entry <= standing.Exit.Value.StartsOn);
            Assert.True(standing.BuildEntry is null || standing.Entry <= standing.BuildEntry);
        });

    private static Standing Naive(PhaseStart[] phases, DateOnly day)
    {
        var begun = phases.Where(phase => phase.StartsOn <= day).ToList();
        var planned = phases.Where(phase => phase.StartsOn > day).ToList();
        var lastIncubation = begun.Where(phase => phase.Phase.Rank <= 3).Select(Place).DefaultIfEmpty(-1).Max();
        return new(
            Current: begun.Count == 0 ? null : begun.MaxBy(Place),
            Entry: Earliest(begun.Where(phase => phase.Phase.Rank is 0 or 1 or 2 or 3)),
            BuildEntry: Earliest(begun.Where(phase => phase.Phase.Rank is 1 or 2 or 3)),
            Exit: begun.Where(
                phase => Place(phase) > lastIncubation).Select(phase => (PhaseStart?)phase).MinBy(phase => Place(phase!.Value)),
            Next: planned.Count == 0 ? null : planned.MinBy(Place));

        static int Place(PhaseStart phase) => phase.StartsOn.DayNumber * 8 + phase.Phase.Rank;

        static DateOnly? Earliest(IEnumerable<PhaseStart> some) => some.Select(phase => (DateOnly?)phase.StartsOn).Min();
    }

    private static Verdict Judge(DateOnly entry, DateOnly exit)
    {
        return exit < Anniversary(1) ? Verdict.UnderOneYear : exit > Anniversary(3) ? Verdict.OverThreeYears : Verdict.OneToThreeYears;

        DateOnly Anniversary(int years) =>
            new(entry.Year + years, entry.Month, Math.Min(entry.Day, DateTime.DaysInMonth(entry.Year + years, entry.Month)));
    }
}
