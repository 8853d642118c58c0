using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Incubators;

/// <summary>Reads and writes the versions of an incubator's facts.</summary>
internal static class IncubatorRecordStore
{
    private const string FindSql = """
        SELECT v.incubator_id AS id, v.version, v.modified_at, v.name, v.owner_id, v.website, v.repository, v.contact,
               v.description, v.hidden
          FROM incubator_versions v
         WHERE v.incubator_id = @id
           AND
        """;

    private const string KnowSql = "INSERT INTO incubators (id) VALUES (@id) ON CONFLICT DO NOTHING";

    private const string CloseSql = "UPDATE incubator_versions SET known_to = @sequence WHERE incubator_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO incubator_versions (
               incubator_id, version, known_from, known_to, modified_at, name, name_key, owner_id, website,
               repository, contact, description, hidden)
        VALUES (@id, @version, @sequence, @Open, @Now, @Name, @nameKey, @Owner, @Website, @Repository, @Contact, @Description, @hidden)
        """;

    private const string TakenSql = """
        SELECT (SELECT count(*) FROM incubators WHERE id = @id)
             + (SELECT count(*) FROM former_ids WHERE kind = 'incubator' AND former_id = @id AND known_to = @Open)
        """;

    /// <summary>Whether an id is, or ever was, that of an incubator.</summary>
    public static async Task<bool> IsIncubatorIdTakenAsync(this Tx tx, string id) =>
        await tx.ScalarAsync<long>(TakenSql, new { id, Tx.Open }) > 0;

    public static async Task<RecordedIncubator?> FindRecordedIncubatorAsync(this Tx tx, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>($"{FindSql} {knowledge.Of("v")}", new { id, sequence = knowledge.Sequence }))?.Recorded();

    public static async Task<int> SaveIncubatorAsync(this Tx tx, long sequence, string id, RecordedIncubator? before, IncubatorFacts facts)
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
            facts.Owner,
            facts.Website,
            facts.Repository,
            facts.Contact,
            facts.Description,
            hidden = facts.Hidden ? 1 : 0,
        });
        tx.Touch(sequence, Kinds.Incubator, id);
        return version;
    }

    public static async Task CloseIncubatorAsync(this Tx tx, long sequence, string id)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        tx.Touch(sequence, Kinds.Incubator, id);
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public required string Name { get; init; }
        public string? OwnerId { get; init; }
        public string? Website { get; init; }
        public string? Repository { get; init; }
        public string? Contact { get; init; }
        public string? Description { get; init; }
        public required long Hidden { get; init; }

        public RecordedIncubator Recorded() => new(Id, (int)Version, ModifiedAt, new()
        {
            Name = Name,
            Owner = OwnerId,
            Website = Website,
            Repository = Repository,
            Contact = Contact,
            Description = Description,
            Hidden = Hidden != 0,
        });
    }
}
