using Incubateurs.HandOvers;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Reports;

/// <summary>Reports of problems.</summary>
internal static class ReportStore
{
    private const string Select = """
        SELECT id, startup_id, reason, message, submitted_at, status, resolution_reason
          FROM reports
        """;

    private const string AddSql = """
        INSERT INTO reports (id, startup_id, reason, message, submitted_at, status)
        VALUES (@Id, @startupId, @reason, @Message, @SubmittedAt, 'open')
        """;

    private const string ResolveSql = "UPDATE reports SET status = @status, resolution_reason = @Reason WHERE id = @id";

    // Weaknesses are shown to those alone who can mend them.
    private const string Public = "\n   AND reason <> 'security'";

    public static Task AddReportAsync(this Tx tx, string startupId, Report report)
    {
        tx.Raise(Areas.Voices);
        return tx.ExecuteAsync(AddSql, new { report.Id, startupId, reason = report.Reason.Code(), report.Message, report.SubmittedAt });
    }

    /// <summary>A report with the startup it is of; null where there is none of this id.</summary>
    public static async Task<(string StartupId, Report Report)?> FindReportAsync(this Tx tx, string id) =>
        await tx.FirstAsync<Row>($"{Select}\n WHERE id = @id", new { id }) is { } row ? (row.StartupId, row.Report()) : null;

    public static Task ResolveAsync(this Tx tx, string id, Resolution resolution) =>
        tx.ExecuteAsync(ResolveSql, new { id, status = resolution.Status.Code(), resolution.Reason });

    /// <summary>The newest first.</summary>
    public static async Task<Slice<Report>> ListReportsAsync(this Tx tx, string startupId, Cursor? after, int most, bool agents)
    {
        var where = $"\n WHERE startup_id = @startupId{(agents ? "" : Public)}";
        var rows = (await tx.QueryAsync<Row>(
            $"{Select}{where}{(after is null ? "" : "\n   AND id < @id")}\n ORDER BY id DESC\n LIMIT @most",
            new { startupId, id = after?.Id, most = most + 1 })).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM reports{where}", new { startupId });
        return new([.. rows.Take(most).Select(row => row.Report())], total, rows.Count > most ? (rows[most - 1].Id, rows[most - 1].Id) : null);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string StartupId { get; init; }
        public required string Reason { get; init; }
        public required string Message { get; init; }
        public required DateTimeOffset SubmittedAt { get; init; }
        public required string Status { get; init; }
        public string? ResolutionReason { get; init; }

        public Report Report() =>
            new(Id, HandOverCodes.Read<ReportReason>(Reason), Message, SubmittedAt, HandOverCodes.Read<ReportStatus>(Status), ResolutionReason);
    }
}
