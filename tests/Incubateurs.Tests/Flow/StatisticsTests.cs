using CsCheck;
using Incubateurs.Flow;

namespace Incubateurs.Tests.Flow;

public sealed class StatisticsTests
{
    private static readonly Gen<int[]> Lengths = Gen.Int[1, 30].Array[0, 40];

    [Theory]
    [InlineData("", null, null)]
    [InlineData("7", 7.0, 7)]
    [InlineData("9 1", 5.0, 9)]
    [InlineData("1 2", 1.5, 2)]
    [InlineData("3 1 2", 2.0, 3)]
    [InlineData("1 2 3 4 5 6 7 8 9", 5.0, 9)]
    [InlineData("10 9 8 7 6 5 4 3 2 1", 5.5, 9)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11", 6.0, 10)]
    public void Medians_are_the_mean_of_the_middle_and_ninth_deciles_the_nearest_rank(string values, double? median, int? p90)
    {
        var lengths = Of(values);

        Assert.Equal((median, p90), (Statistics.Median(lengths), Statistics.P90(lengths)));
    }

    [Fact]
    public void At_least_nine_of_ten_are_at_most_the_ninth_decile_and_no_smaller_value_does() =>
        Lengths.Where(lengths => lengths.Length > 0).Sample(lengths =>
        {
            var p90 = Statistics.P90(lengths)!.Value;

            Assert.Contains(p90, lengths);
            Assert.True(10 * lengths.Count(length => length <= p90) >= 9 * lengths.Length);
            Assert.True(10 * lengths.Count(length => length < p90) < 9 * lengths.Length);
        });

    // 6-MP in the trial of Freireich et al. (1963), the textbook's example: the median remission is of 23 weeks.
    [Theory]
    [InlineData("6 6 6 7 10 13 16 22 23", "6 9 10 11 17 19 20 25 32 32 34 35", 23)]
    [InlineData("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23", "", 8)]
    [InlineData("5", "9", 5)]
    [InlineData("5", "9 9", null)]
    [InlineData("5", "5", 5)]
    [InlineData("5", "4", 5)]
    [InlineData("", "3 4", null)]
    [InlineData("", "", null)]
    public void Half_are_gone_at_the_median_of_Kaplan_and_Meier(string ended, string open, int? median) =>
        Assert.Equal(median, Statistics.KaplanMeierMedian(Of(ended), Of(open)));

    [Fact]
    public void Without_open_spells_it_is_the_first_length_that_at_most_half_outlive() =>
        Lengths.Sample(lengths =>
        {
            int? first = lengths.Order()
                .Where(
                    length => 2 * lengths.Count(other => other > length) <= lengths.Length).Select(length => (int?)length).FirstOrDefault();

            Assert.Equal(first, Statistics.KaplanMeierMedian(lengths, []));
        });

    [Fact]
    public void It_is_the_median_of_survival_by_whole_numbers() =>
        Gen.Select(Lengths, Lengths).Sample((ended, open) =>
        {
            // The survival is top/bottom, exactly.
            var (top, bottom) = (System.Numerics.BigInteger.One, System.Numerics.BigInteger.One);
            int? median = null;
            foreach (var length in ended.Distinct().Order())
            {
                var atRisk = ended.Concat(open).Count(other => other >= length);
                top *= atRisk - ended.Count(other => other == length);
                bottom *= atRisk;
                if (2 * top <= bottom)
                {
                    median = length;
                    break;
                }
            }

            Assert.Equal(median, Statistics.KaplanMeierMedian(ended, open));
        });

    private static int[] Of(string values) => [.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
