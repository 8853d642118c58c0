using Incubateurs.Reviews;
using Incubateurs.Storage;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.Reports;

/// <summary>Reports of problems.</summary>
internal static class ReportStore
{
    // The moderation of today holds at every instant: what is hidden now was hidden always.
    private const string SelectSql = """
        SELECT r.id, r.startup_id, r.reason, r.message, r.submitted_at, r.erased,
               coalesce(s.status, 'open') AS status, s.reason AS resolution_reason,
               coalesce(m.hidden, 0) AS hidden, m.reason AS moderation_reason
          FROM reports r
          LEFT JOIN report_resolutions s ON s.report_id = r.id AND s.from_at <= @Instant AND s.to_at > @Instant
          LEFT JOIN report_moderations m ON m.report_id = r.id AND m.to_at = @Forever
        """;

    private const string AddSql = """
        INSERT INTO reports (id, startup_id, reason, message, submitted_at)
        VALUES (@Id, @startupId, @reason, @Message, @SubmittedAt)
        """;

    // What lasted for no time at all was never there.
    private const string ResolveSql = """
        DELETE FROM report_resolutions WHERE report_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE report_resolutions SET to_at = @Now WHERE report_id = @id AND to_at = @Forever;
        INSERT INTO report_resolutions (report_id, status, reason, from_at, to_at) VALUES (@id, @status, @Reason, @Now, @Forever);
        """;

    private const string ModerateSql = """
        DELETE FROM report_moderations WHERE report_id = @id AND from_at = @Now AND to_at = @Forever;
        UPDATE report_moderations SET to_at = @Now WHERE report_id = @id AND to_at = @Forever;
        INSERT INTO report_moderations (report_id, hidden, reason, from_at, to_at) VALUES (@id, @hidden, @Reason, @Now, @Forever);
        """;

    private const string EraseSql = "UPDATE reports SET message = '', erased = 1 WHERE id = @id";

    // Weaknesses are shown to those alone who can mend them.
    private const string Public = "AND r.reason <> 'security'";

    public static Task AddReportAsync(this Tx tx, string startupId, Report report)
    {
        tx.Raise(report.Reason == ReportReason.Security ? Areas.Agents : Areas.Voices);
        return tx.ExecuteAsync(AddSql, new { report.Id, startupId, reason = report.Reason.Code(), report.Message, report.SubmittedAt });
    }

    /// <summary>A report with the startup it is of; null where there is none of this id.</summary>
    public static async Task<(string StartupId, Report Report)?> FindReportAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{SelectSql}\n WHERE r.id = @id", new { id, Knowledge.Now.Instant, Knowledge.Forever }) is { } row
            ? (row.StartupId, row.Report())
            : null;

    public static Task ResolveAsync(this Tx tx, string id, Resolution resolution) =>
        tx.ExecuteAsync(ResolveSql, new { id, status = resolution.Status.Code(), resolution.Reason, tx.Now, Knowledge.Forever });

    public static Task ModerateReportAsync(this Tx tx, string id, Moderation moderation) =>
        tx.ExecuteAsync(ModerateSql, new { id, hidden = moderation.Hidden ? 1 : 0, moderation.Reason, tx.Now, Knowledge.Forever });

    /// <summary>
    /// Deletes the words of a report for good, those that are kept for repetitions too. False where there is none of this id, or nothing
    /// left to erase. Afterwards the log is to be wiped (<see cref="Database.WipeLogAsync"/>).
    /// </summary>
    public static async Task<bool> EraseReportAsync(this Tx tx, string id)
    {
        if (await tx.FindReportAsync(id) is not var (startupId, report) || report.Erased == true)
            return false;

        tx.IsOfSpecimen = SpecimenIds.IsOne(startupId);
        tx.Raise(Areas.Removals | (report.Reason == ReportReason.Security ? Areas.Agents : Areas.Voices));
        await tx.ExecuteAsync(EraseSql, new { id });
        await tx.RewriteAnswersAsync(id, report with { Message = null, Erased = true });
        return true;
    }

    /// <summary>The newest first.</summary>
    public static async Task<Slice<Report>> ListReportsAsync(
        this Tx tx, string startupId, Knowledge knowledge, Cursor? after, int most, bool agents)
    {
        var args = new { startupId, knowledge.Instant, Knowledge.Forever, after?.Key, after?.Id, most = most + 1 };
        var where = $"r.startup_id = @startupId AND r.submitted_at <= @Instant {(agents ? "" : Public)}";
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE {where}
               {(after is null ? "" : "AND (r.submitted_at, r.id) < (@Key, @Id)")}
             ORDER BY r.submitted_at DESC, r.id DESC
             LIMIT @most
            """,
            args)).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*) FROM reports r WHERE {where}", args);
        return Slice.Of(rows, most, total, row => row.Report(), row => (row.SubmittedAt.Text(), row.Id));
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required string Reason { get; init; }
        public required string Message { get; init; }
        public required DateTimeOffset SubmittedAt { get; init; }
        public required long Erased { get; init; }
        public required string Status { get; init; }
        public string? ResolutionReason { get; init; }
        public required long Hidden { get; init; }
        public string? ModerationReason { get; init; }

        public Report Report() => new(
            Id,
            EnumCodes<ReportReason>.Read(Reason),
            Hidden == 0 && Erased == 0 ? Message : null,
            SubmittedAt,
            EnumCodes<ReportStatus>.Read(Status),
            ResolutionReason,
            Hidden == 0 ? null : true,
            ModerationReason,
            Erased == 0 ? null : true);
    }
}
