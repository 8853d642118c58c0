using Dapper;
using Incubateurs.Startups.Search;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Benchmarks;

/// <summary>
/// The same portfolio many times under other ids (<c>~001</c>…) and slightly other names, as so many startups more would be.
/// Incubators, sponsors and terms are shared, so that each filter finds that many times more.
/// </summary>
internal static class PortfolioCopy
{
    // Each column that holds an id or what must differ, and what the copy holds there.
    private static readonly (string Table, Dictionary<string, string> Changed)[] Tables =
    [
        ("startups", new() { ["id"] = "id || @suffix" }),
        ("descriptions", new() { ["id"] = "id + @shift" }),
        ("startup_versions", new()
        {
            ["startup_id"] = "startup_id || @suffix",
            ["name"] = "name || @tail",
            ["description_id"] = "description_id + @shift",
        }),
        ("startup_phases", new() { ["id"] = "id || @suffix", ["startup_id"] = "startup_id || @suffix" }),
        ("committees", new() { ["id"] = "id || @suffix", ["startup_id"] = "startup_id || @suffix" }),
        ("spans", new() { ["id"] = "id + @shift", ["startup_id"] = "startup_id || @suffix", ["name_key"] = "name_key || @tail" }),
        ("startup_terms", new() { ["id"] = "id + @shift", ["startup_id"] = "startup_id || @suffix", ["name_key"] = "name_key || @tail" }),
        ("search_texts", new() { ["id"] = "id + @shift", ["startup_id"] = "startup_id || @suffix", ["name_key"] = "name_key || @tail" }),
    ];

    private const string TextsSql = """
        SELECT x.id, v.name, v.pitch, d.text AS description
          FROM search_texts x
          JOIN startup_versions v ON v.startup_id = x.startup_id AND v.known_to = x.known_to
          LEFT JOIN descriptions d ON d.id = v.description_id
        """;

    private const string AddWordsSql =
        "INSERT INTO search_words (rowid, name, pitch, description) VALUES (@Id, @Name, @Pitch, @Description)";

    private const int Shift = 1_000_000;

    public static async Task<int> RunAsync(string from, string to, int times)
    {
        File.Delete(to);
        await using (var source = new SqliteConnection($"Data Source={from};Pooling=False"))
            _ = await source.ExecuteAsync("VACUUM INTO @to", new { to });

        await using var db = new SqliteConnection($"Data Source={to};Pooling=False;Foreign Keys=False");
        await db.OpenAsync();
        _ = await db.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
        await using var transaction = await db.BeginTransactionAsync();
        var words = (await db.QueryAsync<(long Id, string Name, string? Pitch, string? Description)>(TextsSql)).AsList()
            .ConvertAll(
                text => new Words(
                    text.Id,
                    SearchWords.Indexed(text.Name),
                    SearchWords.Indexed(text.Pitch ?? ""),
                    SearchWords.Indexed(text.Description ?? "")));
        foreach (var (table, changed) in Tables)
            await MultiplyAsync(db, table, changed, times);
        for (var copy = 1; copy < times; copy++)
            _ = await db.ExecuteAsync(
                AddWordsSql, words.Select(text => text with { Id = text.Id + (copy * Shift), Name = $"{text.Name} {copy:000}" }));
        await transaction.CommitAsync();
        _ = await db.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return 0;
    }

    private static async Task MultiplyAsync(SqliteConnection db, string table, Dictionary<string, string> changed, int times)
    {
        var columns = (await db.QueryAsync<string>("SELECT name FROM pragma_table_info(@table)", new { table })).AsList();
        var values = columns.ConvertAll(column => changed.GetValueOrDefault(column, column));
        var last = await db.ExecuteScalarAsync<long>($"SELECT max(rowid) FROM {table}");
        for (var copy = 1; copy < times; copy++)
            _ = await db.ExecuteAsync(
                $"""
                INSERT INTO {table} ({string.Join(", ", columns)})
                SELECT {string.Join(", ", values)}
                  FROM {table}
                 WHERE rowid <= @last
                """,
                new { last, suffix = $"~{copy:000}", tail = $" {copy:000}", shift = copy * Shift });
    }

    private sealed record Words(long Id, string Name, string Pitch, string Description);
}
