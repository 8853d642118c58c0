namespace Incubateurs.Storage;

/// <summary>A change that was recorded at an instant which is yet to come.</summary>
internal sealed record EarlyChange
{
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Type { get; init; }
    public required string Subject { get; init; }
    public required string SubjectId { get; init; }
}

/// <summary>Finds what a wrong clock left behind.</summary>
internal static class ClockLagStore
{
    private const string FirstSql = """
        SELECT sequence, at, type, subject, subject_id
          FROM changes
         WHERE at > @tolerated
         ORDER BY at
         LIMIT 1
        """;

    private const string CountSql = "SELECT count(*) FROM changes WHERE at > @tolerated";

    /// <summary>The first change that is later than the clock by more than is tolerated, and how many are; null where none is.</summary>
    public static async Task<(EarlyChange First, long Count)?> FindEarlyChangesAsync(this Tx tx)
    {
        var tolerated = tx.Clock + ClockLag.Tolerated;
        return await tx.FirstAsync<EarlyChange>(FirstSql, new { tolerated }) is { } first
            ? (first, await tx.ScalarAsync<long>(CountSql, new { tolerated }))
            : null;
    }
}
