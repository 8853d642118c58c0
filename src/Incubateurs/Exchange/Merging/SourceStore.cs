using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>What was read the last time of one thing, and from where.</summary>
internal sealed record LastSource
{
    public required string Id { get; init; }
    public required string Origin { get; init; }
    public required string File { get; init; }
    public required string Parsed { get; init; }
    public required string Raw { get; init; }

    /// <summary>What only the static API shows of it; null where an earlier build read it.</summary>
    public string? Published { get; init; }

    /// <summary>The last import that had its file, where a later one has it no longer and what it was imported as lives on.</summary>
    public long? GoneAfter { get; init; }
}

/// <summary>What a source says of one thing, as it is stored.</summary>
/// <param name="Parsed">What the next import is merged against.</param>
/// <param name="Raw">The front matter as it was read.</param>
/// <param name="Published">What decides nothing here, and the static API shows; null of what has nothing of the kind.</param>
internal sealed record SourceTexts(string File, string Parsed, string Raw, string? Published = null);

/// <summary>The last parsed source of each thing, against which the next import is merged.</summary>
internal static class SourceStore
{
    private const string ListSql = "SELECT id, origin, file, parsed, raw, published, gone_after FROM sources WHERE kind = @kind";

    private const string SaveSql = """
        INSERT INTO sources (kind, id, origin, file, parsed, raw, published)
        VALUES (@kind, @id, @origin, @File, @Parsed, @Raw, @Published)
            ON CONFLICT (kind, id)
            DO UPDATE SET origin     = excluded.origin,
                          file       = excluded.file,
                          parsed     = excluded.parsed,
                          raw        = excluded.raw,
                          published  = excluded.published,
                          gone_after = NULL
        """;

    private const string RemoveSql = "DELETE FROM sources WHERE kind = @kind AND id = @id";

    private const string GoneSql = "UPDATE sources SET gone_after = @sequence WHERE kind = @kind AND id = @id";

    private const string WrittenSql = """
        SELECT count(*)
          FROM changes
         WHERE subject = @kind
           AND subject_id = @id
           AND sequence > @sequence
           AND agent_id IS NOT NULL
        """;

    private const string AddImportSql = "INSERT INTO imports (at, sequence) VALUES (@Now, @Sequence)";

    private const string LastImportSql = "SELECT sequence FROM imports ORDER BY id DESC LIMIT 1";

    // Imports of earlier builds are known by what they changed alone.
    private const string LastImportedSql = """
        SELECT coalesce(max(sequence), 0)
          FROM changes
         WHERE subject = @kind
           AND subject_id = @id
           AND agent_id IS NULL
        """;

    public static async Task<IReadOnlyDictionary<string, LastSource>> ListSourcesAsync(this Tx tx, string kind) =>
        (await tx.QueryAsync<LastSource>(ListSql, new { kind })).ToDictionary(source => source.Id, StringComparer.Ordinal);

    /// <summary>What references led to the last time.</summary>
    public static async Task<EarlierReferences> ListEarlierReferencesAsync(this Tx tx)
    {
        var formerIds = await tx.ListFormerIdsOfAllAsync(Kinds.Incubator);
        return new(
            [
                .. (await tx.ListSourcesAsync(Kinds.Administration)).Values
                    .Select(source => (source.Id, Facts: JsonText.Read<AdministrationFacts>(source.Parsed)))
                    .Select(one => new Referable(one.Id, one.Facts.Name, one.Facts.Acronym, [])),
            ],
            [
                .. (await tx.ListSourcesAsync(Kinds.Incubator)).Values
                    .Select(source => (source.Id, Facts: JsonText.Read<IncubatorFacts>(source.Parsed)))
                    .Select(one => new Referable(one.Id, one.Facts.Name, null, [.. formerIds[one.Id]])),
            ]);
    }

    public static Task SaveSourceAsync(this Tx tx, string kind, string id, string origin, SourceTexts texts) =>
        tx.ExecuteAsync(SaveSql, new { kind, id, origin, texts.File, texts.Parsed, texts.Raw, texts.Published });

    public static Task RemoveSourceAsync(this Tx tx, string kind, string id) => tx.ExecuteAsync(RemoveSql, new { kind, id });

    /// <summary>Notes that its file is gone, and what it was imported as lives on.</summary>
    public static Task NoteGoneAsync(this Tx tx, string kind, string id, long sequence) =>
        tx.ExecuteAsync(GoneSql, new { kind, id, sequence });

    /// <summary>Whether an agent has written to it since a change.</summary>
    public static async Task<bool> IsWrittenToAsync(this Tx tx, string kind, string id, long sequence = 0) =>
        await tx.ScalarAsync<long>(WrittenSql, new { kind, id, sequence }) > 0;

    /// <summary>The last change that was known when it was last imported, whether that changed it or not.</summary>
    public static async Task<long> LastImportOfAsync(this Tx tx, string kind, LastSource source) =>
        source.GoneAfter
        ?? await tx.ScalarAsync<long?>(LastImportSql)
        ?? await tx.ScalarAsync<long>(LastImportedSql, new { kind, id = source.Id });

    /// <summary>Notes that an import came to its end.</summary>
    public static Task AddImportAsync(this Tx tx) => tx.ExecuteAsync(AddImportSql, new { tx.Now, tx.Sequence });
}
