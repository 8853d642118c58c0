using Incubateurs.Administrations;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Flow;

/// <summary>
/// Which startups figures and rules are of: the filters of the list that concern responsibility, on any table of startups.
/// </summary>
internal sealed record FlowFilterStore(string Where, object Args)
{
    /// <summary>Former ids and successions are looked up as for the list.</summary>
    /// <param name="alias">Of the table whose <c>startup_id</c> is filtered; the condition begins with AND, or is empty.</param>
    public static async Task<FlowFilterStore> OfAsync(Tx tx, FlowQuery query, Knowledge knowledge, string alias)
    {
        var incubators = await tx.LivingIdsAsync(Kinds.Incubator, query.Incubators, knowledge);
        var sponsors = await tx.WithPredecessorsAsync(query.Sponsors, knowledge);
        return new(
            Any("incubator", "incubators", incubators) + Any("sponsor", "sponsors", sponsors) + Any("domain", "domains", query.Domains),
            new { day = query.Day.Text(), sequence = knowledge.Sequence, incubators, sponsors, domains = query.Domains });

        string Any(string kind, string parameter, IReadOnlyList<string> values) => values.Count == 0 ? "" : $"""

               AND {alias}.startup_id IN (SELECT x.startup_id
                                      FROM startup_terms x
                                     WHERE x.kind = '{kind}'
                                       AND x.key IN @{parameter}
                                       AND {knowledge.Of("x")})
            """;
    }
}
