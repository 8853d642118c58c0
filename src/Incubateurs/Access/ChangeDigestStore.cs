using System.Globalization;
using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>
/// A digest of who changed what, of startups and up to a change: for those changes of which no row of the access log tells one by one.
/// The specimen, which is set back each night, apart.
/// </summary>
internal static class ChangeDigestStore
{
    private const int Batch = 5_000;

    private const string ListSql = """
        SELECT c.sequence, c.type, c.subject_id, c.agent_id, c.administration_id
          FROM changes c
         WHERE c.sequence > @after
           AND c.sequence <= @until
           AND c.subject = @Startup
           AND c.agent_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM specimens s WHERE s.kind = c.subject AND s.id = c.subject_id)
         ORDER BY c.sequence
         LIMIT @Batch
        """;

    public static async Task<string> ChangesDigestAsync(this Tx tx, long until)
    {
        var digest = AccessSeal.None;
        var after = 0L;
        while ((await tx.QueryAsync<Row>(ListSql, new { after, until, Kinds.Startup, Batch })).ToList() is { Count: > 0 } rows)
            foreach (var row in rows)
            {
                after = row.Sequence;
                digest = AccessSeal.Of(
                    digest,
                    row.Sequence,
                    row.Type,
                    row.SubjectId,
                    row.AgentId.ToString(CultureInfo.InvariantCulture),
                    row.AdministrationId ?? "");
            }

        return digest;
    }

    private sealed record Row
    {
        public required long Sequence { get; init; }
        public required string Type { get; init; }
        public required string SubjectId { get; init; }
        public required long AgentId { get; init; }
        public string? AdministrationId { get; init; }
    }
}
