using Dapper;
using Incubateurs.Administrations;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups.Listing;

/// <summary>
/// The condition of a query on <c>spans s</c>, as clauses that are AND-ed together. Each single filter has an index that
/// begins with it and goes on in the order of names, so that the first page of many thousands costs that page.
/// </summary>
internal sealed class StartupFilterStore
{
    private readonly List<string> clauses = [];
    private readonly Knowledge knowledge;
    private readonly bool withdrawn;
    private (string Kind, string Key)? driver;

    private StartupFilterStore(StartupQuery query, Knowledge knowledge)
    {
        this.knowledge = knowledge;
        withdrawn = query.Withdrawn;
        Parameters.Add("sequence", knowledge.Sequence);
        Parameters.Add("day", query.Day.Text());
        if (withdrawn)
            And($"g.kind = 'startup' AND {knowledge.Of("g")} AND s.startup_id = g.id");
        And(Known("s"));
        And("s.from_day <= @day AND s.to_day > @day");
    }

    public DynamicParameters Parameters { get; } = new();

    /// <summary>Nothing narrows the portfolio but the day and the knowledge.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Tables and joins that begin with the best index, ordered as written.</summary>
    public string From =>
        withdrawn ? "withdrawals g CROSS JOIN spans s"
        : driver is null ? "spans s"
        : "startup_terms t CROSS JOIN spans s";

    /// <summary>The columns of a list.</summary>
    public string Columns => withdrawn
        ? $"{StartupStore.Columns},\n       g.at AS withdrawn_at, g.reason AS withdrawn_reason, g.merged_into"
        : StartupStore.Columns;

    /// <summary>The table whose <c>name_key</c> leads the order of names.</summary>
    public string Leader => driver is null ? "s" : "t";

    public string Where => string.Join("\n   AND ", clauses);

    public void And(string clause) => clauses.Add(clause);

    /// <summary>
    /// The condition on a table that is derived from startups. What was derived of a withdrawn one ended with its withdrawal, and
    /// shows it as it was then.
    /// </summary>
    public string Known(string alias) => withdrawn ? $"{alias}.known_to = g.since" : knowledge.Of(alias);

    /// <summary>Whatever stands on the day of a query and is known.</summary>
    public static StartupFilterStore Of(StartupQuery query, Knowledge knowledge) => new(query, knowledge);

    /// <summary>Former ids and successions are looked up; the rest is text.</summary>
    /// <param name="byName">The rows are wanted in the order of names, or in none.</param>
    public static async Task<StartupFilterStore> OfAsync(Tx tx, StartupQuery query, Knowledge knowledge, bool byName = true)
    {
        var filter = new StartupFilterStore(query, knowledge);
        var before = filter.clauses.Count;
        filter.Any("startup_id", await tx.LivingIdsAsync(Kinds.Startup, query.Ids, knowledge));
        filter.Any("status", query.Statuses);
        filter.Any("phase", query.PhaseCodes);
        filter.Terms("incubator", await tx.LivingIdsAsync(Kinds.Incubator, query.Incubators, knowledge), byName);
        filter.Terms("sponsor", await tx.WithPredecessorsAsync(query.Sponsors, knowledge), byName);
        filter.Hosts(await tx.WithPredecessorsAsync(query.Hosts, knowledge));
        filter.Terms("domain", query.Domains, byName);
        filter.Terms("theme", query.Themes, byName);
        filter.Terms("audience", query.Audiences, byName);
        filter.Terms("technology", query.Technologies, byName);
        filter.Bound("s.entered_on >=", "enteredFrom", query.EnteredFrom);
        filter.Bound("s.entered_on <=", "enteredTo", query.EnteredTo);
        filter.Bound("s.exited_on >=", "exitedFrom", query.ExitedFrom);
        filter.Bound("s.exited_on <=", "exitedTo", query.ExitedTo);
        filter.Flag("s.overdue_on <= @day", query.Overdue, "s.overdue_on");
        filter.NationalImpact(query.NationalImpact);
        filter.HandOvers(query.HandOvers);
        filter.ModifiedSince(query.ModifiedSince);
        filter.Words(tx, query);
        filter.IsWhole = filter.clauses.Count == before && !filter.withdrawn;
        return filter;
    }

    private void Any(string column, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;

        Parameters.Add(column, values.Count == 1 ? values[0] : values);
        And(values.Count == 1 ? $"s.{column} = @{column}" : $"s.{column} IN @{column}");
    }

    // One value leads from its own index; several are a condition on each startup, which must come once.
    private void Terms(string kind, IReadOnlyList<string> keys, bool byName)
    {
        if (keys.Count == 0)
            return;

        if (keys.Count == 1 && driver is null && byName && !withdrawn)
        {
            driver = (kind, keys[0]);
            Parameters.Add("termKind", kind);
            Parameters.Add("termKey", keys[0]);
            And($"t.kind = @termKind AND t.key = @termKey AND {knowledge.Of("t")} AND s.startup_id = t.startup_id");
            return;
        }

        Parameters.Add(kind, keys);
        And($"""
            EXISTS (SELECT 1
                      FROM startup_terms x
                     WHERE x.startup_id = s.startup_id
                       AND x.kind = '{kind}'
                       AND x.key IN @{kind}
                       AND {Known("x")})
            """);
    }

    private void Hosts(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return;

        Parameters.Add("hosts", ids);
        And($"{StartupStore.Host} IN @hosts");
    }

    private void HandOvers(IReadOnlyList<string> statuses)
    {
        if (statuses.Count == 0)
            return;

        Parameters.Add("handOvers", statuses);
        And($"""
            EXISTS (SELECT 1
                      FROM hand_overs h
                     WHERE h.startup_id = s.startup_id
                       AND h.status IN @handOvers
                       AND {Known("h")})
            """);
    }

    private void ModifiedSince(DateTimeOffset? instant)
    {
        if (instant is null)
            return;

        Parameters.Add("modifiedSince", instant.Value.Text());
        And($"""
            EXISTS (SELECT 1
                      FROM startup_versions m
                     WHERE m.startup_id = s.startup_id
                       AND m.modified_at >= @modifiedSince
                       AND {Known("m")})
            """);
    }

    private void Bound(string condition, string name, DateOnly? day)
    {
        if (day is null)
            return;

        Parameters.Add(name, day.Value.Text());
        And($"{condition} @{name}");
    }

    private void Flag(string condition, bool? wanted, string column)
    {
        if (wanted is { } flag)
            And(flag ? condition : $"({column} IS NULL OR NOT {condition})");
    }

    private void NationalImpact(bool? wanted)
    {
        if (wanted is { } flag)
            And($"""
                {(flag ? "EXISTS" : "NOT EXISTS")}
                       (SELECT 1
                          FROM startup_versions n
                         WHERE n.startup_id = s.startup_id
                           AND {knowledge.Of("n")}
                           AND n.national_impact_on <= @day)
                """);
    }

    // With another order than by rank, the words are a filter among others.
    private void Words(Tx tx, StartupQuery query)
    {
        if (query.Q is null || query.Sort == StartupQuery.ByRank)
            return;

        And(tx.SearchCondition(query.Q, Known("x"), Parameters));
    }
}
