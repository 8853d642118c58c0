using Incubateurs.Administrations;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>How hand-overs are shown.</summary>
/// <param name="Day">On which findings are judged.</param>
/// <param name="Agents">Whether what a control found is told: to agents alone.</param>
internal readonly record struct HandOverView(DateOnly Day, Language Language, bool Agents);

/// <summary>Hand-overs as the contract shows them.</summary>
internal static class HandOverStore
{
    /// <summary>One hand-over with what it refers to; findings are judged on a day.</summary>
    /// <param name="agents">Whether what a control found is told; whoever writes is an agent.</param>
    public static async Task<HandOver> ShowAsync(
        this Tx tx, RecordedHandOver recorded, DateOnly day, Knowledge knowledge, Language language, bool agents = true) =>
        new(Shown(recorded, await tx.SubjectsOfAsync([recorded], knowledge), new(day, language, agents)));

    /// <summary>What is asked of hand-overs, in a fixed number of statements, however many they are.</summary>
    public static async Task<IReadOnlyList<HandOverSummary>> ShowAsync(
        this Tx tx, IReadOnlyList<RecordedHandOver> recorded, HandOverFields fields, Knowledge knowledge, HandOverView view)
    {
        var subjects = await tx.SubjectsOfAsync(recorded, knowledge, fields.HaveFindings);
        return [.. recorded.Select(handOver => fields.Of(Shown(handOver, subjects, view)))];
    }

    /// <summary>The codes of what is not met on a day.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(
        this Tx tx, RecordedHandOver recorded, DateOnly day, Knowledge knowledge) =>
        FindingsOf(recorded, await tx.SubjectsOfAsync([recorded], knowledge), day);

    /// <summary>The last day, up to this one, on which a finding of any hand-over may have begun or ended by itself.</summary>
    public static async Task<DateOnly?> LastMoveAsync(Tx tx, DateOnly day)
    {
        var all = (await tx.ListHandOversAsync(HandOverFilter.Everything, Knowledge.Now, after: null, int.MaxValue - 1)).Items;
        var phases = await tx.ListPhaseStartsAsync([.. all.Select(handOver => handOver.StartupId).Distinct()], Knowledge.Now);
        return all.SelectMany(handOver => Findings.Turns(handOver, [.. phases[handOver.StartupId]]))
            .Where(turn => turn <= day)
            .Select(turn => (DateOnly?)turn)
            .Max();
    }

    private static HandOverSummary Shown(RecordedHandOver recorded, HandOverSubjects subjects, HandOverView view)
    {
        return Facts(recorded, subjects.Startups.GetValueOrDefault(recorded.StartupId)?.Name, subjects.Names) with
        {
            Candidacies = subjects.Candidacies.GetValueOrDefault(recorded.Id),
            Findings =
            [
                .. FindingsOf(recorded, subjects, view.Day).Where(code => Findings.IsShown(code, view.Agents))
                    .Select(code => new Finding(code, Findings.Details[code].In(view.Language))),
            ],
        };
    }

    /// <summary>What is recorded of a hand-over, without what strangers write and what is judged of it.</summary>
    /// <param name="name">Of the startup.</param>
    /// <param name="names">Of hosts and co-hosts, by id.</param>
    public static HandOverSummary Facts(
        RecordedHandOver recorded, string? name, IReadOnlyDictionary<string, IdentifiedReference> names)
    {
        var details = recorded.Details;
        return new()
        {
            Id = recorded.Id,
            Startup = new(recorded.StartupId, name ?? recorded.StartupId),
            Status = recorded.Status,
            Model = recorded.Model,
            OpenedOn = recorded.OpenedOn,
            PreferredScenario = details.PreferredScenario,
            FallbackScenario = details.FallbackScenario,
            Reason = details.Reason,
            Host = recorded.HostId is { } host ? names[host] : null,
            CoHosts = details.CoHosts.Count > 0 ? [.. details.CoHosts.Select(id => new NamedReference(id, names[id].Name))] : null,
            Secondments = details.Secondments,
            Adaptations = [.. Adaptations.All.Select(kind => Shown(kind, details))],
            Cost = details.Cost is { } cost
                ? new(cost.IncubationPerYear, cost.MarginalPerYear, Math.Round((double)cost.MarginalPerYear / cost.IncubationPerYear, 4))
                : null,
            EffectiveOn = recorded.EffectiveOn,
            Justification = details.Justification,
            FollowUps = details.FollowUps,
            Version = recorded.Version,
            Specimen = recorded.IsSpecimen ? true : null,
        };
    }

    private static IReadOnlyList<string> FindingsOf(RecordedHandOver recorded, HandOverSubjects subjects, DateOnly day)
    {
        var startup = subjects.Startups.GetValueOrDefault(recorded.StartupId);
        var verdicts = recorded.CandidacyId is { } candidacyId ? subjects.Verdicts[candidacyId] : [];
        return Findings.Of(new(
            recorded, Lifecycle.On(day, subjects.Phases[recorded.StartupId]), [.. verdicts], [startup?.Link, startup?.Contact], day));
    }

    public static Adaptation Shown(AdaptationKind kind, HandOverDetails details)
    {
        var recorded = details.Adaptations.FirstOrDefault(
            adaptation => adaptation.Code == kind.Code) ?? new(kind.Code, new(AdaptationStatus.Todo), 1);
        var state = recorded.State;
        return new(
            kind.Code,
            kind.Direction,
            kind.Label,
            state.Status,
            state.DueOn,
            state.EvidenceUrl,
            state.Note,
            state.Reason)
        { Version = recorded.Version };
    }

    /// <summary>A page of hand-overs, the last opened first.</summary>
    public static async Task<Slice<RecordedHandOver>> ListHandOversAsync(
        this Tx tx, HandOverFilter filter, Knowledge knowledge, Cursor? after, int most)
    {
        List<string> clauses = [knowledge.Of("h")];
        if (!filter.UnlistedToo)
            clauses.Add(WithdrawalStore.Listed(Kinds.Startup, "h.startup_id", knowledge));
        if (filter.Statuses.Count > 0)
            clauses.Add("h.status IN @Statuses");
        if (filter.Models.Count > 0)
            clauses.Add("h.model IN @Models");
        if (filter.Startups.Count > 0)
            clauses.Add("h.startup_id IN @startups");
        if (filter.Hosts.Count > 0)
            clauses.Add("h.host_id IN @hosts");
        if (filter.Incubators.Count > 0)
            clauses.Add($"""
                EXISTS (SELECT 1
                          FROM startup_terms i
                         WHERE i.startup_id = h.startup_id
                           AND i.kind = 'incubator'
                           AND i.key IN @incubators
                           AND {knowledge.Of("i")})
                """);
        var hosts = await tx.WithPredecessorsAsync(filter.Hosts, knowledge);
        var incubators = await tx.LivingIdsAsync(Kinds.Incubator, filter.Incubators, knowledge);
        var startups = await tx.LivingIdsAsync(Kinds.Startup, filter.Startups, knowledge);
        var args = new
        {
            filter.Statuses,
            filter.Models,
            startups,
            hosts,
            incubators,
            sequence = knowledge.Sequence,
            key = after?.Key,
            id = after?.Id,
            most = most + 1,
        };
        var where = string.Join("\n   AND ", clauses);
        var rows = await tx.SelectHandOversAsync(
            $"WHERE {where}{(after is null ? "" : "\n   AND (h.opened_on, h.id) < (@key, @id)")}\n"
                + " ORDER BY h.opened_on DESC, h.id DESC\n LIMIT @most",
            args);
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM hand_overs h\n WHERE {where}", args);
        return Slice.Of(rows, most, total, row => row, row => (row.OpenedOn.Text(), row.Id));
    }
}
