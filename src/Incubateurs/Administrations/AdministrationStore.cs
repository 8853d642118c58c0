using Dapper;
using Incubateurs.Storage;

namespace Incubateurs.Administrations;

/// <summary>The administrations.</summary>
internal static class AdministrationStore
{
    private const string SelectSql = """
        SELECT v.administration_id AS id, v.version, v.name_key, v.name, v.acronym, v.kind, v.domain, v.siret, v.directory_id,
               v.from_day, v.until_day, s.id AS specimen_id
          FROM administration_versions v
          LEFT JOIN specimens s ON s.kind = 'administration' AND s.id = v.administration_id
        """;

    /// <summary>One administration as it was known; null when it was not.</summary>
    public static async Task<Administration?> FindAdministrationAsync(this Tx tx, string id, Knowledge knowledge)
    {
        var row = await tx.FirstAsync<Row>(
            $"{SelectSql}\n WHERE v.administration_id = @id AND {knowledge.Of("v")}", new { id, sequence = knowledge.Sequence });
        return row?.Administration(await tx.ListSuccessionsAsync(knowledge));
    }

    /// <summary>Up to <paramref name="most"/> administrations in the order of their names, after a cursor.</summary>
    public static async Task<Slice<Administration>> ListAdministrationsAsync(this Tx tx, Knowledge knowledge, Cursor? after, int most)
    {
        var listed = WithdrawalStore.Listed(Kinds.Administration, "v.administration_id", knowledge);
        var args = new { sequence = knowledge.Sequence, after?.Key, after?.Id, most = most + 1 };
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE {knowledge.Of("v")}
               AND {listed}
               {(after is null ? "" : "AND (v.name_key, v.administration_id) > (@Key, @Id)")}
             ORDER BY v.name_key, v.administration_id
             LIMIT @most
            """,
            args)).AsList();
        var total = after?.Total
            ?? await tx.ScalarAsync<long>($"SELECT count(*) FROM administration_versions v WHERE {knowledge.Of("v")} AND {listed}", args);
        var successions = await tx.ListSuccessionsAsync(knowledge);
        return Slice.Of(rows, most, total, row => row.Administration(successions), row => (row.NameKey, row.Id));
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required string NameKey { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
        public string? Kind { get; init; }
        public string? Domain { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
        public DateOnly? FromDay { get; init; }
        public DateOnly? UntilDay { get; init; }
        public string? SpecimenId { get; init; }

        public Administration Administration(IReadOnlyList<Succession> successions) => new(
            Id,
            Name,
            [
                .. successions.Where(pair => pair.PredecessorId == Id).OrderBy(pair => pair.OnDay)
                    .Select(pair => new Successor(pair.SuccessorId, pair.OnDay)),
            ],
            Acronym,
            Kind,
            Domain,
            Siret,
            DirectoryId,
            FromDay,
            UntilDay)
        {
            Version = (int)Version,
            Specimen = SpecimenId is null ? null : true,
        };
    }
}
