using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>What was read the last time of one thing, and from where.</summary>
internal sealed record LastSource
{
    public required string Id { get; init; }
    public required string Origin { get; init; }
    public required string File { get; init; }
    public required string Parsed { get; init; }
    public required string Raw { get; init; }
}

/// <summary>The last parsed source of each thing, against which the next import is merged.</summary>
internal static class SourceStore
{
    private const string ListSql = "SELECT id, origin, file, parsed, raw FROM sources WHERE kind = @kind";

    private const string SaveSql = """
        INSERT INTO sources (kind, id, origin, file, parsed, raw)
        VALUES (@kind, @id, @origin, @file, @parsed, @raw)
            ON CONFLICT (kind, id)
            DO UPDATE SET origin = excluded.origin, file = excluded.file, parsed = excluded.parsed, raw = excluded.raw
        """;

    private const string RemoveSql = "DELETE FROM sources WHERE kind = @kind AND id = @id";

    private const string WrittenSql = """
        SELECT count(*)
          FROM changes
         WHERE subject = @kind
           AND subject_id = @id
           AND agent IS NOT NULL
        """;

    public static async Task<IReadOnlyDictionary<string, LastSource>> ListSourcesAsync(this Tx tx, string kind) =>
        (await tx.QueryAsync<LastSource>(ListSql, new { kind })).ToDictionary(source => source.Id, StringComparer.Ordinal);

    public static Task SaveSourceAsync(this Tx tx, string kind, string id, string origin, string file, string parsed, string raw) =>
        tx.ExecuteAsync(SaveSql, new { kind, id, origin, file, parsed, raw });

    public static Task RemoveSourceAsync(this Tx tx, string kind, string id) => tx.ExecuteAsync(RemoveSql, new { kind, id });

    /// <summary>Whether an agent ever wrote to it.</summary>
    public static async Task<bool> IsWrittenToAsync(this Tx tx, string kind, string id) =>
        await tx.ScalarAsync<long>(WrittenSql, new { kind, id }) > 0;
}
