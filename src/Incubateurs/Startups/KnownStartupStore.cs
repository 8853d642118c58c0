using Incubateurs.Incubation;
using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>What was known of some startups between two changes: in a fixed number of statements, however many they are.</summary>
internal static class KnownStartupStore
{
    private static readonly string FactsSql = $"""
        SELECT v.startup_id, v.version, v.modified_at, v.known_from, v.known_to, d.text AS description, {StartupColumns.Read}
          FROM startup_versions v
          LEFT JOIN descriptions d ON d.id = v.description_id
         WHERE v.startup_id IN @ids
           AND {KnownBetween.Of("v")}
        """;

    private static readonly string WithdrawalsSql = $"""
        SELECT w.id, w.at, w.reason, w.merged_into, w.since, w.known_from, w.known_to
          FROM withdrawals w
         WHERE w.kind = 'startup'
           AND w.id IN @ids
           AND {KnownBetween.Of("w")}
        """;

    private static readonly string HostsSql = $"""
        SELECT h.startup_id AS id, h.host_id, h.effective_on, h.known_from, h.known_to
          FROM startup_hosts h
         WHERE h.startup_id IN @ids
           AND {KnownBetween.Of("h")}
         ORDER BY h.effective_on DESC, h.known_from DESC
        """;

    private static readonly string FormerIdsSql = $"""
        SELECT f.id, f.former_id, f.known_from, f.known_to
          FROM former_ids f
         WHERE f.kind = 'startup'
           AND f.id IN @ids
           AND {KnownBetween.Of("f")}
         ORDER BY f.former_id
        """;

    public static async Task<KnownStartups> ListKnownStartupsAsync(this Tx tx, IReadOnlyList<string> ids, KnownBetween between)
    {
        var args = new { ids, between.First, between.Last };
        return new(
            new(await tx.QueryAsync<KnownStartups.FactsRow>(FactsSql, args), row => row.StartupId),
            await tx.ListPhasesAsync(ids, between),
            new(await tx.QueryAsync<KnownStartups.WithdrawalRow>(WithdrawalsSql, args), row => row.Id),
            new(await tx.QueryAsync<KnownStartups.HostRow>(HostsSql, args), row => row.Id),
            new(await tx.QueryAsync<KnownStartups.FormerIdRow>(FormerIdsSql, args), row => row.Id));
    }
}

/// <summary>Startups as they were known at some changes.</summary>
internal sealed class KnownStartups(
    KnownRows<KnownStartups.FactsRow> facts,
    KnownRows<KnownPhase> phases,
    KnownRows<KnownStartups.WithdrawalRow> withdrawals,
    KnownRows<KnownStartups.HostRow> hosts,
    KnownRows<KnownStartups.FormerIdRow> formerIds)
{
    /// <summary>The ids of all incubators and administrations that any of them refers to.</summary>
    public (IReadOnlyList<string> Incubators, IReadOnlyList<string> Administrations) References =>
        ([.. facts.All.SelectMany(row => row.Incubators).Distinct()],
            [.. facts.All.SelectMany(row => row.Sponsors).Concat(hosts.All.Select(row => row.HostId)).Distinct()]);

    public string? NameOf(string id, long known) => facts.At(id, known).FirstOrDefault()?.Name;

    /// <summary>A startup as it was known as of a change and stood on a day; null when it was not known.</summary>
    public Startup? Shown(string id, long known, DateOnly day, IReferences references, HandOverReference? handOver)
    {
        if (facts.At(id, known).FirstOrDefault() is not { } row)
            return null;

        var recorded = new RecordedStartup(id, (int)row.Version, row.ModifiedAt, new(row, row.Source))
        {
            Withdrawal = withdrawals.At(id, known).FirstOrDefault()?.Withdrawal(),
        };
        var lived = phases.At(id, known).Select(phase => phase.Phase).ToList();
        var hasLeft = Lifecycle.On(day, lived.Select(phase => new PhaseStart(phase.Phase, phase.StartsOn))).Exit is not null;
        var host = hasLeft ? hosts.At(id, known).FirstOrDefault(host => host.EffectiveOn <= day) : null;
        return StartupStore.Shown(
            recorded, lived, day, host?.HostId, references, formerIds.At(id, known).Select(former => former.FormerId), handOver);
    }

    internal sealed record FactsRow : StartupRow, IKnownRow
    {
        public required string StartupId { get; init; }
        public required long Version { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }

    internal sealed record WithdrawalRow : IKnownRow
    {
        public required string Id { get; init; }
        public required DateTimeOffset At { get; init; }
        public string? Reason { get; init; }
        public string? MergedInto { get; init; }
        public required long Since { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }

        // Who withdrew it is not shown.
        public RecordedWithdrawal Withdrawal() => new(Id, WithdrawalCause.Source, At, Reason, MergedInto, Since, Reported: true);
    }

    internal sealed record HostRow : IKnownRow
    {
        public required string Id { get; init; }
        public required string HostId { get; init; }
        public required DateOnly EffectiveOn { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }

    internal sealed record FormerIdRow : IKnownRow
    {
        public required string Id { get; init; }
        public required string FormerId { get; init; }
        public long KnownFrom { get; init; }
        public long KnownTo { get; init; }
    }
}
