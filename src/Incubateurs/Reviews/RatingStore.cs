using Incubateurs.Limits;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Reviews;

/// <summary>
/// Which ratings count: of one author one of a startup a day, the last; of one network the last five. It is decided when one is
/// written, since nobody can tell authors apart once the day is over, and recorded with its instant: an earlier answer stays as it was.
/// </summary>
internal static class RatingStore
{
    private const int MostOfNetwork = 5;

    private const string AddSql =
        "INSERT INTO review_authors (review_id, day, author, network) VALUES (@reviewId, @day, @Author, @Network)";

    private const string SameAuthorSql = """
        UPDATE reviews
           SET counted_until = @Now
         WHERE startup_id = @startupId
           AND counted_until = @Forever
           AND id <> @reviewId
           AND id IN (SELECT a.review_id
                        FROM review_authors a
                       WHERE a.author = @Author
                         AND a.day = @day)
        """;

    private const string SameNetworkSql = """
        UPDATE reviews
           SET counted_until = @Now
         WHERE id IN (SELECT r.id
                        FROM reviews r
                        JOIN review_authors a ON a.review_id = r.id
                       WHERE a.network = @Network
                         AND a.day = @day
                         AND r.startup_id = @startupId
                         AND r.counted_until = @Forever
                       ORDER BY r.submitted_at DESC, r.id DESC
                       LIMIT 1000 OFFSET @MostOfNetwork)
        """;

    private const string IsPastSql = "SELECT count(*) FROM review_authors WHERE day <> @day";

    private const string ForgetSql = "DELETE FROM review_authors WHERE day <> @day";

    /// <summary>Who wrote the reviews of another day.</summary>
    public static readonly Forgettable Authors = new(
        async tx => await tx.ScalarAsync<long>(IsPastSql, Day(tx)) > 0,
        tx => tx.ExecuteAsync(ForgetSql, Day(tx)));

    /// <summary>A review was written: what its author and its network have rated too often today counts no more.</summary>
    public static async Task CountOnceAsync(this Tx tx, string startupId, string reviewId, Rater rater)
    {
        var args = new
        {
            startupId,
            reviewId,
            day = tx.Today.Text(),
            rater.Author,
            rater.Network,
            tx.Now,
            Knowledge.Forever,
            MostOfNetwork,
        };
        await tx.ExecuteAsync(AddSql, args);
        await tx.ExecuteAsync(SameAuthorSql, args);
        if (rater.Network is not null)
            await tx.ExecuteAsync(SameNetworkSql, args);
    }

    private static object Day(Tx tx) => new { day = tx.Today.Text() };
}
