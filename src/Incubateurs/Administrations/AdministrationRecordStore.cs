using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>Reads and writes the versions of an administration's facts.</summary>
internal static class AdministrationRecordStore
{
    /// <summary>The signal that the domain of an administration is another one.</summary>
    public const string DomainChanged = "administration.domain";

    private const string FindSql = """
        SELECT v.administration_id AS id, v.version, v.modified_at, v.name, v.acronym, v.kind, v.domain, v.siret, v.directory_id,
               v.from_day, v.until_day
          FROM administration_versions v
         WHERE v.administration_id = @id
           AND
        """;

    private const string NamesSql = """
        SELECT v.administration_id AS id, v.name, v.acronym, v.siret, v.directory_id
          FROM administration_versions v
         WHERE v.administration_id IN @ids
           AND
        """;

    private const string KnowSql = "INSERT INTO administrations (id) VALUES (@id) ON CONFLICT DO NOTHING";

    private const string CloseSql =
        "UPDATE administration_versions SET known_to = @sequence WHERE administration_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO administration_versions (
               administration_id, version, known_from, known_to, modified_at, name, name_key, acronym, kind, domain,
               siret, directory_id, from_day, until_day)
        VALUES (@id, @version, @sequence, @Open, @Now, @Name, @nameKey, @Acronym, @Kind, @Domain, @Siret, @DirectoryId, @From, @Until)
        """;

    private const string TakenSql = "SELECT count(*) FROM administrations WHERE id = @id";

    private const string BearerSql = """
        SELECT administration_id
          FROM administration_versions
         WHERE siret = @siret
           AND known_to = @Open
           AND administration_id <> @id
         ORDER BY administration_id
        """;

    /// <summary>Whether an id is, or ever was, that of an administration.</summary>
    public static async Task<bool> IsAdministrationIdTakenAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(TakenSql, new { id }) > 0;

    /// <summary>Another administration that bears a SIRET; null when none does.</summary>
    public static Task<string?> FindOtherBearerAsync(this Tx tx, string siret, string id) =>
        tx.FirstAsync<string>(BearerSql, new { siret, id, Tx.Open });

    public static async Task<RecordedAdministration?> FindRecordedAdministrationAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>($"{FindSql} {knowledge.Of("v")}", new { id, sequence = knowledge.Sequence }))?.Recorded();

    /// <summary>An administration by its name, or by its id where it has none.</summary>
    public static async Task<AdministrationReference> FindRecordedNameAsync(this Tx tx, string id, Knowledge knowledge) =>
        await tx.FindRecordedAdministrationAsync(id, knowledge) is { } found ? new(id, found.Facts.Name, found.Facts.Acronym) : new(id, id);

    /// <summary>Administrations by their ids, each with its name, or with its id where it has none, and its numbers.</summary>
    public static async Task<IReadOnlyDictionary<string, IdentifiedReference>> ListRecordedNamesAsync(
        this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge)
    {
        var names = (await tx.QueryAsync<NameRow>($"{NamesSql} {knowledge.Of("v")}", new { ids, sequence = knowledge.Sequence }))
            .ToDictionary(row => row.Id, row => new IdentifiedReference(row.Id, row.Name, row.Acronym, row.Siret, row.DirectoryId));
        return ids.Distinct().ToDictionary(id => id, id => names.GetValueOrDefault(id) ?? new(id, id));
    }

    /// <summary>Writes the next version; whoever derives something from its domain is told.</summary>
    public static async Task<int> SaveAdministrationAsync(
        this Tx tx, long sequence, string id, RecordedAdministration? before, AdministrationFacts facts)
    {
        var version = (before?.Version ?? 0) + 1;
        await tx.ExecuteAsync(KnowSql, new { id });
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        await tx.ExecuteAsync(AddSql, new
        {
            id,
            version,
            sequence,
            Tx.Open,
            tx.Now,
            facts.Name,
            nameKey = Folding.Key(facts.Name),
            facts.Acronym,
            facts.Kind,
            facts.Domain,
            facts.Siret,
            facts.DirectoryId,
            facts.From,
            facts.Until,
        });
        if (before is not null && before.Facts.Domain != facts.Domain)
            tx.Signal(DomainChanged, id);
        tx.Touch(sequence, Kinds.Administration, id);
        return version;
    }

    public static async Task CloseAdministrationAsync(this Tx tx, long sequence, string id)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        tx.Touch(sequence, Kinds.Administration, id);
    }

    private sealed record NameRow
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
        public string? Kind { get; init; }
        public string? Domain { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
        public DateOnly? FromDay { get; init; }
        public DateOnly? UntilDay { get; init; }

        public RecordedAdministration Recorded() => new(Id, (int)Version, ModifiedAt, new()
        {
            Name = Name,
            Acronym = Acronym,
            Kind = Kind,
            Domain = Domain,
            Siret = Siret,
            DirectoryId = DirectoryId,
            From = FromDay,
            Until = UntilDay,
        });
    }
}
