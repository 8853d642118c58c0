using Incubateurs.Storage;

namespace Incubateurs.Incubation;

/// <summary>A phase of a startup as recorded.</summary>
internal sealed record RecordedPhase(
    string Id, Phase Phase, DateOnly StartsOn, DateOnly? RecordedEnd, string? Reason, DateTimeOffset RecordedAt)
{
    /// <summary>The hand-over that wrote it.</summary>
    public string? HandOverId { get; init; }
}

/// <summary>A phase, and the changes between which it was known.</summary>
internal sealed record KnownPhase(string StartupId, RecordedPhase Phase, long KnownFrom, long KnownTo) : IKnownRow;

/// <summary>The phases of startups.</summary>
internal static class PhaseStore
{
    private const string ListSql = """
        SELECT p.startup_id, p.id, p.phase, p.starts_on, p.recorded_end, p.reason, p.hand_over_id, p.recorded_at
          FROM startup_phases p
         WHERE p.startup_id IN @startupIds
           AND
        """;

    private static readonly string BetweenSql = $"""
        SELECT p.startup_id, p.id, p.phase, p.starts_on, p.recorded_end, p.reason, p.hand_over_id, p.recorded_at, p.known_from, p.known_to
          FROM startup_phases p
         WHERE p.startup_id IN @ids
           AND {KnownBetween.Of("p")}
        """;

    private const string StartsSql = """
        SELECT p.startup_id, p.phase, p.starts_on
          FROM startup_phases p
         WHERE p.startup_id IN @startupIds
           AND
        """;

    private const string AddSql = """
        INSERT INTO startup_phases (
               id, startup_id, phase, starts_on, recorded_end, reason, hand_over_id, recorded_at, planned, known_from, known_to)
        VALUES (
               @Id, @startupId, @Code, @StartsOn, @RecordedEnd, @Reason, @HandOverId, @RecordedAt, @planned, @sequence, @Open)
        """;

    private const string CloseSql = "UPDATE startup_phases SET known_to = @sequence WHERE id = @id AND known_to = @Open";

    private const string TakenSql = "SELECT count(*) FROM startup_phases WHERE id = @id AND known_to = @Open";

    /// <summary>The phases of a startup in the order in which they follow each other.</summary>
    public static async Task<IReadOnlyList<RecordedPhase>> ListPhasesAsync(this Tx tx, string startupId, Knowledge knowledge)
    {
        var phases = await tx.ListPhasesAsync([startupId], knowledge);
        return [.. phases[startupId]];
    }

    /// <summary>The same of many startups at once, by their ids.</summary>
    public static async Task<ILookup<string, RecordedPhase>> ListPhasesAsync(
        this Tx tx, IReadOnlyList<string> startupIds, Knowledge knowledge) =>
        (await tx.QueryAsync<Row>($"{ListSql} {knowledge.Of("p")}", new { startupIds, sequence = knowledge.Sequence }))
            .Select(row => (row.StartupId, Phase: row.Recorded()))
            .OrderBy(row => row.Phase.StartsOn).ThenBy(row => row.Phase.Phase.Rank)
            .ToLookup(row => row.StartupId, row => row.Phase);

    /// <summary>What was known of the phases of startups between two changes, in the order in which they follow each other.</summary>
    public static async Task<KnownRows<KnownPhase>> ListPhasesAsync(this Tx tx, IReadOnlyList<string> ids, KnownBetween between) =>
        new(
            (await tx.QueryAsync<Row>(BetweenSql, new { ids, between.First, between.Last }))
                .Select(row => new KnownPhase(row.StartupId, row.Recorded(), row.KnownFrom, row.KnownTo))
                .OrderBy(row => row.Phase.StartsOn).ThenBy(row => row.Phase.Phase.Rank),
            row => row.StartupId);

    public static async Task<IReadOnlyList<PhaseStart>> ListPhaseStartsAsync(this Tx tx, string startupId, Knowledge knowledge) =>
        [.. (await tx.ListPhasesAsync(startupId, knowledge)).Select(phase => new PhaseStart(phase.Phase, phase.StartsOn))];

    /// <summary>The same of many startups at once, by their ids.</summary>
    public static async Task<ILookup<string, PhaseStart>> ListPhaseStartsAsync(
        this Tx tx, IReadOnlyList<string> startupIds, Knowledge knowledge) =>
        (await tx.QueryAsync<StartRow>($"{StartsSql} {knowledge.Of("p")}", new { startupIds, sequence = knowledge.Sequence }))
            .Select(row => (row.StartupId, Start: row.Start())).OrderBy(row => row.Start.StartsOn).ThenBy(row => row.Start.Phase.Rank)
            .ToLookup(row => row.StartupId, row => row.Start);

    public static Task AddPhaseAsync(this Tx tx, long sequence, string startupId, RecordedPhase phase) =>
        tx.ExecuteAsync(AddSql, new
        {
            phase.Id,
            startupId,
            phase.Phase.Code,
            phase.StartsOn,
            phase.RecordedEnd,
            phase.Reason,
            phase.HandOverId,
            phase.RecordedAt,
            planned = phase.StartsOn > tx.Today ? 1 : 0,
            sequence,
            Tx.Open,
        });

    /// <summary>Whether a phase of any startup bears the id now.</summary>
    public static async Task<bool> IsPhaseIdTakenAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(TakenSql, new { id, Tx.Open }) > 0;

    /// <summary>Ends what is known of a phase: it is withdrawn, or a corrected row follows.</summary>
    public static Task ClosePhaseAsync(this Tx tx, long sequence, string id) => tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });

    /// <summary>The phases as the contract shows them on a day: one that is planned ends none.</summary>
    public static IReadOnlyList<PhasePeriod> Periods(IReadOnlyList<RecordedPhase> phases, DateOnly day) =>
        [.. phases.Select((phase, i) => new PhasePeriod(
            phase.Id,
            phase.Phase.Code,
            phase.StartsOn,
            i + 1 < phases.Count && phases[i + 1].StartsOn <= day ? phases[i + 1].StartsOn : null,
            phase.StartsOn > day ? true : null,
            phase.RecordedEnd,
            phase.Reason,
            phase.HandOverId,
            phase.RecordedAt))];

    /// <summary>One of the phases of a startup as the contract shows it; null when it has none of this id.</summary>
    public static PhasePeriod? Period(this IReadOnlyList<RecordedPhase> phases, string id, int version, DateOnly day) =>
        Periods(phases, day).FirstOrDefault(phase => phase.Id == id) is { } period ? period with { Version = version } : null;

    private static Phase PhaseOf(string code) => Phases.Find(code) ?? throw new InvalidOperationException($"Unknown phase {code}.");

    private sealed record Row
    {
        public required string StartupId { get; init; }
        public required string Id { get; init; }
        public required string Phase { get; init; }
        public required DateOnly StartsOn { get; init; }
        public DateOnly? RecordedEnd { get; init; }
        public string? Reason { get; init; }
        public string? HandOverId { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }

        public RecordedPhase Recorded() =>
            new(Id, PhaseOf(Phase), StartsOn, RecordedEnd, Reason, RecordedAt) { HandOverId = HandOverId };
    }

    private sealed record StartRow
    {
        public required string StartupId { get; init; }
        public required string Phase { get; init; }
        public required DateOnly StartsOn { get; init; }

        public PhaseStart Start() => new(PhaseOf(Phase), StartsOn);
    }
}
