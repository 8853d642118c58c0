using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>What the access log is asked for.</summary>
internal sealed record AccessFilter(string? Agent, string? Administration, string? Resource, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The access log. It raises no version of the data: reading who read empties no cache.</summary>
internal static class AccessStore
{
    private const int Batch = 5_000;

    private const string LastSql = """
        SELECT id, seal
          FROM accesses
         ORDER BY id DESC
         LIMIT 1
        """;

    private const string CutSql = """
        SELECT id, seal
          FROM accesses_cut
         ORDER BY id DESC
         LIMIT 1
        """;

    private const string AddSql = """
        INSERT INTO accesses (id, at, agent, administration_id, method, route, resource, status, request_id, seal)
        VALUES (@id, @At, @Agent, @AdministrationId, @Method, @Route, @Resource, @Status, @RequestId, @seal)
        """;

    // As texts, whatever somebody made of them: a row is compared and never understood.
    private const string RowsSql = """
        SELECT id, CAST(at AS TEXT) AS at, CAST(agent AS TEXT) AS agent, CAST(administration_id AS TEXT) AS administration_id,
               CAST(method AS TEXT) AS method, CAST(route AS TEXT) AS route, CAST(resource AS TEXT) AS resource,
               CAST(status AS TEXT) AS status, CAST(request_id AS TEXT) AS request_id, CAST(seal AS TEXT) AS seal
          FROM accesses
         WHERE id > @after
         ORDER BY id
         LIMIT @most
        """;

    private const string ListSql = """
        SELECT a.id, a.at, a.agent, a.administration_id, a.method, a.route, a.resource, a.status, a.request_id, v.name
          FROM accesses a
          LEFT JOIN administration_versions v ON v.administration_id = a.administration_id AND v.known_to = @Open
         WHERE a.id < @before
        """;

    private const string LastBeforeSql = "SELECT max(id) FROM accesses WHERE at < @limit";

    private const string SealOfSql = "SELECT seal FROM accesses WHERE id = @id";

    private const string ForgetSql = "DELETE FROM accesses WHERE id <= @id";

    private const string ForgetCutSql = "DELETE FROM accesses_cut";

    private const string AddCutSql = "INSERT INTO accesses_cut (id, seal) VALUES (@id, @seal)";

    public static async Task AppendAccessesAsync(this Tx tx, params IReadOnlyList<AccessEntry> entries)
    {
        var (id, seal) = await tx.HeadAsync();
        foreach (var entry in entries)
        {
            id++;
            seal = AccessSeal.Of(seal, id, entry.Sealed());
            await tx.ExecuteAsync(AddSql, new
            {
                id,
                entry.At,
                entry.Agent,
                entry.AdministrationId,
                entry.Method,
                entry.Route,
                entry.Resource,
                entry.Status,
                entry.RequestId,
                seal,
            });
        }
    }

    /// <summary>A page of the log, the newest first.</summary>
    /// <param name="agents">Whether persons are named: to agents alone.</param>
    public static async Task<Slice<Access>> ListAccessesAsync(this Tx tx, AccessFilter filter, Cursor? after, int most, bool agents)
    {
        List<string> clauses = [];
        if (filter.Agent is not null)
            clauses.Add("a.agent = @Agent");
        if (filter.Administration is not null)
            clauses.Add("a.administration_id = @Administration");
        if (filter.Resource is not null)
            clauses.Add("a.resource = @Resource");
        if (filter.From is not null)
            clauses.Add("a.at >= @From");
        if (filter.To is not null)
            clauses.Add("a.at < @To");
        var where = string.Concat(clauses.Select(clause => $"\n   AND {clause}"));
        var before = after is null ? long.MaxValue : long.Parse(after.Key, CultureInfo.InvariantCulture);
        var args = new { filter.Agent, filter.Administration, filter.Resource, filter.From, filter.To, before, most = most + 1, Tx.Open };
        var rows = (await tx.QueryAsync<Row>($"{ListSql}{where}\n ORDER BY a.id DESC\n LIMIT @most", args)).ToList();
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM accesses a\n WHERE a.id < @before{where}", args);
        return Slice.Of(rows, most, total, row => row.Access(agents), row => (row.Id.ToString(CultureInfo.InvariantCulture), ""));
    }

    /// <summary>Follows the chain from the first row kept to the last.</summary>
    /// <param name="known">A head that was kept elsewhere; its row must still be there, unless it was cut at.</param>
    public static async Task<(LogSeal Seal, bool Known)> VerifyAccessesAsync(this Tx tx, string? known = null)
    {
        var cut = await tx.FirstAsync<Head>(CutSql);
        var (last, seal) = (cut?.Id ?? 0, cut?.Seal ?? AccessSeal.None);
        var isKnown = known is null || known == seal;
        long count = 0;
        long? first = null;
        long? altered = null;
        while (await tx.ListSealedAsync(last, Batch) is { Count: > 0 } rows)
            foreach (var row in rows)
            {
                if (row.Seal is null)
                    return (new(false, count, seal, first ?? row.Id, altered ?? row.Id), isKnown);

                if (row.Id != last + 1 || AccessSeal.Of(seal, row.Id, row.Fields()) != row.Seal)
                    altered ??= row.Id;
                (last, seal) = (row.Id, row.Seal);
                isKnown |= row.Seal == known;
                first ??= row.Id;
                count++;
            }

        return (new(altered is null, count, seal, first, altered), isKnown);
    }

    /// <summary>Forgets the oldest rows, up to the last one before an instant, and keeps the seal that the rest goes on from.</summary>
    public static async Task ForgetAccessesAsync(this Tx tx, DateTimeOffset limit)
    {
        if (await tx.ScalarAsync<long?>(LastBeforeSql, new { limit }) is not { } id)
            return;

        var seal = await tx.ScalarAsync<string>(SealOfSql, new { id });
        await tx.ExecuteAsync(ForgetCutSql);
        await tx.ExecuteAsync(AddCutSql, new { id, seal });
        await tx.ExecuteAsync(ForgetSql, new { id });
    }

    /// <summary>
    /// The rows after one. Where the file cannot be read on, a row without a seal stands for the first that it cannot read.
    /// </summary>
    private static async Task<IReadOnlyList<SealedRow>> ListSealedAsync(this Tx tx, long after, int most)
    {
        try
        {
            return [.. await tx.QueryAsync<SealedRow>(RowsSql, new { after, most })];
        }
        catch (StorageException exception) when (exception.Fault == StorageFault.Corrupt)
        {
            return most == 1 ? [new() { Id = after + 1 }] : await tx.ListSealedAsync(after, 1);
        }
    }

    private static async Task<(long Id, string Seal)> HeadAsync(this Tx tx) =>
        await tx.FirstAsync<Head>(LastSql) is { } last ? (last.Id, last.Seal)
        : await tx.FirstAsync<Head>(CutSql) is { } cut ? (cut.Id, cut.Seal)
        : (0, AccessSeal.None);

    private sealed record Head
    {
        public required long Id { get; init; }
        public required string Seal { get; init; }
    }

    /// <summary>A row as it stands in the file.</summary>
    private sealed record SealedRow
    {
        public required long Id { get; init; }
        public string? At { get; init; }
        public string? Agent { get; init; }
        public string? AdministrationId { get; init; }
        public string? Method { get; init; }
        public string? Route { get; init; }
        public string? Resource { get; init; }
        public string? Status { get; init; }
        public string? RequestId { get; init; }
        public string? Seal { get; init; }

        // What is absent is not empty.
        public IReadOnlyList<string> Fields() =>
            [.. ((string?[])[At, Agent, AdministrationId, Method, Route, Resource, Status, RequestId]).Select(field => field ?? "\0")];
    }

    private sealed record Row
    {
        public required long Id { get; init; }
        public required string At { get; init; }
        public required string Agent { get; init; }
        public required string AdministrationId { get; init; }
        public required string Method { get; init; }
        public required string Route { get; init; }
        public required string Resource { get; init; }
        public required long Status { get; init; }
        public required string RequestId { get; init; }
        public string? Name { get; init; }

        // An instant that somebody made unreadable is the first of the calendar; the seal names the row.
        public Access Access(bool agents) => new(
            Id,
            Instants.TryInstant(At) ?? DateTimeOffset.MinValue,
            new(AdministrationId, Name ?? AdministrationId),
            Method,
            Route,
            Resource,
            (int)Math.Clamp(Status, 100, 599),
            agents ? Agent : null,
            agents ? RequestId : null);
    }
}
