using Incubateurs.Storage;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.Reviews;

/// <summary>Reviews.</summary>
internal static class ReviewStore
{
    // The moderation of today holds at every instant: what is hidden now was hidden always.
    private const string SelectSql = """
        SELECT r.id, r.startup_id, r.rating, r.comment, r.relation, r.submitted_at, r.erased, r.verified,
               coalesce(m.hidden, 0) AS hidden, m.reason
          FROM reviews r
          LEFT JOIN review_moderations m ON m.review_id = r.id AND m.to_at = @Forever
        """;

    private const string AddSql = """
        INSERT INTO reviews (id, startup_id, rating, comment, relation, submitted_at, verified)
        VALUES (@Id, @startupId, @Rating, @Comment, @relation, @SubmittedAt, @verified)
        """;

    // What lasted for no time at all was never there.
    private const string ModerateSql = """
        DELETE FROM review_moderations WHERE review_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE review_moderations SET to_at = @Now WHERE review_id = @id AND to_at = @Forever;
        INSERT INTO review_moderations (review_id, hidden, reason, from_at, to_at) VALUES (@id, @hidden, @Reason, @Now, @Forever);
        """;

    private const string EraseSql = "UPDATE reviews SET comment = NULL, erased = 1 WHERE id = @id";

    private const string CountSql = "SELECT count(*) FROM reviews WHERE startup_id = @startupId AND submitted_at <= @Instant";

    private const string InheritSql = """
        UPDATE reviews SET startup_id = @to WHERE startup_id = @from;
        UPDATE reports SET startup_id = @to WHERE startup_id = @from;
        """;

    /// <summary>What the public said goes on under the new id of a startup.</summary>
    public static Task InheritVoicesAsync(this Tx tx, string from, string to) => tx.ExecuteAsync(InheritSql, new { from, to });

    public static Task AddReviewAsync(this Tx tx, string startupId, Review review)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(
            AddSql,
            new
            {
                review.Id,
                startupId,
                review.Rating,
                review.Comment,
                relation = review.Relation.Code(),
                review.SubmittedAt,
                verified = review.Verified == true ? 1 : 0,
            });
    }

    /// <summary>A review with the startup it is of; null where there is none of this id.</summary>
    public static async Task<(string StartupId, Review Review)?> FindReviewAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{SelectSql}\n WHERE r.id = @id", new { id, Knowledge.Forever }) is { } row
            ? (row.StartupId, row.Review())
            : null;

    public static Task ModerateAsync(this Tx tx, string id, Moderation moderation) =>
        tx.ExecuteAsync(ModerateSql, new { id, hidden = moderation.Hidden ? 1 : 0, moderation.Reason, tx.Now, Knowledge.Forever });

    /// <summary>
    /// Deletes the words of a review for good, those that are kept for repetitions too; its rating stays. False where there is none of
    /// this id, or nothing left to erase. Afterwards the log is to be wiped (<see cref="Database.WipeLogAsync"/>).
    /// </summary>
    public static async Task<bool> EraseReviewAsync(this Tx tx, string id)
    {
        if (await tx.FindReviewAsync(id) is not var (startupId, review) || review.Erased == true)
            return false;

        tx.IsOfSpecimen = SpecimenIds.IsOne(startupId);
        tx.Raise(Areas.Voices | Areas.Removals);
        await tx.ExecuteAsync(EraseSql, new { id });
        await tx.RewriteAnswersAsync(id, review with { Comment = null, Erased = true });
        return true;
    }

    /// <summary>The newest first.</summary>
    public static async Task<Slice<Review>> ListReviewsAsync(this Tx tx, string startupId, Knowledge knowledge, Cursor? after, int most)
    {
        var args = new { startupId, knowledge.Instant, Knowledge.Forever, after?.Key, after?.Id, most = most + 1 };
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE r.startup_id = @startupId
               AND r.submitted_at <= @Instant
               {(after is null ? "" : "AND (r.submitted_at, r.id) < (@Key, @Id)")}
             ORDER BY r.submitted_at DESC, r.id DESC
             LIMIT @most
            """,
            args)).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>(CountSql, args);
        return Slice.Of(rows, most, total, row => row.Review(), row => (row.SubmittedAt.Text(), row.Id));
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required long Rating { get; init; }
        public string? Comment { get; init; }
        public required string Relation { get; init; }
        public required DateTimeOffset SubmittedAt { get; init; }
        public required long Erased { get; init; }
        public required long Verified { get; init; }
        public required long Hidden { get; init; }
        public string? Reason { get; init; }

        public Review Review() => new(
            Id,
            (int)Rating,
            EnumCodes<Relation>.Read(Relation),
            SubmittedAt,
            Hidden == 0 ? Comment : null,
            Hidden == 0 ? null : true,
            Reason,
            Erased == 0 ? null : true,
            Verified == 0 ? null : true);
    }
}
