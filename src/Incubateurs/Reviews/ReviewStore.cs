using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Reviews;

/// <summary>The reviews of startups.</summary>
internal static class ReviewStore
{
    private const string SelectSql = """
        SELECT r.id, r.startup_id, r.rating, r.comment, r.relation, r.recorded_at, m.hidden, m.reason, m.from_at AS moderated_at
          FROM reviews r
          LEFT JOIN review_moderations m ON m.review_id = r.id AND m.from_at <= @instant AND m.to_at > @instant
        """;

    private const string CountSql = "SELECT count(*) FROM reviews WHERE startup_id = @startupId AND recorded_at <= @instant";

    private const string AddSql = """
        INSERT INTO reviews (id, startup_id, rating, comment, relation, recorded_at)
        VALUES (@Id, @startupId, @Rating, @Comment, @Relation, @RecordedAt)
        """;

    // What lasted for no time at all was never there.
    private const string ModerateSql = """
        DELETE FROM review_moderations WHERE review_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE review_moderations SET to_at = @Now WHERE review_id = @id AND to_at = @Forever;
        INSERT INTO review_moderations (review_id, hidden, reason, from_at, to_at) VALUES (@id, @hidden, @reason, @Now, @Forever);
        """;

    private const string RatingsSql = """
        SELECT r.rating, count(*) AS count
          FROM reviews r
          LEFT JOIN review_moderations m ON m.review_id = r.id AND m.from_at <= @instant AND m.to_at > @instant
         WHERE r.startup_id = @startupId
           AND r.recorded_at <= @instant
           AND coalesce(m.hidden, 0) = 0
         GROUP BY r.rating
        """;

    private const string InheritSql = """
        UPDATE reviews SET startup_id = @to WHERE startup_id = @from;
        UPDATE reports SET startup_id = @to WHERE startup_id = @from;
        """;

    /// <summary>One review and whose it is; null where there is none.</summary>
    public static async Task<(Review Review, string StartupId)?> FindReviewAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{SelectSql} WHERE r.id = @id", new { id, Knowledge.Now.Instant }) is { } row ? (row.Review(), row.StartupId) : null;

    /// <summary>Up to <paramref name="most"/>, the newest first, after a cursor.</summary>
    public static async Task<Slice<Review>> ListReviewsAsync(this Tx tx, string startupId, Knowledge knowledge, Cursor? after, int most)
    {
        var args = new { startupId, knowledge.Instant, after?.Key, after?.Id, most = most + 1 };
        var reviews = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE r.startup_id = @startupId
               AND r.recorded_at <= @instant
               {(after is null ? "" : "AND (r.recorded_at, r.id) < (@Key, @Id)")}
             ORDER BY r.recorded_at DESC, r.id DESC
             LIMIT @most
            """,
            args)).Select(row => row.Review()).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>(CountSql, args);
        return Slice.Of(reviews, total, most, review => (review.RecordedAt.Text(), review.Id));
    }

    public static async Task AddReviewAsync(this Tx tx, string startupId, Review review)
    {
        await tx.ExecuteAsync(AddSql, new { review.Id, startupId, review.Rating, review.Comment, review.Relation, review.RecordedAt });
        tx.Raise(Areas.Voices);
    }

    public static Task ModerateReviewAsync(this Tx tx, string id, bool hidden, string reason) =>
        tx.ExecuteAsync(ModerateSql, new { id, hidden = hidden ? 1 : 0, reason, tx.Now, Knowledge.Forever });

    /// <summary>How many reviews that are not hidden give each rating.</summary>
    public static async Task<IReadOnlyDictionary<int, int>> CountRatingsAsync(this Tx tx, string startupId, Knowledge knowledge) =>
        (await tx.QueryAsync<RatingRow>(RatingsSql, new { startupId, knowledge.Instant })).ToDictionary(row => (int)row.Rating, row => (int)row.Count);

    /// <summary>What was said of a startup goes on under its new id.</summary>
    public static async Task InheritVoicesAsync(this Tx tx, string from, string to)
    {
        if (await tx.ExecuteAsync(InheritSql, new { from, to }) > 0)
            tx.Raise(Areas.Voices);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required long Rating { get; init; }
        public string? Comment { get; init; }
        public required string Relation { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public long? Hidden { get; init; }
        public string? Reason { get; init; }
        public DateTimeOffset? ModeratedAt { get; init; }

        public Review Review() =>
            new(Id, (int)Rating, Relation, RecordedAt, Hidden == 1, Hidden == 1 ? null : Comment, Reason, ModeratedAt);
    }

    private sealed record RatingRow
    {
        public required long Rating { get; init; }
        public required long Count { get; init; }
    }
}
