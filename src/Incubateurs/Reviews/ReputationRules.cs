namespace Incubateurs.Reviews;

/// <summary>What reviews come to.</summary>
internal static class ReputationRules
{
    public static Reputation Of(IReadOnlyDictionary<int, int> ratings, int openReports)
    {
        IReadOnlyList<RatingCount> distribution = [.. Enumerable.Range(1, 5).Select(rating => new RatingCount(rating, ratings.GetValueOrDefault(rating)))];
        var count = distribution.Sum(rating => rating.Count);
        double? mean = count == 0 ? null
            : Math.Round((double)distribution.Sum(rating => rating.Rating * rating.Count) / count, 2, MidpointRounding.AwayFromZero);
        return new(count, distribution, openReports, mean);
    }
}
