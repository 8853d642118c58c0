using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>Who withdrew something.</summary>
internal enum WithdrawalCause
{
    /// <summary>An import, because its source no longer has it; the next one that has it brings it back.</summary>
    Source,

    /// <summary>An agent; it stays so until an agent says otherwise.</summary>
    Agent,
}

/// <summary>That something stands in no list any more, though its id answers.</summary>
/// <param name="At">The instant at which it left the lists.</param>
/// <param name="MergedInto">What it goes on as, where it is the same thing as another one.</param>
/// <param name="Since">The change with which it left the lists.</param>
/// <param name="Reported">Whether an import has met and reported it.</param>
internal sealed record RecordedWithdrawal(
    string Id, WithdrawalCause Cause, DateTimeOffset At, string? Reason, string? MergedInto, long Since, bool Reported);

/// <summary>What is withdrawn, and what else stands in no list: the specimen.</summary>
internal static class WithdrawalStore
{
    private const string Select = """
        SELECT w.id, w.cause, w.at, w.reason, w.merged_into, w.since, w.reported
          FROM withdrawals w
         WHERE w.kind = @kind
        """;

    private const string CloseSql = "UPDATE withdrawals SET known_to = @sequence WHERE kind = @kind AND id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO withdrawals (kind, id, cause, at, reason, merged_into, since, reported, known_from, known_to)
        VALUES (@kind, @Id, @cause, @At, @Reason, @MergedInto, @Since, @reported, @sequence, @Open)
        """;

    private const string ReportedSql = "UPDATE withdrawals SET reported = 1 WHERE kind = @kind AND id = @id AND known_to = @Open";

    private const string WithdrawnSql = "SELECT id FROM withdrawals WHERE kind = @kind AND id IN @ids AND known_to = @Open ORDER BY id";

    private const string UnlistedSql = "SELECT count(*) FROM unlisted WHERE kind = @kind AND id = @id AND known_to = @Open";

    /// <summary>The condition that a thing stands in the lists.</summary>
    /// <param name="id">The column of its id.</param>
    public static string Listed(string kind, string id, Knowledge knowledge) => $"""
        {id} NOT IN (SELECT u.id
                                 FROM unlisted u
                                WHERE u.kind = '{kind}'
                                  AND {knowledge.Of("u")})
        """;

    /// <summary>Whether it stands in no list now, for whatever cause.</summary>
    public static async Task<bool> IsUnlistedAsync(this Tx tx, string kind, string id) =>
        await tx.ScalarAsync<long>(UnlistedSql, new { kind, id, Tx.Open }) > 0;

    /// <summary>The withdrawal of a thing; null of one that lives.</summary>
    public static async Task<RecordedWithdrawal?> FindWithdrawalAsync(this Tx tx, string kind, string id, Knowledge knowledge) =>
        (await tx.FirstAsync<Row>($"{Select}\n   AND w.id = @id AND {knowledge.Of("w")}", new { kind, id, sequence = knowledge.Sequence }))
            ?.Withdrawal();

    /// <summary>All that is withdrawn of a kind, by id.</summary>
    public static async Task<IReadOnlyDictionary<string, RecordedWithdrawal>> ListWithdrawalsAsync(this Tx tx, string kind) =>
        (await tx.QueryAsync<Row>($"{Select}\n   AND {Knowledge.Now.Of("w")}", new { kind }))
            .ToDictionary(row => row.Id, row => row.Withdrawal(), StringComparer.Ordinal);

    /// <summary>Writes that something is withdrawn, or what else is said of that.</summary>
    public static async Task SaveWithdrawalAsync(this Tx tx, long sequence, string kind, RecordedWithdrawal withdrawal)
    {
        await tx.EndWithdrawalAsync(sequence, kind, withdrawal.Id);
        await tx.ExecuteAsync(AddSql, new
        {
            kind,
            withdrawal.Id,
            cause = withdrawal.Cause.Code(),
            withdrawal.At,
            withdrawal.Reason,
            withdrawal.MergedInto,
            withdrawal.Since,
            reported = withdrawal.Reported ? 1 : 0,
            sequence,
            Tx.Open,
        });
        tx.Touch(sequence, kind, withdrawal.Id);
    }

    /// <summary>Brings something back; false of what lives.</summary>
    public static async Task<bool> EndWithdrawalAsync(this Tx tx, long sequence, string kind, string id)
    {
        if (await tx.ExecuteAsync(CloseSql, new { kind, id, sequence, Tx.Open }) == 0)
            return false;

        tx.Touch(sequence, kind, id);
        return true;
    }

    /// <summary>What a living thing names stands in the lists again, where only its source no longer had it.</summary>
    public static async Task RelistAsync(this Tx tx, string kind, IReadOnlyList<string> ids)
    {
        foreach (var id in await tx.QueryAsync<string>(WithdrawnSql, new { kind, ids, Tx.Open }))
            _ = await tx.EndWithdrawalAsync(
                await tx.AppendAsync(Areas.Portfolio, $"{kind}.returned", kind, id, new { }), kind, id);
    }

    /// <summary>Notes that an import has reported a withdrawal: it does so once.</summary>
    public static Task NoteReportedAsync(this Tx tx, string kind, string id) =>
        tx.ExecuteAsync(ReportedSql, new { kind, id, Tx.Open });

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Cause { get; init; }
        public required DateTimeOffset At { get; init; }
        public string? Reason { get; init; }
        public string? MergedInto { get; init; }
        public required long Since { get; init; }
        public required long Reported { get; init; }

        public RecordedWithdrawal Withdrawal() =>
            new(Id, EnumCodes<WithdrawalCause>.Read(Cause), At, Reason, MergedInto, Since, Reported != 0);
    }
}
