using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>What <c>check</c> found in the log of accesses.</summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Faults">A sentence each; none where all is well.</param>
internal sealed record AccessFindings(long Rows, string Head, IReadOnlyList<string> Faults);

/// <summary>
/// Whether the log of accesses is whole, and whether what it vouches for elsewhere in the file is still so: changes and who made
/// them, keys, agents. Whoever rewrites all of that together is found out by those who kept a head.
/// </summary>
internal static class AccessCheckStore
{
    private const int Batch = 20_000;

    private const string ChangesSql = """
        SELECT sequence, type, subject, subject_id, agent_id, administration_id
          FROM changes
         WHERE sequence BETWEEN @first AND @last
        """;

    private const string ByAgentsSql = """
        SELECT sequence
          FROM changes
         WHERE sequence >= @first
           AND agent_id IS NOT NULL
         ORDER BY sequence
        """;

    private const string ErasedSql = "SELECT id FROM agents WHERE secret IS NULL ORDER BY id";

    /// <summary>Reads the whole log.</summary>
    /// <param name="known">A head that was kept elsewhere.</param>
    public static async Task<AccessFindings> CheckAccessesAsync(this Tx tx, string? known = null)
    {
        var head = await tx.AccessHeadAsync();
        List<string> faults = [];
        var vouched = new Vouched();
        var verified = new Verified(head.CutId, head.CutSeal);
        for (var before = -1L; before != verified.Id && verified.Id < long.MaxValue;)
        {
            before = verified.Id;
            List<(ActedChange Change, SealedRow Row)> changes = [];
            verified = await tx.FollowAsync(verified, Batch, row => changes.AddRange(vouched.See(row)));
            if (changes.Count > 0)
                faults.AddRange(await tx.ListAlteredChangesAsync(changes));
        }

        if (verified.FirstAltered is { } altered)
            faults.Add($"The access log is not as it was sealed, from row {altered} on.");
        if ((head.LastId, head.Seal) != (verified.Id, verified.Seal))
            faults.Add($"The access log ends with row {verified.Id}, and not with row {head.LastId} as it was written: rows were cut off.");
        if (head.CutId > 0 && !vouched.Cuts.Contains(Covered.Cut(head.CutId, head.CutSeal)))
            faults.Add($"The access log was cut at row {head.CutId} otherwise than by retention.");
        if (vouched.AlteredBefore is { } earlier)
            faults.Add($"When the access log was sealed anew, it was not as an earlier build had sealed it, from row {earlier} on.");
        if (vouched.Digest is var (until, digest) && await tx.ChangesDigestAsync(until) != digest)
            faults.Add($"Changes by agents up to {until} are not as the access log has them.");

        // Of changes whose rows are gone nothing is known any more.
        var first = head.CutId > 0 ? vouched.FirstChange : (vouched.Digest?.Sequence ?? 0) + 1;
        faults.AddRange(await tx.ListUnnamedAsync(vouched, first));
        if (known is not null && await tx.PlaceOfSealAsync(known) is null)
            faults.Add("The access log does not hold the head that was kept: rows were cut off or rewritten.");
        return new(verified.Id - head.CutId, verified.Seal, faults);
    }

    private static async Task<IEnumerable<string>> ListAlteredChangesAsync(
        this Tx tx, List<(ActedChange Change, SealedRow Row)> changes)
    {
        var (first, last) = (changes.Min(one => one.Change.Sequence), changes.Max(one => one.Change.Sequence));
        var stored = (await tx.QueryAsync<StoredChange>(ChangesSql, new { first, last })).ToDictionary(change => change.Sequence);
        return changes
            .Where(one => stored.TryGetValue(one.Change.Sequence, out var change) ? !change.Is(one.Change, one.Row) : !one.Change.IsTrial)
            .Select(one => $"Change {one.Change.Sequence} is not as row {one.Row.Id} of the access log has it.");
    }

    // What stands in the file and no row of the log knows.
    private static async Task<IEnumerable<string>> ListUnnamedAsync(this Tx tx, Vouched vouched, long? first)
    {
        var changes = first is null ? []
            : (await tx.QueryAsync<long>(ByAgentsSql, new { first })).Where(sequence => !vouched.Changes.Contains(sequence));
        var keys = (await tx.ListKeyFingerprintsAsync())
            .Where(key => vouched.Keys.GetValueOrDefault(key.Prefix) != key.Fingerprint
                || vouched.Revoked.Contains(key.Prefix) != key.IsRevoked);
        var erased = (await tx.QueryAsync<long>(ErasedSql)).Where(id => !vouched.Erased.Contains(Covered.ErasedAgent(id)));
        return
        [
            .. changes.Select(sequence => $"Change {sequence} is an agent's, and no row of the access log knows it."),
            .. keys.Select(key => $"The key {ApiKey.Start}{key.Prefix} is not as the access log has it."),
            .. erased.Select(id => $"Agent {id} was erased, and no row of the access log knows it."),
        ];
    }

    /// <summary>What rows vouch for, as they are seen.</summary>
    private sealed class Vouched
    {
        public HashSet<long> Changes { get; } = [];
        public long? FirstChange { get; private set; }
        public Dictionary<string, string> Keys { get; } = [];
        public HashSet<string> Revoked { get; } = [];
        public HashSet<string> Erased { get; } = [];
        public HashSet<string> Cuts { get; } = [];
        public (long Sequence, string Digest)? Digest { get; private set; }
        public string? AlteredBefore { get; private set; }

        public List<(ActedChange Change, SealedRow Row)> See(SealedRow row)
        {
            List<(ActedChange Change, SealedRow Row)> changes = [];
            foreach (var line in row.Lines())
                if (Covered.ReadChange(line) is { } change)
                {
                    _ = Changes.Add(change.Sequence);
                    FirstChange ??= change.Sequence;
                    changes.Add((change, row));
                }
                else if (Covered.ReadKey(line) is { } key)
                    Keys[key.Prefix] = key.Fingerprint;
                else if (Covered.ReadRevoked(line) is { } prefix)
                    _ = Revoked.Add(prefix);
                else if (Covered.ReadChanges(line) is { } digest)
                    Digest = digest;
                else if (Covered.ReadAltered(line) is { } altered)
                    AlteredBefore = altered;
                else if (Covered.IsStanding(line))
                    _ = Erased.Add(line);
                else
                    _ = Cuts.Add(line);
            return changes;
        }
    }

    private sealed record StoredChange
    {
        public required long Sequence { get; init; }
        public required string Type { get; init; }
        public required string Subject { get; init; }
        public required string SubjectId { get; init; }
        public long? AgentId { get; init; }
        public string? AdministrationId { get; init; }

        public bool Is(ActedChange change, SealedRow row) =>
            (Type, Subject, SubjectId) == (change.Type, change.Subject, change.SubjectId)
            && (AgentId, AdministrationId) == (row.AgentId, row.AdministrationId);
    }
}
