using Incubateurs.Storage;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>The log of an earlier build, as it waits to be sealed anew.</summary>
internal static class AccessUpgradeStore
{
    private const int Batch = 5_000;

    private const string IsOlderSql = "SELECT is_older FROM accesses_head WHERE id = 1";

    // As texts, whatever somebody made of them: what is absent is not empty.
    private const string RowsSql = """
        SELECT id, coalesce(CAST(at AS TEXT), @none) AS at, coalesce(CAST(agent AS TEXT), @none) AS agent,
               coalesce(CAST(administration_id AS TEXT), @none) AS administration_id, coalesce(CAST(method AS TEXT), @none) AS method,
               coalesce(CAST(route AS TEXT), @none) AS route, coalesce(CAST(resource AS TEXT), @none) AS resource,
               coalesce(CAST(status AS TEXT), @none) AS status, coalesce(CAST(request_id AS TEXT), @none) AS request_id,
               CAST(seal AS TEXT) AS seal
          FROM accesses_before
         WHERE id > @after
         ORDER BY id
         LIMIT @Batch
        """;

    // An index of hashes is made far faster at once than row by row.
    private const string BeginSql = """
        DROP INDEX accesses_seal;
        INSERT INTO accesses_past (seal, id) SELECT seal, min(id) FROM accesses_before GROUP BY seal ORDER BY seal;
        """;

    private const string CallersSql = "SELECT DISTINCT caller FROM idempotent_answers";

    private const string SetCallerSql = "UPDATE idempotent_answers SET caller = @hashed WHERE caller = @caller";

    private const string DoneSql = """
        CREATE INDEX accesses_seal ON accesses (seal);
        DELETE FROM accesses_before;
        UPDATE accesses_head SET is_older = 0 WHERE id = 1;
        """;

    public static async Task<bool> HasOlderAccessesAsync(this Tx tx) => await tx.ScalarAsync<long>(IsOlderSql) > 0;

    public static async Task SealAccessesAnewAsync(this Tx tx)
    {
        if (!await tx.HasOlderAccessesAsync())
            return;

        var head = await tx.AccessHeadAsync();
        var (cut, last, seal) = (head, head.CutId, head.CutSeal);
        var agents = new Dictionary<string, KnownAgent>(StringComparer.Ordinal);
        var rows = 0L;
        await tx.ExecuteAsync(BeginSql);
        long? altered = null;
        while ((await tx.QueryAsync<OlderRow>(RowsSql, new { after = last, Batch, none = "\0" })).ToList() is { Count: > 0 } batch)
            foreach (var row in batch)
            {
                if (row.Id != last + 1 || AccessUpgrade.OlderSeal(seal, row.Id, row.Fields()) != row.Seal)
                    altered ??= row.Id;
                (last, seal) = (row.Id, row.Seal);
                if (!agents.TryGetValue(row.Agent, out var agent))
                    agents[row.Agent] = agent = await tx.AgentAsync(row.Agent);
                head = await tx.AddSealedAsync(
                    head with { LastId = row.Id - 1, At = DateTimeOffset.MinValue }, row.Entry(tx.Clock), agent, row.At);
                rows++;
            }

        await tx.SetAccessHeadAsync(head);
        await tx.AppendAccessesAsync(AccessEntry.Done(tx.Clock, "upgrade", "", await tx.LinesAsync(cut, rows, seal, altered)));
        foreach (var caller in await tx.QueryAsync<string>(CallersSql))
            await tx.ExecuteAsync(SetCallerSql, new { caller, hashed = Idempotency.Hashed(caller) });
        await tx.ExecuteAsync(DoneSql);
    }

    // From today on, the row vouches for what is there.
    private static async Task<IReadOnlyList<string>> LinesAsync(this Tx tx, AccessHead cut, long rows, string seal, long? altered)
    {
        var keys = await tx.ListKeyFingerprintsAsync();
        return
        [
            Covered.Anew(rows, seal, altered),
            .. cut.CutId > 0 ? [Covered.Cut(cut.CutId, cut.CutSeal)] : (string[])[],
            Covered.Changes(tx.Sequence, await tx.ChangesDigestAsync(tx.Sequence)),
            .. keys.Select(key => Covered.Key(key.Prefix, key.Fingerprint)),
            .. keys.Where(key => key.IsRevoked).Select(key => Covered.Revoked(key.Prefix)),
        ];
    }

    private sealed record OlderRow
    {
        public required long Id { get; init; }
        public required string At { get; init; }
        public required string Agent { get; init; }
        public required string AdministrationId { get; init; }
        public required string Method { get; init; }
        public required string Route { get; init; }
        public required string Resource { get; init; }
        public required string Status { get; init; }
        public required string RequestId { get; init; }
        public required string Seal { get; init; }

        public IReadOnlyList<string> Fields() => [At, Agent, AdministrationId, Method, Route, Resource, Status, RequestId];

        // Its clock may have been wrong: no row is later than the upgrade.
        public AccessEntry Entry(DateTimeOffset clock) => new(
            Instants.TryInstant(At) is { } at && at < clock ? at : clock,
            Agent,
            AdministrationId,
            Method,
            Route,
            Resource,
            int.TryParse(Status, out var status) ? status : 0,
            RequestId);
    }
}
