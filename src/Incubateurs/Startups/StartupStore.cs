using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>Shows one startup.</summary>
internal static class StartupStore
{
    /// <summary>
    /// Who received the startup last, by the day; nobody while it is incubated, be it again. Needs <c>@day</c> and
    /// <c>@sequence</c>.
    /// </summary>
    public const string Host = """
        (SELECT h.host_id
                  FROM startup_hosts h
                 WHERE h.startup_id = s.startup_id
                   AND s.exited_on IS NOT NULL
                   AND h.effective_on <= @day
                   AND h.known_from <= coalesce(@sequence, 9223372036854775806)
                   AND h.known_to > coalesce(@sequence, 9223372036854775806)
                 ORDER BY h.effective_on DESC, h.known_from DESC
                 LIMIT 1)
        """;

    /// <summary>The columns of a list, of <c>spans s</c> and <c>startup_versions v</c>.</summary>
    public static readonly string Columns = $"""
        s.startup_id AS id, s.name_key, s.status, s.phase, s.since, s.entered_on, s.built_on, s.exited_on, s.next_phase, s.next_on,
               v.version, v.modified_at, {StartupColumns.ReadInLists},
               {Host} AS host_id
        """;

    private const string HostOfSql = """
        SELECT h.host_id
          FROM startup_hosts h
         WHERE h.startup_id = @id
           AND h.effective_on <= @day
           AND
        """;

    private const string FormerIdsSql = """
        SELECT f.former_id
          FROM former_ids f
         WHERE f.kind = 'startup'
           AND f.id = @id
           AND
        """;

    private const string HandOversSql = """
        SELECT h.startup_id, h.id, h.status, h.model, h.opened_on, h.effective_on
          FROM hand_overs h
         WHERE h.startup_id IN @ids
           AND
        """;

    /// <summary>A startup as it stood on a day and was known, whether it stands in lists or not: from its facts and phases alone.</summary>
    public static async Task<Startup> ShowStartupAsync(
        this Tx tx, RecordedStartup recorded, DateOnly day, Knowledge knowledge, ReferenceCache cache)
    {
        var id = recorded.Id;
        var args = new { id, day = day.Text(), sequence = knowledge.Sequence };
        var phases = await tx.ListPhasesAsync(id, knowledge);
        var standing = Lifecycle.On(day, phases.Select(phase => new PhaseStart(phase.Phase, phase.StartsOn)));
        var hostId = standing.Exit is null ? null : await tx.FirstAsync<string>(
            $"{HostOfSql} {knowledge.Of("h")}\n ORDER BY h.effective_on DESC, h.known_from DESC\n LIMIT 1", args);
        var facts = recorded.Facts;
        var references = new ReferenceStore(tx, knowledge, day, cache);
        await references.LoadAsync(facts.Incubators, hostId is { } host ? [.. facts.Sponsors, host] : facts.Sponsors);
        var former = await tx.QueryAsync<string>($"{FormerIdsSql} {knowledge.Of("f")} ORDER BY f.former_id", args);
        return Shown(
            recorded, phases, day, hostId, references, former, (await tx.HandOversOfAsync([id], knowledge)).GetValueOrDefault(id)) with
        {
            Reputation = await tx.ReputationAsync(id, knowledge),
        };
    }

    /// <summary>A startup as it stood on a day, of what was read of it.</summary>
    /// <param name="hostId">Who received it, by that day.</param>
    public static Startup Shown(
        RecordedStartup recorded,
        IReadOnlyList<RecordedPhase> phases,
        DateOnly day,
        string? hostId,
        IReferences references,
        IEnumerable<string> formerIds,
        HandOverReference? handOver)
    {
        var standing = Lifecycle.On(day, phases.Select(phase => new PhaseStart(phase.Phase, phase.StartsOn)));
        return new Startup(ListedRow.Of(recorded, standing, hostId).Summary(day, references))
        {
            Phases = PhaseStore.Periods(phases, day),
            FormerIds = [.. formerIds],
            HandOver = handOver,
            Specimen = recorded.IsSpecimen ? true : null,
        }.With(recorded.Facts);
    }

    /// <summary>The open hand-over of each startup, else the last completed, by the ids of those that have one.</summary>
    public static async Task<IReadOnlyDictionary<string, HandOverReference>> HandOversOfAsync(
        this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge) => (
            await tx.QueryAsync<HandOverRow>(
                $"{HandOversSql} {knowledge.Of("h")} ORDER BY h.opened_on DESC, h.id DESC", new { ids, sequence = knowledge.Sequence }))
            .GroupBy(row => row.StartupId, row => row.Reference())
            .Select(group => KeyValuePair.Create(group.Key, Shown([.. group])))
            .Where(shown => shown.Value is not null)
            .ToDictionary(shown => shown.Key, shown => shown.Value!, StringComparer.Ordinal);

    /// <summary>Of hand-overs, the last opened first, the open one, else the last completed.</summary>
    public static HandOverReference? Shown(IReadOnlyList<HandOverReference> all) =>
        all.FirstOrDefault(handOver => handOver.Status is HandOverStatus.Open or HandOverStatus.HostRetained)
            ?? all.Where(handOver => handOver.Status == HandOverStatus.Completed).MaxBy(handOver => handOver.EffectiveOn);

    private sealed record HandOverRow
    {
        public required string StartupId { get; init; }
        public required string Id { get; init; }
        public required string Status { get; init; }
        public required string Model { get; init; }
        public required DateOnly OpenedOn { get; init; }
        public DateOnly? EffectiveOn { get; init; }

        public HandOverReference Reference() =>
            new(Id, EnumCodes<HandOverStatus>.Read(Status), EnumCodes<HandOverModel>.Read(Model), OpenedOn, EffectiveOn);
    }
}
