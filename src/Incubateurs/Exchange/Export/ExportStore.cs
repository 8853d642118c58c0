using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Export;

/// <summary>What stands in the lists, as the files of a checkout would say it, with what the source said beside it.</summary>
internal static class ExportStore
{
    private const string NothingRead = "{}";

    private static string StartupsSql(Knowledge knowledge) => $"""
        SELECT v.startup_id, d.text AS description, r.raw, {StartupColumns.Read}
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
          LEFT JOIN sources r ON r.kind = 'startup' AND r.id = v.startup_id
         WHERE v.startup_id > @after
           AND {knowledge.Of("v")}
           AND {WithdrawalStore.Listed(Kinds.Startup, "v.startup_id", knowledge)}
         ORDER BY v.startup_id
         LIMIT @most
        """;

    private const string CommitteesSql = """
        SELECT c.startup_id, c.held_on, c.note
          FROM committees c
         WHERE c.startup_id IN @ids
           AND
        """;

    private const string FormerIdsSql = """
        SELECT f.id, f.former_id
          FROM former_ids f
         WHERE f.kind = 'startup'
           AND f.id IN @ids
           AND
        """;

    private const string RawSql = "SELECT id, raw FROM sources WHERE kind = @kind";

    /// <summary>Up to <paramref name="most"/> startups in the order of their ids, after one of them.</summary>
    public static async Task<IReadOnlyList<ParsedStartup>> ListExportedStartupsAsync(
        this Tx tx, Knowledge knowledge, string after, int most)
    {
        var sequence = knowledge.Sequence;
        var rows = (await tx.QueryAsync<Row>(StartupsSql(knowledge), new { after, most, sequence })).ToList();
        var ids = rows.Select(row => row.StartupId).ToList();
        var phases = await tx.ListPhasesAsync(ids, knowledge);
        var committees = (await tx.QueryAsync<CommitteeRow>(
            $"{CommitteesSql} {knowledge.Of("c")} ORDER BY c.held_on, c.note", new { ids, sequence })).ToLookup(row => row.StartupId);
        var formerIds = (await tx.QueryAsync<FormerRow>(
            $"{FormerIdsSql} {knowledge.Of("f")} ORDER BY f.former_id", new { ids, sequence }))
            .ToLookup(row => row.Id, row => row.FormerId);
        return
        [
            .. rows.Select(row => new ParsedStartup(
                row.StartupId,
                FicheWriting.PathOf(ContentFolder.Startups, row.StartupId),
                new(row, source: null),
                [.. phases[row.StartupId].Select(phase => new ParsedPhase(phase.Phase, phase.StartsOn, phase.RecordedEnd, phase.Reason))],
                [.. committees[row.StartupId].Select(held => new ParsedCommittee(held.HeldOn, held.Note))],
                [.. formerIds[row.StartupId]],
                row.Raw ?? NothingRead)),
        ];
    }

    /// <summary>The administrations, in the order of their names.</summary>
    public static async Task<IReadOnlyList<ParsedAdministration>> ListExportedAdministrationsAsync(this Tx tx)
    {
        var raw = await RawAsync(tx, Kinds.Administration);
        var all = await tx.ListAdministrationsAsync(AdministrationFilter.Everything, Knowledge.Now, after: null, int.MaxValue - 1);
        return
        [
            .. all.Items.Select(one => new ParsedAdministration(
                one.Id,
                FicheWriting.PathOf(ContentFolder.Organisations, one.Id),
                one.Name,
                one.Acronym,
                one.Kind,
                one.Domain,
                one.Siret,
                one.DirectoryId,
                raw.GetValueOrDefault(one.Id, NothingRead))),
        ];
    }

    /// <summary>The incubators, in the order of their names.</summary>
    public static async Task<IReadOnlyList<ParsedIncubator>> ListExportedIncubatorsAsync(this Tx tx)
    {
        var raw = await RawAsync(tx, Kinds.Incubator);
        var formerIds = await tx.ListFormerIdsOfAllAsync(Kinds.Incubator);
        var all = await tx.ListIncubatorsAsync(Knowledge.Now, after: null, int.MaxValue - 1);
        return
        [
            .. all.Items.Select(one => new ParsedIncubator(
                one.Id,
                FicheWriting.PathOf(ContentFolder.Incubators, one.Id),
                one.Name,
                one.Owner?.Id,
                one.Website,
                one.Repository,
                one.Contact,
                one.Description,
                one.Hidden == true,
                [.. formerIds[one.Id].Order(StringComparer.Ordinal)],
                raw.GetValueOrDefault(one.Id, NothingRead))),
        ];
    }

    private static async Task<Dictionary<string, string>> RawAsync(Tx tx, string kind) =>
        (await tx.QueryAsync<RawRow>(RawSql, new { kind })).ToDictionary(row => row.Id, row => row.Raw, StringComparer.Ordinal);

    private sealed record Row : StartupRow
    {
        public required string StartupId { get; init; }
        public string? Raw { get; init; }
    }

    private sealed record CommitteeRow
    {
        public required string StartupId { get; init; }
        public required DateOnly HeldOn { get; init; }
        public string? Note { get; init; }
    }

    private sealed record FormerRow
    {
        public required string Id { get; init; }
        public required string FormerId { get; init; }
    }

    private sealed record RawRow
    {
        public required string Id { get; init; }
        public required string Raw { get; init; }
    }
}
