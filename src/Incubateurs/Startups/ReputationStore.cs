using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>What reviews and open reports make of a startup's reputation.</summary>
internal static class ReputationStore
{
    private const string RatingsSql = """
        SELECT r.rating, count(*) AS count
          FROM reviews r
          LEFT JOIN review_moderations m ON m.review_id = r.id AND m.to_at = @Forever
         WHERE r.startup_id = @startupId
           AND r.submitted_at <= @Instant
           AND r.counted_until > @Instant
           AND coalesce(m.hidden, 0) = 0
         GROUP BY r.rating
        """;

    private const string OpenReportsSql = """
        SELECT count(*)
          FROM reports r
         WHERE r.startup_id = @startupId
           AND r.submitted_at <= @Instant
           AND r.reason <> 'security'
           AND NOT EXISTS (SELECT 1
                             FROM report_resolutions s
                            WHERE s.report_id = r.id
                              AND s.from_at <= @Instant)
           AND NOT EXISTS (SELECT 1
                             FROM report_moderations m
                            WHERE m.report_id = r.id
                              AND m.to_at = @Forever
                              AND m.hidden = 1)
        """;

    public static async Task<Reputation> ReputationAsync(this Tx tx, string startupId, Knowledge knowledge)
    {
        var args = new { startupId, knowledge.Instant, Knowledge.Forever };
        var ratings = (await tx.QueryAsync<RatingRow>(RatingsSql, args)).ToDictionary(row => row.Rating, row => row.Count);
        var count = ratings.Values.Sum();
        return new(
            count,
            count == 0 ? null : Math.Round(ratings.Sum(pair => (double)pair.Key * pair.Value) / count, 2, MidpointRounding.AwayFromZero),
            [.. Enumerable.Range(1, 5).Select(rating => new RatingCount(rating, ratings.GetValueOrDefault(rating)))],
            await tx.ScalarAsync<long>(OpenReportsSql, args));
    }

    private sealed record RatingRow
    {
        public required long Rating { get; init; }
        public required long Count { get; init; }
    }
}
