namespace Incubateurs.Storage;

/// <summary>Whether the file is what SQLite wrote, and every reference leads somewhere.</summary>
internal static class Soundness
{
    /// <summary>What is wrong; nothing in a sound file.</summary>
    public static async Task<IReadOnlyList<string>> ListFaultsAsync(this Tx tx) =>
    [
        .. (await tx.QueryAsync<string>("PRAGMA integrity_check")).Where(line => line != "ok"),
        .. (await tx.QueryAsync<string>("SELECT \"table\" FROM pragma_foreign_key_check")).Distinct().Select(table => $"A reference of {table} leads nowhere."),
    ];
}
