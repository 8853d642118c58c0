using System.Globalization;
using System.Text.Json;
using Dapper;
using Incubateurs.HandOvers;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>What happened to a startup, read from the log of changes.</summary>
internal static class HistoryStore
{
    // All the names that it may have had; when it had which is told by the changes themselves.
    private const string RenamedSql = """
        WITH RECURSIVE names (id) AS (
               SELECT CAST(@id AS TEXT)
                UNION
               SELECT f.former_id
                 FROM names n
                 JOIN former_ids f ON f.kind = 'startup' AND f.id = n.id)
        SELECT c.subject_id AS id, c.sequence, c.data
          FROM changes c
         WHERE c.subject = 'startup'
           AND c.subject_id IN (SELECT n.id FROM names n)
           AND c.type = 'startup.renamed'
         ORDER BY c.sequence DESC
        """;

    private const string ListSql = """
        SELECT c.sequence, c.at, a.email AS agent, c.administration_id, c.type, c.data, v.name
          FROM changes c
          LEFT JOIN agents a ON a.id = c.agent_id
          LEFT JOIN administration_versions v ON v.administration_id = c.administration_id AND v.known_to = @Open
         WHERE
        """;

    private const string CountSql = "SELECT count(*) FROM changes c WHERE";

    // Of a control nothing is public but the access of whoever made it, and that a hand-over reopened.
    private const string Public = "AND c.type <> 'handOver.controlled'";

    /// <summary>Up to <paramref name="most"/> changes, the newest first.</summary>
    /// <param name="agents">Whether persons are named and controls told: to agents alone.</param>
    public static async Task<Slice<HistoryItem>> ListHistoryAsync(
        this Tx tx, string id, Knowledge knowledge, Cursor? after, int most, bool agents)
    {
        var (ofIt, args) = await OfAsync(tx, id, knowledge.Sequence ?? tx.Sequence);
        ofIt = agents ? ofIt : $"{ofIt} {Public}";
        var total = after?.Total ?? await tx.ScalarAsync<long>($"{CountSql} {ofIt}", args);
        args.Add("before", after is null ? long.MaxValue : long.Parse(after.Key, CultureInfo.InvariantCulture));
        args.Add("most", most + 1);
        args.Add("Open", Tx.Open);
        var rows = (
            await tx.QueryAsync<Row>(
                $"{ListSql} {ofIt}\n   AND c.sequence < @before\n ORDER BY c.sequence DESC\n LIMIT @most", args)).ToList();
        return Slice.Of(rows, most, total, row => row.Item(agents), row => (row.Sequence.ToString(CultureInfo.InvariantCulture), id));
    }

    // The changes under its id and, until it was renamed, under each id that it had before.
    private static async Task<(string Where, DynamicParameters Args)> OfAsync(Tx tx, string id, long known)
    {
        var args = new DynamicParameters();
        List<string> clauses = [];
        var renamings = (await tx.QueryAsync<Renaming>(RenamedSql, new { id })).ToLookup(renaming => renaming.Id);
        for (string? name = id; name is not null;)
        {
            args.Add($"id{clauses.Count}", name);
            args.Add($"until{clauses.Count}", known);
            clauses.Add($"(c.subject_id = @id{clauses.Count} AND c.sequence <= @until{clauses.Count})");
            var renamed = renamings[name].FirstOrDefault(renaming => renaming.Sequence <= known);
            name = renamed?.From;

            // The change just before says the same of the old id.
            known = renamed?.Sequence - 2 ?? known;
        }

        return ($"c.subject = 'startup' AND ({string.Join(" OR ", clauses)})", args);
    }

    private sealed record Renaming
    {
        public required string Id { get; init; }
        public required long Sequence { get; init; }
        public required string Data { get; init; }

        /// <summary>The earlier id; null on the side of the old id, which says where it went.</summary>
        public string? From =>
            JsonText.Read<JsonElement>(Data).TryGetProperty("before", out var before) ? before.GetProperty("id").GetString() : null;
    }

    private sealed record Row
    {
        public required long Sequence { get; init; }
        public required DateTimeOffset At { get; init; }
        public string? Agent { get; init; }
        public string? AdministrationId { get; init; }
        public required string Type { get; init; }
        public required string Data { get; init; }
        public string? Name { get; init; }

        public HistoryItem Item(bool agents)
        {
            using var data = JsonDocument.Parse(Data);
            return new(
                At,
                Type,
                new(AdministrationId is null ? null : new(AdministrationId, Name ?? AdministrationId), agents ? Agent : null),
                Text(data.RootElement, "reason"),
                Text(data.RootElement, "handOver"),
                Members(data.RootElement, "before", agents),
                Members(data.RootElement, "after", agents));
        }

        private static string? Text(JsonElement data, string name) =>
            data.TryGetProperty(name, out var text) ? text.GetString() : null;

        private static Dictionary<string, JsonElement>? Members(JsonElement data, string name, bool agents) =>
            data.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object
                ? part.EnumerateObject().ToDictionary(member => member.Name, member => Shown(member, agents))
                : null;

        private static JsonElement Shown(JsonProperty member, bool agents) => agents || member.Name != "findings"
            ? member.Value.Clone()
            : JsonSerializer.SerializeToElement(
                member.Value.EnumerateArray().Select(code => code.GetString()!).Where(code => Findings.IsShown(code, agents)));
    }
}
