using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>How far the chain of the log was followed.</summary>
/// <param name="Id">The last row that was looked at.</param>
/// <param name="Seal">Its seal.</param>
/// <param name="FirstAltered">The first row that is not as it was sealed.</param>
internal sealed record Verified(long Id, string Seal, long? FirstAltered = null);

/// <summary>The chain of the access log: followed, asked about, and cut.</summary>
internal static class AccessChainStore
{
    private const int Chunk = 1_000;

    private const string RowsSql = """
        SELECT id, at, agent_id, request_id, day, administration_id, method, route, resource, status, when_proof, who_proof, covers, seal
          FROM accesses
         WHERE id > @after
         ORDER BY id
         LIMIT @most
        """;

    private const string AgentsSql = "SELECT id, email, secret FROM agents WHERE id IN @ids";

    private const string PlaceSql = """
        SELECT id FROM accesses WHERE seal = @seal
         UNION ALL
        SELECT id FROM accesses_past WHERE seal = @seal
         LIMIT 1
        """;

    // All that is older, up to the first row that is not: one wrong stamp cuts nothing.
    private const string LastOldSql = """
        SELECT id, seal
          FROM accesses
         WHERE id < coalesce((SELECT min(id) FROM accesses WHERE at >= @limit), @Open)
         ORDER BY id DESC
         LIMIT 1
        """;

    private const string StandingSql =
        "SELECT covers FROM accesses WHERE id <= @Id AND covers <> '' AND covers NOT LIKE @ChangesOnly ORDER BY id";

    private const string CutSql = """
        INSERT INTO accesses_past (seal, id) SELECT seal, id FROM accesses WHERE id <= @Id ORDER BY seal;
        DELETE FROM accesses WHERE id <= @Id;
        UPDATE accesses_head SET cut_id = @Id, cut_seal = @Seal WHERE id = 1;
        """;

    /// <summary>Follows the chain on from where it was followed to, over at most so many rows.</summary>
    /// <param name="see">Told each row.</param>
    /// <returns>The same where there is none further.</returns>
    public static async Task<Verified> FollowAsync(this Tx tx, Verified start, int most, Action<SealedRow>? see = null)
    {
        var (last, seal, altered) = start;
        var holding = Task.FromResult<long?>(null);
        for (var left = most; left > 0 && await tx.ListSealedAsync(last, Math.Min(left, Chunk)) is { Count: > 0 } rows; left -= rows.Count)
        {
            altered ??= await holding;
            if (rows is [{ Seal: null } unreadable])
                return new(last, seal, altered ?? unreadable.Id);

            var ids = rows.Select(row => row.AgentId).Distinct();
            var known = (await tx.QueryAsync<KnownAgent>(AgentsSql, new { ids })).ToDictionary(agent => agent.Id);

            // While the next rows are read.
            var (before, from) = (last, seal);
            holding = Task.Run(() => FirstAltered(before, from, rows, known));
            foreach (var row in rows)
                see?.Invoke(row);
            (last, seal) = (rows[^1].Id, rows[^1].Seal!);
        }

        return new(last, seal, altered ?? await holding);
    }

    private static long? FirstAltered(long before, string seal, IReadOnlyList<SealedRow> rows, Dictionary<long, KnownAgent> agents)
    {
        foreach (var row in rows)
        {
            if (row.Id != before + 1 || row.SealAfter(seal) != row.Seal
                || !agents.TryGetValue(row.AgentId, out var agent) || !row.IsCommitted(agent))
                return row.Id;
            (before, seal) = (row.Id, row.Seal!);
        }

        return null;
    }

    /// <summary>The row that had this seal, whether it is still kept or not; 0 of the beginning, null where none had it.</summary>
    public static async Task<long?> PlaceOfSealAsync(this Tx tx, string seal) =>
        seal == AccessSeal.None ? 0 : await tx.ScalarAsync<long?>(PlaceSql, new { seal });

    /// <summary>The seal of the log, as it is served.</summary>
    /// <param name="kept">A head that somebody asks about.</param>
    /// <param name="closed">Only the days before this one: for the anonymous.</param>
    /// <param name="altered">The first row that was found not to be as it was sealed.</param>
    public static async Task<AccessLogSeal> SealAsync(this Tx tx, string? kept, DateOnly? closed, long? altered)
    {
        var head = await tx.AccessHeadAsync();
        var (id, seal, day) = closed is not { } today ? (head.LastId, head.Seal, head.Day)
            : await tx.LastBeforeDayAsync(today) is { } last ? (last.Id, last.Seal, last.Day)
            : (head.CutId, head.CutSeal, default);
        var place = kept is null ? null : await tx.PlaceOfSealAsync(kept);
        return new(
            seal,
            id - head.CutId,
            id > head.CutId ? day : null,
            kept is null ? null : new(kept, place is { } row && !(altered > row)),
            head.CutId > 0 ? new(head.CutId, head.CutSeal) : null,
            altered);
    }

    /// <summary>
    /// Deletes the rows that were kept long enough, if there are any, and keeps their seals. The cut is a row itself, and says
    /// again, to the letter, what they vouched for that stands.
    /// </summary>
    public static async Task CutAccessesAsync(this Tx tx, DateTimeOffset limit)
    {
        if (await tx.FirstAsync<Cut>(LastOldSql, new { limit, Tx.Open }) is not { } cut)
            return;

        var lines = (await tx.QueryAsync<string>(StandingSql, new { cut.Id, Covered.ChangesOnly }))
            .SelectMany(text => text.Split('\n')).Where(Covered.IsStanding).Distinct();
        await tx.ExecuteAsync(CutSql, cut);
        await tx.AppendAccessesAsync(AccessEntry.Done(tx.Clock, "retention", "", [Covered.Cut(cut.Id, cut.Seal), .. lines]));
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

    private sealed record Cut
    {
        public required long Id { get; init; }
        public required string Seal { get; init; }
    }
}
