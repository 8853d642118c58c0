using Incubateurs.Incubation;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>What an export shows of startups beyond a list: a fixed number of statements, however many they are.</summary>
internal static class ExportDetailStore
{
    private static readonly string FactsSql = $"""
        SELECT v.startup_id, d.text AS description, {StartupColumns.Read}
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
         WHERE v.startup_id IN @ids
           AND
        """;

    private const string FormerIdsSql = """
        SELECT f.id, f.former_id
          FROM former_ids f
         WHERE f.kind = 'startup'
           AND f.id IN @ids
           AND
        """;

    /// <summary>The facts of the detail that are asked for.</summary>
    public static async Task<IReadOnlyList<ExportedStartup>> WithDetailsAsync(
        this Tx tx, IReadOnlyList<StartupSummary> startups, StartupQuery query, Knowledge knowledge)
    {
        var fields = query.Fields!;
        var ids = startups.Select(startup => startup.Id).ToList();
        var args = new { ids, sequence = knowledge.Sequence };
        var facts = (await tx.QueryAsync<FactsRow>($"{FactsSql} {knowledge.Of("v")}", args)).ToDictionary(row => row.StartupId);
        var phases = fields.Contains("phases") ? await tx.ListPhasesAsync(ids, knowledge) : null;
        var former = fields.Contains("formerIds")
            ? (await tx.QueryAsync<FormerRow>($"{FormerIdsSql} {knowledge.Of("f")} ORDER BY f.former_id", args))
                .ToLookup(row => row.Id, row => row.FormerId)
            : null;
        return
        [
            .. startups.Select(startup => facts[startup.Id] is var row
                ? new ExportedStartup(startup)
                {
                    Description = fields.Contains("description") ? row.Description : null,
                    Phases = phases is null ? null : PhaseStore.Periods([.. phases[startup.Id]], query.Day),
                    Events = fields.Contains("events") ? row.Events : null,
                    StatsUrl = fields.Contains("statsUrl") ? row.StatsUrl : null,
                    BudgetUrl = fields.Contains("budgetUrl") ? row.BudgetUrl : null,
                    ImpactUrl = fields.Contains("impactUrl") ? row.ImpactUrl : null,
                    DashlordUrl = fields.Contains("dashlordUrl") ? row.DashlordUrl : null,
                    RiskAnalysis = fields.Contains("riskAnalysis") ? row.RiskAnalysis : null,
                    FormerIds = former is null ? null : [.. former[startup.Id]],
                }
                : null!),
        ];
    }

    private sealed record FactsRow : StartupRow
    {
        public required string StartupId { get; init; }
    }

    private sealed record FormerRow
    {
        public required string Id { get; init; }
        public required string FormerId { get; init; }
    }
}
