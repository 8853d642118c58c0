using Dapper;
using Incubateurs.Storage;

namespace Incubateurs.Incubators;

/// <summary>The incubators.</summary>
internal static class IncubatorStore
{
    private const string SelectSql = """
        SELECT v.incubator_id AS id, v.version, v.name_key, v.name, v.website, v.repository, v.contact, v.description, v.hidden,
               v.owner_id, o.name AS owner_name, o.acronym AS owner_acronym, s.id AS specimen_id
          FROM incubator_versions v
          LEFT JOIN specimens s ON s.kind = 'incubator' AND s.id = v.incubator_id
          LEFT JOIN administration_versions o ON o.administration_id = v.owner_id AND
        """;

    /// <summary>One incubator as it was known; null when it was not.</summary>
    public static async Task<Incubator?> FindIncubatorAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>(
            $"{SelectSql} {knowledge.Of("o")}\n WHERE v.incubator_id = @id AND {knowledge.Of("v")}",
            new { id, sequence = knowledge.Sequence }))?.Incubator();

    /// <summary>Up to <paramref name="most"/> incubators in the order of their names, after a cursor.</summary>
    public static async Task<Slice<Incubator>> ListIncubatorsAsync(this Tx tx, Knowledge knowledge, Cursor? after, int most)
    {
        var listed = WithdrawalStore.Listed(Kinds.Incubator, "v.incubator_id", knowledge);
        var args = new { sequence = knowledge.Sequence, after?.Key, after?.Id, most = most + 1 };
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql} {knowledge.Of("o")}
             WHERE {knowledge.Of("v")}
               AND {listed}
               {(after is null ? "" : "AND (v.name_key, v.incubator_id) > (@Key, @Id)")}
             ORDER BY v.name_key, v.incubator_id
             LIMIT @most
            """,
            args)).AsList();
        var total = after?.Total
            ?? await tx.ScalarAsync<long>($"SELECT count(*) FROM incubator_versions v WHERE {knowledge.Of("v")} AND {listed}", args);
        return Slice.Of(rows, most, total, row => row.Incubator(), row => (row.NameKey, row.Id));
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required string NameKey { get; init; }
        public required string Name { get; init; }
        public string? Website { get; init; }
        public string? Repository { get; init; }
        public string? Contact { get; init; }
        public string? Description { get; init; }
        public required long Hidden { get; init; }
        public string? OwnerId { get; init; }
        public string? OwnerName { get; init; }
        public string? OwnerAcronym { get; init; }
        public string? SpecimenId { get; init; }

        public Incubator Incubator() => new(
            Id,
            Name,
            OwnerId is null ? null : new(OwnerId, OwnerName ?? OwnerId, OwnerAcronym),
            Website,
            Repository,
            Contact,
            Description,
            Hidden != 0 ? true : null)
        {
            Version = (int)Version,
            Specimen = SpecimenId is null ? null : true,
        };
    }
}
