using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>A hand-over, and the changes between which it was known.</summary>
internal sealed record KnownHandOver(RecordedHandOver HandOver, long KnownFrom, long KnownTo) : IKnownRow;

/// <summary>Reads and writes hand-overs.</summary>
internal static class HandOverRecordStore
{
    // Whether its startup lives is asked of now: it decides who may write.
    private const string Columns = """
        h.id, h.startup_id, h.version, h.status, h.model, h.opened_on, h.host_id, h.candidacy_id, h.effective_on, h.closed_at, h.details,
               (SELECT count(*)
                  FROM withdrawals w
                 WHERE w.kind = 'startup' AND w.id = h.startup_id AND w.known_to = 9223372036854775807) AS withdrawals,
               (SELECT count(*) FROM specimens s WHERE s.kind = 'startup' AND s.id = h.startup_id) AS specimens
        """;

    private const string FindSql = $"""
        SELECT {Columns}
          FROM hand_overs h
         WHERE h.id = @id
           AND
        """;

    private const string OfStartupSql = $"""
        SELECT {Columns}
          FROM hand_overs h
         WHERE h.startup_id = @startupId
           AND
        """;

    private static readonly string BetweenSql = $"""
        SELECT {Columns}, h.known_from, h.known_to
          FROM hand_overs h
         WHERE h.startup_id IN @ids
           AND {KnownBetween.Of("h")}
         ORDER BY h.opened_on DESC, h.id DESC
        """;

    private const string CloseSql = "UPDATE hand_overs SET known_to = @sequence WHERE id = @Id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO hand_overs (
               id, startup_id, version, known_from, known_to, status, model, opened_on, host_id, candidacy_id, effective_on,
               closed_at, details)
        VALUES (@Id, @StartupId, @Version, @sequence, @Open, @status, @model, @OpenedOn, @HostId, @CandidacyId, @EffectiveOn,
               @ClosedAt, @details)
        """;

    private const string AddHostSql = """
        INSERT INTO startup_hosts (startup_id, hand_over_id, host_id, effective_on, known_from, known_to)
        VALUES (@StartupId, @Id, @HostId, @EffectiveOn, @sequence, @Open)
        """;

    private const string RemoveControlsSql =
        "DELETE FROM pending_controls WHERE candidacy_id IN (SELECT id FROM candidacies WHERE hand_over_id = @handOverId)";

    public static async Task<RecordedHandOver?> FindHandOverAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>($"{FindSql} {knowledge.Of("h")}", new { id, sequence = knowledge.Sequence }))?.Recorded();

    /// <summary>The hand-overs of a startup, the last opened first.</summary>
    public static async Task<IReadOnlyList<RecordedHandOver>> ListHandOversOfAsync(this Tx tx, string startupId, Knowledge knowledge) =>
    [
        .. (await tx.QueryAsync<Row>(
            $"{OfStartupSql} {knowledge.Of("h")} ORDER BY h.opened_on DESC, h.id DESC", new { startupId, sequence = knowledge.Sequence }))
            .Select(row => row.Recorded()),
    ];

    /// <summary>The hand-overs of some ids, for pages of them.</summary>
    public static async Task<IReadOnlyList<RecordedHandOver>> SelectHandOversAsync(this Tx tx, string clauses, object args) =>
        [.. (await tx.QueryAsync<Row>($"SELECT {Columns}\n  FROM hand_overs h\n {clauses}", args)).Select(row => row.Recorded())];

    /// <summary>What was known of the hand-overs of startups between two changes, by the ids of startups, the last opened first.</summary>
    public static async Task<KnownRows<KnownHandOver>> ListHandOversAsync(this Tx tx, IReadOnlyList<string> ids, KnownBetween between) =>
        new(
            (await tx.QueryAsync<Row>(BetweenSql, new { ids, between.First, between.Last }))
                .Select(row => new KnownHandOver(row.Recorded(), row.KnownFrom, row.KnownTo)),
            row => row.HandOver.StartupId);

    /// <summary>Writes a state of a hand-over, with the version it says.</summary>
    public static async Task SaveHandOverAsync(this Tx tx, long sequence, RecordedHandOver handOver)
    {
        await tx.ExecuteAsync(CloseSql, new { handOver.Id, sequence, Tx.Open });
        await tx.ExecuteAsync(AddSql, new
        {
            handOver.Id,
            handOver.StartupId,
            handOver.Version,
            sequence,
            Tx.Open,
            status = handOver.Status.Code(),
            model = handOver.Model.Code(),
            handOver.OpenedOn,
            handOver.HostId,
            handOver.CandidacyId,
            handOver.EffectiveOn,
            handOver.ClosedAt,
            details = JsonText.Of(handOver.Details),
        });
        tx.Touch(sequence, Kinds.HandOver, handOver.Id, handOver.StartupId);
    }

    /// <summary>From its effective day on, the host of a completed hand-over is that of the startup.</summary>
    public static async Task AddHostAsync(this Tx tx, long sequence, RecordedHandOver handOver)
    {
        await tx.ExecuteAsync(
            AddHostSql, new { handOver.StartupId, handOver.Id, handOver.HostId, handOver.EffectiveOn, sequence, Tx.Open });
        tx.Touch(sequence, Kinds.Startup, handOver.StartupId);
    }

    /// <summary>Of a hand-over that does not take place nobody is controlled.</summary>
    public static Task RemovePendingControlsAsync(this Tx tx, string handOverId) => tx.ExecuteAsync(RemoveControlsSql, new { handOverId });

    /// <summary>The hand-overs of a startup go on under its new id.</summary>
    /// <param name="handOvers">As they were before the old id was closed.</param>
    public static async Task InheritHandOversAsync(this Tx tx, long sequence, IReadOnlyList<RecordedHandOver> handOvers, string to)
    {
        foreach (var handOver in handOvers)
        {
            var inherited = handOver with { StartupId = to };
            await tx.SaveHandOverAsync(sequence, inherited);
            if (inherited is { Status: HandOverStatus.Completed, HostId: not null, EffectiveOn: not null })
                await tx.AddHostAsync(sequence, inherited);
        }
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required long Version { get; init; }
        public required string Status { get; init; }
        public required string Model { get; init; }
        public required DateOnly OpenedOn { get; init; }
        public string? HostId { get; init; }
        public string? CandidacyId { get; init; }
        public DateOnly? EffectiveOn { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public required string Details { get; init; }
        public required long Withdrawals { get; init; }
        public required long Specimens { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }

        public RecordedHandOver Recorded() => new()
        {
            Id = Id,
            StartupId = StartupId,
            Version = (int)Version,
            Status = EnumCodes<HandOverStatus>.Read(Status),
            Model = EnumCodes<HandOverModel>.Read(Model),
            OpenedOn = OpenedOn,
            HostId = HostId,
            CandidacyId = CandidacyId,
            EffectiveOn = EffectiveOn,
            ClosedAt = ClosedAt,
            Details = JsonText.Read<HandOverDetails>(Details),
            IsWithdrawn = Withdrawals > 0,
            IsSpecimen = Specimens > 0,
        };
    }
}
