using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Reports;

/// <summary>The reports of problems with startups.</summary>
internal static class ReportStore
{
    private const string SelectSql = """
        SELECT r.id, r.startup_id, r.reason, r.message, r.recorded_at, s.status, s.reason AS resolution, s.from_at AS resolved_at
          FROM reports r
          LEFT JOIN report_resolutions s ON s.report_id = r.id AND s.from_at <= @instant AND s.to_at > @instant
        """;

    private const string AddSql = """
        INSERT INTO reports (id, startup_id, reason, message, recorded_at)
        VALUES (@Id, @startupId, @Reason, @Message, @RecordedAt)
        """;

    // What lasted for no time at all was never there.
    private const string ResolveSql = """
        DELETE FROM report_resolutions WHERE report_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE report_resolutions SET to_at = @Now WHERE report_id = @id AND to_at = @Forever;
        INSERT INTO report_resolutions (report_id, status, reason, from_at, to_at) VALUES (@id, @status, @reason, @Now, @Forever);
        """;

    private const string CountOpenSql = """
        SELECT count(*)
          FROM reports r
          LEFT JOIN report_resolutions s ON s.report_id = r.id AND s.from_at <= @instant AND s.to_at > @instant
         WHERE r.startup_id = @startupId
           AND r.recorded_at <= @instant
           AND r.reason <> 'security'
           AND s.report_id IS NULL
        """;

    /// <summary>One report and whose it is; null where there is none.</summary>
    public static async Task<(Report Report, string StartupId)?> FindReportAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{SelectSql} WHERE r.id = @id", new { id, Knowledge.Now.Instant }) is { } row ? (row.Report(), row.StartupId) : null;

    /// <summary>Up to <paramref name="most"/>, the newest first, after a cursor.</summary>
    /// <param name="secrets">Whether those of security problems are among them.</param>
    public static async Task<Slice<Report>> ListReportsAsync(this Tx tx, string startupId, bool secrets, Knowledge knowledge, Cursor? after, int most)
    {
        var args = new { startupId, knowledge.Instant, after?.Key, after?.Id, most = most + 1 };
        var where = $"r.startup_id = @startupId AND r.recorded_at <= @instant {(secrets ? "" : "AND r.reason <> 'security'")}";
        var reports = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE {where}
               {(after is null ? "" : "AND (r.recorded_at, r.id) < (@Key, @Id)")}
             ORDER BY r.recorded_at DESC, r.id DESC
             LIMIT @most
            """,
            args)).Select(row => row.Report()).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*) FROM reports r WHERE {where}", args);
        return Slice.Of(reports, total, most, report => (report.RecordedAt.Text(), report.Id));
    }

    public static async Task AddReportAsync(this Tx tx, string startupId, Report report)
    {
        await tx.ExecuteAsync(AddSql, new { report.Id, startupId, report.Reason, report.Message, report.RecordedAt });
        tx.Raise(Areas.Voices);
    }

    public static Task ResolveReportAsync(this Tx tx, string id, string status, string reason) =>
        tx.ExecuteAsync(ResolveSql, new { id, status, reason, tx.Now, Knowledge.Forever });

    /// <summary>How many wait, those of security problems left out: their number would tell that there is one.</summary>
    public static async Task<int> CountOpenReportsAsync(this Tx tx, string startupId, Knowledge knowledge) =>
        (int)await tx.ScalarAsync<long>(CountOpenSql, new { startupId, knowledge.Instant });

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required string Reason { get; init; }
        public required string Message { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public string? Status { get; init; }
        public string? Resolution { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }

        public Report Report() => new(
            Id, Reason, Message, Status ?? Reports.Report.Open, RecordedAt, ResolvedAt is { } at ? new(Resolution!, at) : null);
    }
}
