using System.Text.Encodings.Web;
using System.Text.Json;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>
/// Erases words from all that somebody wrote: every version, the changes, what was read from a source, kept answers. Where they stood
/// stands a mark. What is derived is then to be derived anew, and the engine's log wiped.
/// </summary>
internal static class ErasedWordStore
{
    public const string Mark = "[effacé]";

    /// <summary>Tables and columns that hold what somebody wrote; a test holds the list complete.</summary>
    internal static readonly IReadOnlyList<(string Table, string[] Columns)> Written =
    [
        ("administration_versions", ["name", "acronym", "kind", "domain"]),
        ("benefits", ["statement", "audience", "url"]),
        ("candidacies", ["contact"]),
        ("changes", ["data"]),
        ("committees", ["note"]),
        ("controls", ["note"]),
        ("descriptions", ["text"]),
        ("hand_overs", ["details"]),
        ("idempotent_answers", ["body"]),
        ("incubator_versions", ["name", "website", "repository", "contact", "description"]),
        ("report_moderations", ["reason"]),
        ("report_resolutions", ["reason"]),
        ("reports", ["message"]),
        ("review_moderations", ["reason"]),
        ("reviews", ["comment"]),
        ("sources", ["parsed", "raw"]),
        ("startup_phases", ["reason"]),
        ("startup_terms", ["value"]),
        (
            "startup_versions",
            [
                "name", "pitch", "link", "repository", "contact", "themes", "audiences", "technologies", "stats_url", "budget_url",
                "impact_url", "dashlord_url", "risk_analysis", "events", "source",
            ]),
        ("webhooks", ["url"]),
        ("withdrawals", ["reason"]),
    ];

    private const string InLogSql = "SELECT count(*) FROM accesses WHERE replace(resource, @text, '') <> resource";

    /// <summary>Every row that holds one of the texts, in whatever way JSON writes it.</summary>
    /// <returns>How many rows held one.</returns>
    public static async Task<int> EraseWordsAsync(this Tx tx, params IEnumerable<string> texts)
    {
        var rows = 0;
        var spellings = texts.SelectMany(Spellings).Distinct(StringComparer.Ordinal).ToList();
        await tx.TellErasedAsync(spellings);
        foreach (var text in spellings)
            foreach (var (table, columns) in Written)
                foreach (var column in columns)
                    rows += await tx.ExecuteAsync(
                        $"UPDATE {table} SET {column} = replace({column}, @text, @Mark) WHERE replace({column}, @text, '') <> {column}",
                        new { text, Mark });
        tx.Raise(Areas.All | Areas.Agents | Areas.Specimen | Areas.Removals);
        return rows;
    }

    /// <summary>How many rows of the access log have it in their path, which is sealed: they go with their age.</summary>
    public static Task<long> CountInAccessesAsync(this Tx tx, string text) => tx.ScalarAsync<long>(InLogSql, new { text });

    private static IEnumerable<string> Spellings(string text) =>
        [text, JsonText.Of(text)[1..^1], JsonEncodedText.Encode(text, JavaScriptEncoder.Default).ToString()];
}
