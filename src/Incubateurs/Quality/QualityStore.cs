using Incubateurs.Flow;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Quality;

/// <summary>Reads what the rules of quality look at.</summary>
internal static class QualityStore
{
    /// <summary>The startups of a query on its day, in the order of their names.</summary>
    public static async Task<IReadOnlyList<QualityFacts>> ListQualityFactsAsync(this Tx tx, FlowQuery query, Knowledge knowledge)
    {
        var (where, args) = await FlowFilterStore.OfAsync(tx, query, knowledge, "s");
        var rows = await tx.QueryAsync<Row>(
            $"""
            SELECT s.startup_id AS id, v.name, s.name_key, s.status, s.phase, s.since, s.overdue_on,
                   CASE WHEN c.type = 'phase.started'
                        THEN (SELECT max(w.modified_at)
                                FROM startup_versions w
                                JOIN changes o ON o.sequence = w.known_from AND o.type <> 'phase.started'
                               WHERE w.startup_id = v.startup_id
                                 AND w.known_from < v.known_from)
                        ELSE v.modified_at
                   END AS modified_at,
                   v.link, v.repository, v.stats_url, v.budget_url, v.accessibility, v.contact, v.sponsors,
                   (SELECT max(p.recorded_at)
                      FROM startup_phases p
                     WHERE p.startup_id = s.startup_id
                       AND p.phase = s.phase
                       AND p.starts_on = s.since
                       AND {knowledge.Of("p")}) AS phase_recorded_at,
                   (SELECT max(c.held_on)
                      FROM committees c
                     WHERE c.startup_id = s.startup_id
                       AND c.held_on <= @day
                       AND {knowledge.Of("c")}) AS last_committee,
                   (SELECT count(*)
                      FROM hand_overs h
                     WHERE h.startup_id = s.startup_id
                       AND h.opened_on <= @day
                       AND (h.status IN ('open', 'hostRetained') OR h.effective_on > @day)
                       AND {knowledge.Of("h")}) AS hand_overs,
                   (SELECT count(*)
                      FROM startup_hosts o
                     WHERE o.startup_id = s.startup_id
                       AND o.effective_on <= @day
                       AND {knowledge.Of("o")}) AS hosts
              FROM spans s
              JOIN startup_versions v ON v.startup_id = s.startup_id AND {knowledge.Of("v")}
              LEFT JOIN changes c ON c.sequence = v.known_from
             WHERE {knowledge.Of("s")}
               AND s.from_day <= @day
               AND s.to_day > @day{where}
             ORDER BY s.name_key, s.startup_id
            """,
            args);
        return [.. rows.Select(row => row.Facts())];
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public required string NameKey { get; init; }
        public required string Status { get; init; }
        public string? Phase { get; init; }
        public DateOnly? Since { get; init; }
        public DateOnly? OverdueOn { get; init; }
        public required DateTimeOffset ModifiedAt { get; init; }
        public string? Link { get; init; }
        public string? Repository { get; init; }
        public string? StatsUrl { get; init; }
        public string? BudgetUrl { get; init; }
        public string? Accessibility { get; init; }
        public string? Contact { get; init; }
        public required string Sponsors { get; init; }
        public DateTimeOffset? PhaseRecordedAt { get; init; }
        public DateOnly? LastCommittee { get; init; }
        public required long HandOvers { get; init; }
        public required long Hosts { get; init; }

        public QualityFacts Facts() => new()
        {
            Id = Id,
            Name = Name,
            NameKey = NameKey,
            Status = EnumCodes<Status>.Read(Status),
            Phase = Phase is null ? null : Phases.Find(Phase),
            Since = Since,
            PhaseRecordedOn = PhaseRecordedAt?.DayInParis(),
            ModifiedOn = ModifiedAt.DayInParis(),
            OverdueOn = OverdueOn,
            LastCommittee = LastCommittee,
            Link = Link,
            Repository = Repository,
            StatsUrl = StatsUrl,
            BudgetUrl = BudgetUrl,
            Accessibility = Accessibility,
            Contact = Contact,
            HasSponsor = Sponsors != "[]",
            HasLivingHandOver = HandOvers > 0,
            HasHost = Hosts > 0,
        };
    }
}
