using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>What the access log is asked for.</summary>
/// <param name="Closed">Only days before this one, and those of the period whole: for the anonymous; null for agents.</param>
internal sealed record AccessFilter(
    string? Agent, string? Administration, string? Resource, DateTimeOffset? From, DateTimeOffset? To, DateOnly? Closed);

/// <summary>The access log. It raises no version of the data: reading who read empties no cache.</summary>
internal static class AccessStore
{
    private const string HeadSql = "SELECT last_id, seal, day, at, cut_id, cut_seal FROM accesses_head WHERE id = 1";

    private const string AddSql = """
        INSERT INTO accesses (id, at, agent_id, request_id, day, administration_id, method, route, resource, status, when_proof,
                              who_proof, covers, seal)
        VALUES (@Id, @At, @AgentId, @RequestId, @Day, @AdministrationId, @Method, @Route, @Resource, @Status, @WhenProof,
                @WhoProof, @Covers, @Seal)
        """;

    private const string SetHeadSql = """
        UPDATE accesses_head
           SET last_id = @LastId,
               seal    = @Seal,
               day     = @Day,
               at      = @At
         WHERE id = 1
        """;

    private const string ListSql = """
        SELECT a.id, a.at, g.email AS agent, a.request_id, a.day, a.administration_id, a.method, a.route, a.resource, a.status,
               a.when_proof, a.who_proof, a.covers, a.seal, v.name
          FROM accesses a
          LEFT JOIN agents g ON g.id = a.agent_id
          LEFT JOIN administration_versions v ON v.administration_id = a.administration_id AND v.known_to = @Open
         WHERE a.id < @before
        """;

    private const string CountSql = "SELECT count(*) FROM accesses a LEFT JOIN agents g ON g.id = a.agent_id WHERE a.id < @before";

    private const string LastBeforeDaySql = "SELECT id, seal, day FROM accesses WHERE day < @day ORDER BY day DESC, id DESC LIMIT 1";

    private const string FirstFromSql = "SELECT min(id) FROM accesses WHERE at >= @from";

    private const string LastToSql = "SELECT max(id) FROM accesses WHERE at < @to";

    // The day of an instant at the very beginning of the calendar has no midnight in Paris.
    private static readonly DateTimeOffset LongAgo = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<AccessHead> AccessHeadAsync(this Tx tx) => (await tx.FirstAsync<AccessHead>(HeadSql))!;

    /// <summary>
    /// Seals and adds rows behind the last. A day that is over gets none any more: what waited until after midnight is of today.
    /// </summary>
    public static async Task AppendAccessesAsync(this Tx tx, params IReadOnlyList<AccessEntry> entries)
    {
        var head = await tx.AccessHeadAsync();
        var midnight = tx.Today.MidnightInParis();
        foreach (var entry in entries)
            head = await tx.AddSealedAsync(
                head, entry.At < midnight ? entry with { At = midnight } : entry, await tx.AgentAsync(entry.Agent));
        await tx.SetAccessHeadAsync(head);
    }

    /// <summary>Adds a row behind a head, and answers the next head, which is still to be set.</summary>
    /// <param name="at">When, to the letter, of a row that was stamped by an earlier build.</param>
    public static async Task<AccessHead> AddSealedAsync(
        this Tx tx, AccessHead head, AccessEntry entry, KnownAgent agent, string? at = null)
    {
        var row = SealedRow.Of(head, entry, agent, at);
        await tx.ExecuteAsync(AddSql, row);
        return head.After(row);
    }

    public static Task SetAccessHeadAsync(this Tx tx, AccessHead head) => tx.ExecuteAsync(SetHeadSql, head);

    /// <summary>The last row of the days before one, which are closed: no row is added to them. Null where there is none.</summary>
    public static Task<ClosingRow?> LastBeforeDayAsync(this Tx tx, DateOnly day) =>
        tx.FirstAsync<ClosingRow>(LastBeforeDaySql, new { day });

    /// <summary>A page of the log, the newest first; counted for agents alone.</summary>
    public static async Task<Slice<Access>> ListAccessesAsync(this Tx tx, AccessFilter filter, Cursor? after, int most)
    {
        var isPublic = filter.Closed is not null;
        var (first, before) = isPublic ? await tx.RangeOfDaysAsync(filter) : await tx.RangeAsync(filter);
        if (after is not null)
            before = Math.Min(before, long.Parse(after.Key, CultureInfo.InvariantCulture));

        List<string> clauses = ["a.id >= @first"];
        if (filter.Agent is not null)
            clauses.Add("g.email = @Agent");
        if (filter.Administration is not null)
            clauses.Add("a.administration_id = @Administration");
        if (filter.Resource is not null)
            clauses.Add("a.resource = @Resource");
        if (filter.From is not null && !isPublic)
            clauses.Add("a.at >= @From");
        if (filter.To is not null && !isPublic)
            clauses.Add("a.at < @To");
        var where = string.Concat(clauses.Select(clause => $"\n   AND {clause}"));
        var args = new
        {
            filter.Agent,
            filter.Administration,
            filter.Resource,
            filter.From,
            filter.To,
            first,
            before,
            most = most + 1,
            Tx.Open,
        };
        var rows = (await tx.QueryAsync<Row>($"{ListSql}{where}\n ORDER BY a.id DESC\n LIMIT @most", args)).ToList();
        var total = isPublic ? 0 : after?.Total ?? await tx.ScalarAsync<long>($"{CountSql}{where}", args);
        return Slice.Of(rows, most, total, row => row.Access(isPublic), row => (row.Id.ToString(CultureInfo.InvariantCulture), ""));
    }

    // Rows are stamped in their order; where a clock of before was wrong, the clauses tell exactly.
    private static async Task<(long First, long Before)> RangeAsync(this Tx tx, AccessFilter filter) => (
        filter.From is null ? 0 : await tx.ScalarAsync<long?>(FirstFromSql, new { from = filter.From }) ?? long.MaxValue,
        filter.To is null ? long.MaxValue : (await tx.ScalarAsync<long?>(LastToSql, new { to = filter.To }) ?? 0) + 1);

    // Whole days, so that nobody finds the minute of an access by asking for ever shorter periods.
    private static async Task<(long First, long Before)> RangeOfDaysAsync(this Tx tx, AccessFilter filter)
    {
        var closed = filter.Closed!.Value;
        if (filter.From >= closed.MidnightInParis() || filter.To < LongAgo)
            return (1, 0);

        var before = filter.To is { } to && to < closed.MidnightInParis() ? DayAfter(to) : closed;
        var last = (await tx.LastBeforeDayAsync(before))?.Id ?? 0;
        var earlier = filter.From is { } from ? (await tx.LastBeforeDayAsync(from.DayInParis()))?.Id ?? 0 : 0;
        return (earlier + 1, last + 1);
    }

    // The period ends before the instant.
    private static DateOnly DayAfter(DateTimeOffset to) =>
        to.DayInParis() is var day && to > day.MidnightInParis() ? day.AddDays(1) : day;

    /// <summary>The last row of a day.</summary>
    internal sealed record ClosingRow
    {
        public required long Id { get; init; }
        public required string Seal { get; init; }
        public required DateOnly Day { get; init; }
    }

    private sealed record Row
    {
        public required long Id { get; init; }
        public required string At { get; init; }
        public string? Agent { get; init; }
        public required string RequestId { get; init; }
        public required string Day { get; init; }
        public required string AdministrationId { get; init; }
        public required string Method { get; init; }
        public required string Route { get; init; }
        public required string Resource { get; init; }
        public required long Status { get; init; }
        public required string WhenProof { get; init; }
        public required string WhoProof { get; init; }
        public required string Covers { get; init; }
        public required string Seal { get; init; }
        public string? Name { get; init; }

        // What somebody made unreadable is shown as the first of the calendar, or the nearest status; the seal tells.
        public Access Access(bool isPublic) => new(
            Id,
            Instants.TryDay(Day) ?? DateOnly.MinValue,
            Method,
            Route,
            Resource,
            (int)Math.Clamp(Status, 100, 599),
            WhenProof,
            WhoProof,
            Covers.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Seal,
            AdministrationId.Length > 0 ? new(AdministrationId, Name ?? AdministrationId) : null,
            isPublic ? null : Instants.TryInstant(At) ?? DateTimeOffset.MinValue,
            isPublic ? null : Agent,
            isPublic || RequestId.Length == 0 ? null : RequestId);
    }
}
