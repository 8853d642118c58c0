using Incubateurs.Administrations;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>What is asked of hand-overs.</summary>
internal sealed record HandOverFilter(
    IReadOnlyList<string> Statuses, IReadOnlyList<string> Hosts, IReadOnlyList<string> Models, IReadOnlyList<string> Startups, IReadOnlyList<string> Incubators);

/// <summary>Hand-overs as the contract shows them.</summary>
internal static class HandOverStore
{
    private const string CountSql = """
        SELECT count(*)
          FROM candidacies
         WHERE hand_over_id = @handOverId
           AND submitted_at <= @Instant
           AND (withdrawn_at IS NULL OR withdrawn_at > @Instant)
        """;

    private const string VerdictsSql = """
        SELECT verdict
          FROM controls
         WHERE candidacy_id = @candidacyId
           AND recorded_at <= @Instant
         ORDER BY recorded_at, id
        """;

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
        IEnumerable<string> verdicts = recorded.CandidacyId is { } candidacyId
            ? await tx.QueryAsync<string>(VerdictsSql, new { candidacyId, knowledge.Instant })
            : [];
        return Findings.Of(new(
            recorded, standing, [.. verdicts], [startup?.Facts.Link, startup?.Facts.Contact], day));
    }

    /// <summary>How many apply, those that have withdrawn left out.</summary>
    private static Task<long> CountCandidaciesAsync(this Tx tx, string handOverId, Knowledge knowledge) =>
        tx.ScalarAsync<long>(CountSql, new { handOverId, knowledge.Instant });

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
                          FROM startup_terms i
                         WHERE i.startup_id = h.startup_id
                           AND i.kind = 'incubator'
                           AND i.key IN @incubators
                           AND {knowledge.Of("i")})
                """);
        var hosts = await tx.WithPredecessorsAsync(filter.Hosts, knowledge);
        var incubators = await tx.LivingIdsAsync(Kinds.Incubator, filter.Incubators, knowledge);
        var startups = await tx.LivingIdsAsync(Kinds.Startup, filter.Startups, knowledge);
        var args = new { filter.Statuses, filter.Models, startups, hosts, incubators, sequence = knowledge.Sequence, key = after?.Key, id = after?.Id, most = most + 1 };
        var where = string.Join("\n   AND ", clauses);
        var rows = await tx.SelectHandOversAsync(
            $"WHERE {where}{(after is null ? "" : "\n   AND (h.opened_on, h.id) < (@key, @id)")}\n ORDER BY h.opened_on DESC, h.id DESC\n LIMIT @most", args);
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*)\n  FROM hand_overs h\n WHERE {where}", args);
        return new([.. rows.Take(most)], total, rows.Count > most ? (rows[most - 1].OpenedOn.Text(), rows[most - 1].Id) : null);
    }
}
