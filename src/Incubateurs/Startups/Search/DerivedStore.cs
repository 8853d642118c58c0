using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups.Search;

/// <summary>
/// What is derived from names and texts alone, of every knowledge: the words of the search, the keys that sort names, those that group a
/// vocabulary. A build that folded otherwise, or a machine without Unicode's normal forms, leaves it wrong for good.
/// </summary>
internal static class DerivedStore
{
    private const string TextsSql = """
        SELECT t.id, t.name_key, v.name, coalesce(v.pitch, '') AS pitch, coalesce(d.text, '') AS description
          FROM search_texts t
          JOIN startup_versions v ON v.startup_id = t.startup_id AND v.known_from <= t.known_from AND v.known_to > t.known_from
          LEFT JOIN descriptions d ON d.id = v.description_id
         WHERE t.known_to > t.known_from
        """;

    // A vocabulary's word is its own key where it is an id.
    private const string TermsSql =
        "SELECT id, key, value FROM startup_terms WHERE kind IN ('domain', 'theme', 'audience', 'technology')";

    private const string KeyTermSql = "UPDATE startup_terms SET key = @key WHERE id = @Id";

    private static readonly IReadOnlyList<(string Select, string Update)> Named =
    [
        (NamesOf("spans", "x.startup_id"), UpdateOf("spans")),
        (NamesOf("startup_terms", "x.startup_id"), UpdateOf("startup_terms")),
        (NamesOf("search_texts", "x.startup_id"), UpdateOf("search_texts")),
        (
            "SELECT DISTINCT x.incubator_id AS id, x.name_key, x.name FROM incubator_versions x",
            "UPDATE incubator_versions SET name_key = @key WHERE incubator_id = @Id AND name = @Name"),
        (
            "SELECT DISTINCT x.administration_id AS id, x.name_key, x.name FROM administration_versions x",
            "UPDATE administration_versions SET name_key = @key WHERE administration_id = @Id AND name = @Name"),
    ];

    /// <summary>How many rows are not what would be derived today.</summary>
    public static async Task<long> CountStaleAsync(this Tx tx)
    {
        var texts = (await tx.QueryAsync<TextRow>(TextsSql)).Select(row => row.Text()).ToList();
        long stale = (await tx.Search.ListOthersAsync(tx, texts)).Count;
        foreach (var (select, _) in Named)
            stale += (await tx.QueryAsync<NameRow>(select)).Count(row => row.NameKey != Folding.Key(row.Name));
        return stale + (await tx.QueryAsync<TermRow>(TermsSql)).Count(row => row.Key != Folding.TermKey(row.Value));
    }

    /// <summary>Derives all of it anew, in place: what was known when does not change.</summary>
    public static async Task DeriveAnewAsync(this Tx tx)
    {
        await tx.Search.ClearAsync(tx);
        foreach (var row in await tx.QueryAsync<TextRow>(TextsSql))
            await tx.Search.AddAsync(tx, row.Text());
        foreach (var (select, update) in Named)
            foreach (var row in (await tx.QueryAsync<NameRow>(select)).Where(row => row.NameKey != Folding.Key(row.Name)).ToList())
                await tx.ExecuteAsync(update, new { row.Id, row.Name, key = Folding.Key(row.Name) });
        foreach (var row in (await tx.QueryAsync<TermRow>(TermsSql)).Where(row => row.Key != Folding.TermKey(row.Value)).ToList())
            await tx.ExecuteAsync(KeyTermSql, new { row.Id, key = Folding.TermKey(row.Value) });
        tx.Raise(Areas.All | Areas.Specimen | Areas.Removals);
    }

    private static string NamesOf(string table, string startup) => $"""
        SELECT x.id, x.name_key, v.name
          FROM {table} x
          JOIN startup_versions v ON v.startup_id = {startup} AND v.known_from <= x.known_from AND v.known_to > x.known_from
         WHERE x.known_to > x.known_from
        """;

    private static string UpdateOf(string table) => $"UPDATE {table} SET name_key = @key WHERE id = @Id";

    private sealed record TextRow
    {
        public required long Id { get; init; }
        public required string Name { get; init; }
        public required string Pitch { get; init; }
        public required string Description { get; init; }

        public IndexedText Text() => new(Id, SearchWords.Indexed(Name), SearchWords.Indexed(Pitch), SearchWords.Indexed(Description));
    }

    private sealed record NameRow
    {
        public required object Id { get; init; }
        public required string NameKey { get; init; }
        public required string Name { get; init; }
    }

    private sealed record TermRow
    {
        public required long Id { get; init; }
        public required string Key { get; init; }
        public required string Value { get; init; }
    }
}
