using Incubateurs.Storage;

namespace Incubateurs.Incubation;

/// <summary>A committee of a startup as recorded; imported ones have no decision.</summary>
internal sealed record RecordedCommittee(
    string Id, DateOnly HeldOn, string? Decision, DateOnly? FundedUntil, string? Note, DateTimeOffset RecordedAt);

/// <summary>A committee, and the changes between which it was known.</summary>
internal sealed record KnownCommittee(RecordedCommittee Committee, long KnownFrom, long KnownTo) : IKnownRow;

/// <summary>The investment committees of startups.</summary>
internal static class CommitteeStore
{
    private const string ListSql = """
        SELECT c.id, c.held_on, c.decision, c.funded_until, c.note, c.recorded_at
          FROM committees c
         WHERE c.startup_id = @startupId
           AND
        """;

    private static readonly string BetweenSql = $"""
        SELECT c.id, c.held_on, c.decision, c.funded_until, c.note, c.recorded_at, c.known_from, c.known_to
          FROM committees c
         WHERE c.startup_id IN @ids
           AND {KnownBetween.Of("c")}
        """;

    private const string AddSql = """
        INSERT INTO committees (id, startup_id, held_on, decision, funded_until, note, recorded_at, known_from, known_to)
        VALUES (@Id, @startupId, @HeldOn, @Decision, @FundedUntil, @Note, @RecordedAt, @sequence, @Open)
        """;

    private const string CloseSql = "UPDATE committees SET known_to = @sequence WHERE id = @id AND known_to = @Open";

    private const string TakenSql = "SELECT count(*) FROM committees WHERE id = @id AND known_to = @Open";

    public static async Task<IReadOnlyList<RecordedCommittee>> ListCommitteesAsync(this Tx tx, string startupId, Knowledge knowledge)
    {
        var rows = await tx.QueryAsync<Row>(
            $"{ListSql} {knowledge.Of("c")} ORDER BY c.held_on, c.id", new { startupId, sequence = knowledge.Sequence });
        return [.. rows.Select(row => row.Recorded())];
    }

    /// <summary>What was known of the committees of startups between two changes, by the ids of committees.</summary>
    public static async Task<KnownRows<KnownCommittee>> ListCommitteesAsync(this Tx tx, IReadOnlyList<string> ids, KnownBetween between) =>
        new(
            (await tx.QueryAsync<Row>(BetweenSql, new { ids, between.First, between.Last }))
                .Select(row => new KnownCommittee(row.Recorded(), row.KnownFrom, row.KnownTo)),
            row => row.Committee.Id);

    public static async Task AddCommitteeAsync(this Tx tx, long sequence, string startupId, RecordedCommittee committee)
    {
        await tx.ExecuteAsync(AddSql, new
        {
            committee.Id,
            startupId,
            committee.HeldOn,
            committee.Decision,
            committee.FundedUntil,
            committee.Note,
            committee.RecordedAt,
            sequence,
            Tx.Open,
        });
        tx.Touch(sequence, Kinds.Committee, committee.Id, startupId);
    }

    /// <summary>Whether a committee of any startup bears the id now.</summary>
    public static async Task<bool> IsCommitteeIdTakenAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(TakenSql, new { id, Tx.Open }) > 0;

    public static async Task CloseCommitteeAsync(this Tx tx, long sequence, string startupId, string id)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        tx.Touch(sequence, Kinds.Committee, id, startupId);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required DateOnly HeldOn { get; init; }
        public string? Decision { get; init; }
        public DateOnly? FundedUntil { get; init; }
        public string? Note { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }

        public RecordedCommittee Recorded() => new(Id, HeldOn, Decision, FundedUntil, Note, RecordedAt);
    }
}
