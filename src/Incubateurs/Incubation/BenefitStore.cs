using Incubateurs.Storage;

namespace Incubateurs.Incubation;

/// <summary>A benefit, and the changes between which it was known.</summary>
internal sealed record KnownBenefit(Benefit Benefit, long KnownFrom, long KnownTo) : IKnownRow;

/// <summary>The first benefits observed of startups.</summary>
internal static class BenefitStore
{
    private const string ListSql = """
        SELECT b.id, b.observed_on, b.statement, b.audience, b.volunteers, b.url, b.recorded_at
          FROM benefits b
         WHERE b.startup_id = @startupId
           AND
        """;

    private static readonly string BetweenSql = $"""
        SELECT b.id, b.observed_on, b.statement, b.audience, b.volunteers, b.url, b.recorded_at, b.known_from, b.known_to
          FROM benefits b
         WHERE b.startup_id IN @ids
           AND {KnownBetween.Of("b")}
        """;

    private const string AddSql = """
        INSERT INTO benefits (id, startup_id, observed_on, statement, audience, volunteers, url, recorded_at, known_from, known_to)
        VALUES (@Id, @startupId, @ObservedOn, @Statement, @Audience, @Volunteers, @Url, @RecordedAt, @sequence, @Open)
        """;

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<Benefit>> ListBenefitsAsync(this Tx tx, string startupId, Knowledge knowledge) =>
    [
        .. (
            await tx.QueryAsync<Row>(
                $"{ListSql} {knowledge.Of("b")} ORDER BY b.observed_on DESC, b.id", new { startupId, sequence = knowledge.Sequence }))
            .Select(row => row.Benefit()),
    ];

    /// <summary>What was known of the benefits of startups between two changes, by the ids of benefits.</summary>
    public static async Task<KnownRows<KnownBenefit>> ListBenefitsAsync(this Tx tx, IReadOnlyList<string> ids, KnownBetween between) =>
        new(
            (await tx.QueryAsync<Row>(BetweenSql, new { ids, between.First, between.Last }))
                .Select(row => new KnownBenefit(row.Benefit(), row.KnownFrom, row.KnownTo)),
            row => row.Benefit.Id);

    public static async Task AddBenefitAsync(this Tx tx, long sequence, string startupId, Benefit benefit)
    {
        await tx.ExecuteAsync(AddSql, new
        {
            benefit.Id,
            startupId,
            benefit.ObservedOn,
            benefit.Statement,
            benefit.Audience,
            benefit.Volunteers,
            benefit.Url,
            benefit.RecordedAt,
            sequence,
            Tx.Open,
        });
        tx.Touch(sequence, Kinds.Benefit, benefit.Id, startupId);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required DateOnly ObservedOn { get; init; }
        public required string Statement { get; init; }
        public string? Audience { get; init; }
        public long? Volunteers { get; init; }
        public string? Url { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }

        public Benefit Benefit() => new(Id, ObservedOn, Statement, Audience, (int?)Volunteers, Url, RecordedAt);
    }
}
