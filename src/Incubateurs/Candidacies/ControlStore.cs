using Incubateurs.Storage;

namespace Incubateurs.Candidacies;

/// <summary>A control as recorded, by an agent or by the public register.</summary>
internal sealed record RecordedControl
{
    public required string Id { get; init; }
    public required string Verdict { get; init; }
    public required string Origin { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>The controls of retained candidates, and those that the register shall still make.</summary>
internal static class ControlStore
{
    private const string ListSql = """
        SELECT id, verdict, origin, note, recorded_at
          FROM candidacy_controls
         WHERE candidacy_id = @candidacyId
           AND recorded_at <= @instant
         ORDER BY recorded_at DESC, id DESC
        """;

    private const string AddSql = """
        INSERT INTO candidacy_controls (id, candidacy_id, verdict, origin, note, recorded_at)
        VALUES (@Id, @candidacyId, @Verdict, @Origin, @Note, @RecordedAt)
        """;

    private const string QueueSql = """
        INSERT INTO control_queue (candidacy_id, attempts, due_at)
        VALUES (@candidacyId, 0, @Now)
            ON CONFLICT (candidacy_id) DO UPDATE SET attempts = 0, due_at = excluded.due_at
        """;

    private const string UnqueueSql = "DELETE FROM control_queue WHERE candidacy_id = @candidacyId";

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<RecordedControl>> ListControlsAsync(this Tx tx, string candidacyId, Knowledge knowledge) =>
        [.. await tx.QueryAsync<RecordedControl>(ListSql, new { candidacyId, instant = knowledge.Instant })];

    /// <summary>What the last control found: a <see cref="Verdict"/>; null while there is none.</summary>
    public static async Task<string?> LastControlAsync(this Tx tx, string candidacyId, Knowledge knowledge = default) =>
        (await tx.FirstAsync<RecordedControl>(ListSql, new { candidacyId, instant = knowledge.Instant }))?.Verdict;

    public static Task AddControlAsync(this Tx tx, string candidacyId, RecordedControl control) => tx.ExecuteAsync(
        AddSql, new { control.Id, candidacyId, control.Verdict, control.Origin, control.Note, control.RecordedAt });

    /// <summary>The register shall be asked, once the transaction is committed.</summary>
    public static Task QueueControlAsync(this Tx tx, string candidacyId) => tx.ExecuteAsync(QueueSql, new { candidacyId, tx.Now });

    /// <summary>The register need not be asked any more.</summary>
    public static Task UnqueueControlAsync(this Tx tx, string candidacyId) => tx.ExecuteAsync(UnqueueSql, new { candidacyId });
}
