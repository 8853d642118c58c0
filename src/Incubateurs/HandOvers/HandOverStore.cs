using Incubateurs.Administrations;
using Incubateurs.Candidacies;
using Incubateurs.Http;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;

namespace Incubateurs.HandOvers;

/// <summary>What is asked of hand-overs.</summary>
internal sealed record HandOverFilter(
    IReadOnlyList<string> Statuses, IReadOnlyList<string> Hosts, IReadOnlyList<string> Models, IReadOnlyList<string> Startups, IReadOnlyList<string> Incubators);

/// <summary>Hand-overs as the contract shows them.</summary>
internal static class HandOverStore
{
    /// <summary>One hand-over with what it refers to; findings are judged on a day.</summary>
    public static async Task<HandOver> ShowAsync(this Tx tx, RecordedHandOver recorded, DateOnly day, Knowledge knowledge, Language language)
    {
        var startup = await tx.FindRecordedAsync(recorded.StartupId, knowledge);
        var findings = await tx.FindingsAsync(recorded, day, knowledge);
        var details = recorded.Details;
        List<NamedReference> coHosts = [];
        foreach (var id in details.CoHosts)
            coHosts.Add(new(id, (await tx.FindRecordedNameAsync(id, knowledge)).Name));
        return new()
        {
            Id = recorded.Id,
            Startup = new(recorded.StartupId, startup?.Facts.Name ?? recorded.StartupId),
            Status = recorded.Status,
            Model = recorded.Model,
            OpenedOn = recorded.OpenedOn,
            PreferredScenario = details.PreferredScenario,
            FallbackScenario = details.FallbackScenario,
            Reason = details.Reason,
            Host = recorded.HostId is { } host ? await tx.FindRecordedNameAsync(host, knowledge) : null,
            CoHosts = coHosts.Count > 0 ? coHosts : null,
            Candidacies = await tx.CountCandidaciesAsync(recorded.Id, knowledge),
            Secondments = details.Secondments,
            Adaptations = [.. Adaptations.All.Select(kind => Shown(kind, details))],
            Cost = details.Cost is { } cost
                ? new(cost.IncubationPerYear, cost.MarginalPerYear, Math.Round((double)cost.MarginalPerYear / cost.IncubationPerYear, 4))
                : null,
            EffectiveOn = recorded.EffectiveOn,
            Findings = [.. findings.Select(code => new Finding(code, Findings.Details[code].In(language)))],
            Justification = details.Justification,
            FollowUps = details.FollowUps,
            Version = recorded.Version,
        };
    }

    /// <summary>The codes of what is not met on a day.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(this Tx tx, RecordedHandOver recorded, DateOnly day, Knowledge knowledge)
    {
        var startup = await tx.FindRecordedAsync(recorded.StartupId, knowledge);
        var standing = Lifecycle.On(day, await tx.ListPhaseStartsAsync(recorded.StartupId, knowledge));
        var controls = recorded.CandidacyId is { } candidacy ? await tx.ListControlsAsync(candidacy, knowledge) : [];
        return Findings.Of(new(
            recorded, standing, [.. controls.Select(control => control.Verdict.Code())], [startup?.Facts.Link, startup?.Facts.Contact], day));
    }

    public static Adaptation Shown(AdaptationKind kind, HandOverDetails details)
    {
        var recorded = details.Adaptations.FirstOrDefault(adaptation => adaptation.Code == kind.Code) ?? new(kind.Code, new(AdaptationStatus.Todo), 1);
        var state = recorded.State;
        return new(kind.Code, kind.Direction, kind.Label, state.Status, state.DueOn, state.EvidenceUrl, state.Note, state.Reason) { Version = recorded.Version };
    }

    /// <summary>A page of hand-overs, the last opened first.</summary>
    public static async Task<Slice<RecordedHandOver>> ListHandOversAsync(this Tx tx, HandOverFilter filter, Knowledge knowledge, Cursor? after, int most)
    {
        List<string> clauses = [knowledge.Of("h")];
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
                          FROM startup_incubators i
                         WHERE i.startup_id = h.startup_id
                           AND i.incubator_id IN @incubators
                           AND {knowledge.Of("i")})
                """);
        var hosts = await tx.WithPredecessorsAsync(filter.Hosts, knowledge);
        var incubators = await Incubators.IncubatorStore.LivingIncubatorIdsAsync(tx, filter.Incubators, knowledge);
        var startups = await tx.LivingStartupIdsAsync(filter.Startups, knowledge);
        var args = new { filter.Statuses, filter.Models, startups, hosts, incubators, sequence = knowledge.Sequence, key = after?.Key, id = after?.Id, most = most + 1 };
        var where = string.Join("\n   AND ", clauses);
        var rows = await tx.SelectHandOversAsync(
            $"WHERE {where}{(after is null ? "" : "\n   AND (h.opened_on, h.id) < (@key, @id)")}\n ORDER BY h.opened_on DESC, h.id DESC\n LIMIT @most", args);
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM hand_overs h\n WHERE {where}", args);
        return new([.. rows.Take(most)], total, rows.Count > most ? (rows[most - 1].OpenedOn.Text(), rows[most - 1].Id) : null);
    }

    // Former ids are accepted, as in every filter.
    private static async Task<IReadOnlyList<string>> LivingStartupIdsAsync(this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge)
    {
        List<string> living = [];
        foreach (var id in ids.Select(id => id.Normal()))
            if (await tx.FindRecordedAsync(id, knowledge) is not null)
                living.Add(id);
            else
                living.AddRange(await tx.ListHeirsAsync(id, knowledge));
        return living;
    }

    /// <summary>The hand-over in the detail of a startup: the open one, else the last completed.</summary>
    public static async Task<HandOverSummary?> FindHandOverSummaryAsync(this Tx tx, string startupId, Knowledge knowledge)
    {
        var all = await tx.ListHandOversOfAsync(startupId, knowledge);
        return (all.FirstOrDefault(handOver => handOver.Status is HandOverStatus.Open or HandOverStatus.HostRetained)
            ?? all.Where(handOver => handOver.Status == HandOverStatus.Completed).MaxBy(handOver => handOver.EffectiveOn)) is { } found
                ? new(found.Id, found.Status, found.Model, found.OpenedOn, found.EffectiveOn)
                : null;
    }
}
