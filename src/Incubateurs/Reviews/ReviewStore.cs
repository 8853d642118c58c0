using Incubateurs.HandOvers;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Reviews;

/// <summary>Reviews, and the reputation they make.</summary>
internal static class ReviewStore
{
    private const string Select = """
        SELECT id, startup_id, rating, comment, relation, submitted_at, hidden, reason
          FROM reviews
        """;

    private const string AddSql = """
        INSERT INTO reviews (id, startup_id, rating, comment, relation, submitted_at, hidden)
        VALUES (@Id, @startupId, @Rating, @Comment, @relation, @SubmittedAt, 0)
        """;

    private const string ModerateSql = "UPDATE reviews SET hidden = @Hidden, reason = @Reason WHERE id = @id";

    private const string CountSql = "SELECT count(*) FROM reviews WHERE startup_id = @startupId";

    private const string RatingsSql = """
        SELECT rating, count(*) AS count
          FROM reviews
         WHERE startup_id = @startupId
           AND hidden = 0
         GROUP BY rating
        """;

    private const string OpenReportsSql = """
        SELECT count(*)
          FROM reports
         WHERE startup_id = @startupId
           AND status = 'open'
           AND reason <> 'security'
        """;

    private const string InheritSql = """
        UPDATE reviews SET startup_id = @to WHERE startup_id = @from;
        UPDATE reports SET startup_id = @to WHERE startup_id = @from;
        """;

    /// <summary>What the public said goes on under the new id of a startup.</summary>
    public static Task InheritVoicesAsync(this Tx tx, string from, string to) => tx.ExecuteAsync(InheritSql, new { from, to });

    public static Task AddReviewAsync(this Tx tx, string startupId, Review review)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(AddSql, new { review.Id, startupId, review.Rating, review.Comment, relation = review.Relation.Code(), review.SubmittedAt });
    }

    /// <summary>A review with the startup it is of; null where there is none of this id.</summary>
    public static async Task<(string StartupId, Review Review)?> FindReviewAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{Select}\n WHERE id = @id", new { id }) is { } row ? (row.StartupId, row.Review()) : null;

    public static Task ModerateAsync(this Tx tx, string id, Moderation moderation) => tx.ExecuteAsync(ModerateSql, new { id, moderation.Hidden, moderation.Reason });

    /// <summary>Ids are ordered by their instants: the newest first.</summary>
    public static async Task<Slice<Review>> ListReviewsAsync(this Tx tx, string startupId, Cursor? after, int most)
    {
        var rows = (await tx.QueryAsync<Row>(
            $"{Select}\n WHERE startup_id = @startupId{(after is null ? "" : "\n   AND id < @id")}\n ORDER BY id DESC\n LIMIT @most",
            new { startupId, id = after?.Id, most = most + 1 })).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>(CountSql, new { startupId });
        return new([.. rows.Take(most).Select(row => row.Review())], total, rows.Count > most ? (rows[most - 1].Id, rows[most - 1].Id) : null);
    }

    public static async Task<Reputation> ReputationAsync(this Tx tx, string startupId)
    {
        var ratings = (await tx.QueryAsync<RatingRow>(RatingsSql, new { startupId })).ToDictionary(row => row.Rating, row => row.Count);
        var count = ratings.Values.Sum();
        return new(
            count,
            count == 0 ? null : Math.Round(ratings.Sum(pair => (double)pair.Key * pair.Value) / count, 2),
            [.. Enumerable.Range(1, 5).Select(rating => new RatingCount(rating, ratings.GetValueOrDefault(rating)))],
            await tx.ScalarAsync<long>(OpenReportsSql, new { startupId }));
    }

    private sealed record RatingRow
    {
        public required long Rating { get; init; }
        public required long Count { get; init; }
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required long Rating { get; init; }
        public string? Comment { get; init; }
        public required string Relation { get; init; }
        public required DateTimeOffset SubmittedAt { get; init; }
        public required long Hidden { get; init; }
        public string? Reason { get; init; }

        public Review Review() => new(
            Id, (int)Rating, HandOverCodes.Read<Relation>(Relation), SubmittedAt, Hidden == 0 ? Comment : null, Hidden == 0 ? null : true, Reason);
    }
}
