using CsCheck;
using Incubateurs.Flow;
using Incubateurs.Incubation;

namespace Incubateurs.Tests.Flow;

/// <summary>What holds between figures of any portfolio, however odd its histories.</summary>
public sealed class FlowFiguresTests
{
    private static readonly DateOnly Origin = new(2019, 1, 1);
    private static readonly DateOnly Day = new(2026, 8, 20);

    // Equal starts are common, and so are histories without an entry or without anything.
    private static readonly Gen<DateOnly> Days = Gen.OneOf(Gen.Int[0, 9].Select(n => n * 300), Gen.Int[0, 2788]).Select(Origin.AddDays);

    private static readonly Gen<Life[]> Portfolios =
        Gen.Select(Gen.OneOf([.. Phases.All]), Days).Select((phase, day) => new PhaseStart(phase, day)).Array[1, 6].Array[0, 12]
            .Select(portfolio => portfolio.Select((phases, i) => new Life($"s{i}", Lifecycle.Ordered(phases))).ToArray());

    [Fact]
    public void The_stock_of_each_period_is_those_who_were_incubating_on_its_last_day() =>
        Gen.Select(Portfolios, Gen.OneOf(1, 3, 12)).Sample((lives, months) =>
        {
            foreach (var period in FlowFigures.Flow(lives, [.. FlowFigures.Periods(months, 2013, 2026, Day)]))
            {
                var phases = lives.Select(life => Lifecycle.On(period.End, life.Chain))
                    .Where(standing => standing.Status == Status.Incubating)
                    .CountBy(standing => standing.Current!.Value.Phase.Code).ToDictionary();

                Assert.Equal(phases.Values.Sum(), period.Stock);
                Assert.All(period.StockByPhase, phase => Assert.Equal(phases.GetValueOrDefault(phase.Key), phase.Value));
            }
        });

    [Fact]
    public void Every_entry_and_every_exit_falls_in_one_period() =>
        Gen.Select(Portfolios, Gen.OneOf(1, 3, 12)).Sample((lives, months) =>
        {
            var periods = FlowFigures.Flow(lives, [.. FlowFigures.Periods(months, 2013, 2026, Day)]);

            Assert.Equal(lives.Count(life => life.Standing.Entry is not null), periods.Sum(period => period.Entries));
            Assert.Equal(lives.Count(life => life.Standing.BuildEntry is not null), periods.Sum(period => period.BuildEntries));
            Assert.Equal(lives.Count(life => life.Standing.Exit is not null), periods.Sum(period => period.Exits.Values.Sum()));
        });

    [Fact]
    public void Every_phase_of_incubation_is_a_spell_of_one_kind() =>
        Portfolios.Sample(lives =>
        {
            foreach (var (item, code) in FlowFigures.Durations(lives, Day).Zip(FlowFigures.IncubationCodes))
            {
                var phases = lives.Sum(life => life.Chain.Count(phase => phase.Phase.Code == code));

                Assert.Equal((code, phases), (item.Phase, item.Completed + item.ZeroLength + item.Open));
                Assert.Equal((item.Completed > 0, item.Open > 0), (item.MedianDays is not null, item.OpenMedianDays is not null));
            }
        });

    [Fact]
    public void Incubations_add_up_by_exit_and_by_length() =>
        Gen.Select(Portfolios, Gen.Bool).Sample((lives, sinceBuild) =>
        {
            var items = FlowFigures.Incubations(lives, sinceBuild);

            Assert.Equal("all", items[^1].Exit);
            Assert.Equal(items[^1].Count, items.SkipLast(1).Sum(item => item.Count));
            Assert.All(items, item => Assert.Equal(item.Count, item.UnderOneYear + item.OneToThreeYears + item.OverThreeYears));
        });

    [Fact]
    public void The_law_is_that_of_the_last_three_years_of_the_flow() =>
        Portfolios.Sample(lives =>
        {
            var years = FlowFigures.Flow(lives, [.. FlowFigures.Periods(12, 2023, 2025, Day)]);
            var (stock, exits) = (years.Sum(year => year.Stock), years.Sum(year => year.Exits.Values.Sum()));

            var law = FlowFigures.Little(lives, Day);

            Assert.Equal((2023, 2025), (law.From, law.To));
            Assert.Equal(stock / 3.0, law.MeanStock, 9);
            Assert.Equal(exits / 3.0, law.ExitsPerYear, 9);
            if (exits == 0)
                Assert.Null(law.Years);
            else
                Assert.Equal((double)stock / exits, law.Years!.Value, 9);
        });

    [Theory]
    [InlineData(12, 2024, 2026, "2024-01-01..2024-12-31 2025-01-01..2025-12-31 2026-01-01..2026-08-20")]
    [InlineData(3, 2026, 2030, "2026-01-01..2026-03-31 2026-04-01..2026-06-30 2026-07-01..2026-08-20")]
    [InlineData(1, 2024, 2024, "2024-01-01..2024-01-31 2024-02-01..2024-02-29 2024-03-01..2024-03-31")]
    [InlineData(12, 2027, 2030, "")]
    public void Periods_are_those_of_the_calendar_up_to_the_day(int months, int from, int to, string expected)
    {
        var periods = FlowFigures.Periods(months, from, to, Day).Take(3)
            .Select(period => $"{period.Start:yyyy-MM-dd}..{period.End:yyyy-MM-dd}");

        Assert.Equal(expected, string.Join(' ', periods));
    }
}
