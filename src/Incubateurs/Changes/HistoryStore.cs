using System.Globalization;
using System.Text.Json;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.Changes;

/// <summary>What happened to a startup, read from the log of changes.</summary>
internal static class HistoryStore
{
    private const string ListSql = """
        SELECT c.sequence, c.at, c.agent, c.administration_id, c.type, c.data, v.name
          FROM changes c
          LEFT JOIN administration_versions v ON v.administration_id = c.administration_id AND v.known_to = @Open
         WHERE c.subject = 'startup'
           AND c.subject_id = @id
           AND c.sequence <= @known
           AND c.sequence < @before
         ORDER BY c.sequence DESC
         LIMIT @most
        """;

    private const string CountSql = """
        SELECT count(*)
          FROM changes
         WHERE subject = 'startup'
           AND subject_id = @id
           AND sequence <= @known
        """;

    /// <summary>Up to <paramref name="most"/> changes, the newest first.</summary>
    /// <param name="agents">Whether persons are named: to agents alone.</param>
    public static async Task<Slice<HistoryItem>> ListHistoryAsync(this Tx tx, string id, Knowledge knowledge, Cursor? after, int most, bool agents)
    {
        var known = knowledge.Sequence ?? tx.Sequence;
        var before = after is null ? long.MaxValue : long.Parse(after.Key, CultureInfo.InvariantCulture);
        var rows = (await tx.QueryAsync<Row>(ListSql, new { id, known, before, most = most + 1, Tx.Open })).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>(CountSql, new { id, known });
        return new(
            [.. rows.Take(most).Select(row => row.Item(agents))],
            total,
            rows.Count > most ? (rows[most - 1].Sequence.ToString(CultureInfo.InvariantCulture), id) : null);
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
                data.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
                Members(data.RootElement, "before"),
                Members(data.RootElement, "after"));
        }

        private static Dictionary<string, JsonElement>? Members(JsonElement data, string name) =>
            data.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object
                ? part.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone())
                : null;
    }
}
