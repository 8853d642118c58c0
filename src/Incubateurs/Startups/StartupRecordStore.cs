using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>Reads and writes the versions of a startup's facts.</summary>
internal static class StartupRecordStore
{
    private static string FindSql(Knowledge knowledge) => $"""
        SELECT v.startup_id, v.version, v.modified_at, d.text AS description, {StartupColumns.Read},
               w.cause AS withdrawn_cause, w.at AS withdrawn_at, w.reason AS withdrawn_reason, w.merged_into, w.since AS withdrawn_since,
               w.reported AS withdrawn_reported, s.id AS specimen_id
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
          LEFT JOIN withdrawals w ON w.kind = 'startup' AND w.id = v.startup_id AND {knowledge.Of("w")}
          LEFT JOIN specimens s ON s.kind = 'startup' AND s.id = v.startup_id
         WHERE v.startup_id = @id
           AND {knowledge.Of("v")}
        """;

    private const string KnowSql = "INSERT INTO startups (id) VALUES (@id) ON CONFLICT DO NOTHING";

    private const string CloseSql = """
        UPDATE startup_versions
           SET known_to = @sequence
         WHERE startup_id = @id
           AND known_to = @Open
        """;

    private const string CloseAllSql = """
        UPDATE startup_versions SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_phases SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE committees SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE benefits SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE hand_overs SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_hosts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE spans SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE startup_terms SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        UPDATE search_texts SET known_to = @sequence WHERE startup_id = @id AND known_to = @Open;
        """;

    private const string DescribeSql = "INSERT INTO descriptions (text) VALUES (@Description) RETURNING id";

    private const string DescriptionIdSql =
        "SELECT description_id FROM startup_versions WHERE startup_id = @id AND known_to = @Open";

    private static readonly string AddSql = $"""
        INSERT INTO startup_versions (startup_id, version, known_from, known_to, modified_at, description_id, {StartupColumns.Written})
        VALUES (@id, @version, @sequence, @Open, @Now, @descriptionId, {StartupColumns.Parameters})
        """;

    private const string TakenSql = """
        SELECT (SELECT count(*) FROM startups WHERE id = @id)
             + (SELECT count(*) FROM former_ids WHERE kind = 'startup' AND former_id = @id AND known_to = @Open)
        """;

    /// <summary>Whether an id is, or ever was, that of a startup.</summary>
    public static async Task<bool> IsStartupIdTakenAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(TakenSql, new { id, Tx.Open }) > 0;

    /// <summary>The facts known now or as of a change; null when the startup is not known.</summary>
    public static async Task<RecordedStartup?> FindRecordedAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>(FindSql(knowledge), new { id, sequence = knowledge.Sequence }))?.Recorded();

    /// <summary>
    /// Writes the next version of a startup, the first for a new one, and what is derived from it.
    /// The phases must have been written before. The version before may be of another id, which this one continues.
    /// </summary>
    public static async Task<int> SaveStartupAsync(
        this Tx tx, long sequence, string id, RecordedStartup? before, StartupFacts facts, SearchedWords? words = null)
    {
        var version = (before?.Version ?? 0) + 1;
        await tx.KnowStartupAsync(id);
        var same = before?.Id == id ? before.Facts : null;
        var descriptionId = await DescribeAsync(tx, id, same, facts);
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        await tx.ExecuteAsync(AddSql, new Dictionary<string, object?>(StartupColumns.Values(facts))
        {
            ["id"] = id,
            ["version"] = version,
            ["sequence"] = sequence,
            ["Open"] = Tx.Open,
            ["Now"] = tx.Now.Text(),
            ["descriptionId"] = descriptionId,
        });
        await tx.RefreshIndexAsync(sequence, id, before is { IsListed: true } ? same : null, facts, words);
        tx.Touch(sequence, Kinds.Startup, id);
        return version;
    }

    /// <summary>
    /// Makes an id known, so that phases and committees may be written before the first version.
    /// False when it was known, be it in the past.
    /// </summary>
    public static async Task<bool> KnowStartupAsync(this Tx tx, string id) => await tx.ExecuteAsync(KnowSql, new { id }) > 0;

    /// <summary>Ends all that is known of a startup. What was known before stays known as of then.</summary>
    public static async Task CloseStartupAsync(this Tx tx, long sequence, string id)
    {
        await tx.ExecuteAsync(CloseAllSql, new { id, sequence, Tx.Open });
        tx.Touch(sequence, Kinds.Startup, id);
    }

    // Descriptions are long and seldom change: versions share them.
    private static async Task<long?> DescribeAsync(Tx tx, string id, StartupFacts? before, StartupFacts facts) =>
        facts.Description is null ? null
        : facts.Description == before?.Description ? await tx.ScalarAsync<long?>(DescriptionIdSql, new { id, Tx.Open })
        : await tx.ScalarAsync<long?>(DescribeSql, new { facts.Description });

    private sealed record Row : StartupRow
    {
        public required string StartupId { get; init; }
        public required long Version { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public string? WithdrawnCause { get; init; }
        public DateTimeOffset? WithdrawnAt { get; init; }
        public string? WithdrawnReason { get; init; }
        public string? MergedInto { get; init; }
        public long? WithdrawnSince { get; init; }
        public long? WithdrawnReported { get; init; }
        public string? SpecimenId { get; init; }

        public RecordedStartup Recorded() => new(StartupId, (int)Version, ModifiedAt, new(this, Source))
        {
            Withdrawal = WithdrawnCause is null ? null : new(
                StartupId,
                EnumCodes<WithdrawalCause>.Read(WithdrawnCause),
                WithdrawnAt!.Value,
                WithdrawnReason,
                MergedInto,
                WithdrawnSince!.Value,
                WithdrawnReported != 0),
            IsSpecimen = SpecimenId is not null,
        };
    }
}
