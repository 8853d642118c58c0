using System.ComponentModel.DataAnnotations;
using Incubateurs.Flow;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Quality;

/// <summary>What is missing or late in the portfolio.</summary>
/// <param name="AsOf">The day that is looked at.</param>
/// <param name="Items">One item for each rule.</param>
/// <param name="Definition">Address of the definitions of these rules.</param>
public sealed record QualityAnswer(DateOnly AsOf, IReadOnlyList<QualityItem> Items, string Definition);

/// <summary>What one rule of quality finds.</summary>
/// <param name="Code">Code of the rule, stable.</param>
/// <param name="Sentence">What is missing or late.</param>
/// <param name="Count">How many startups it finds.</param>
/// <param name="Share">Their part of those that it can apply to, from 0 to 1.</param>
/// <param name="Startups">The first twenty, in the order of their names.</param>
/// <param name="Next">Relative address of the page that follows, where there are more.</param>
public sealed record QualityItem(
    [property: MaxLength(50), RegularExpression("^[a-z_]+$")] string Code,
    Label Sentence,
    int Count,
    [property: Range(0, 1)] double Share,
    [property: MaxLength(20)] IReadOnlyList<NamedReference> Startups,
    string? Next = null) : IPage;

/// <summary>A page of the startups that a rule finds.</summary>
/// <param name="Items">The startups, in the order of their names.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record QualityPage([property: MaxLength(200)] IReadOnlyList<NamedReference> Items, long Total, string? Next = null) : IPage;

/// <summary>Quality over HTTP: alerts, and nothing is forbidden.</summary>
internal static class QualityEndpoints
{
    private const int Shown = 20;

    private static readonly IReadOnlyList<QueryParameter> RuleParameters =
        [.. FlowQuery.Parameters, PageQuery.LimitParameter, PageQuery.CursorParameter];

    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        var quality = routes.MapGroup("/quality").WithTags("Flow").InLanguageAskedFor();
        quality.MapGet("", ReadQuality).WithName(nameof(ReadQuality))
            .Reads(Areas.Portfolio | Areas.HandOvers, Moves.Daily, FlowQuery.Parameters);
        quality.MapGet("/{code}", ListFound).WithName("ListQualityStartups")
            .Reads(Areas.Portfolio | Areas.HandOvers, Moves.Daily, RuleParameters);
    }

    /// <summary>Gives what is missing or late.</summary>
    /// <remarks>Rules of the doctrine and of public duties; they alert and forbid nothing.</remarks>
    private static async Task<Answer<QualityAnswer>> ReadQuality(Asked<FlowQuery> asked, HttpContext http, Reading reading)
    {
        var facts = await FactsAsync(asked.Query, reading);
        return reading.Answer(
            new QualityAnswer(
                asked.Query.Day, [.. QualityRules.All.Select(rule => Item(rule, facts, asked.Query, http))],
                reading.At(Definitions.Of("quality"))));
    }

    /// <summary>Lists what one rule finds.</summary>
    /// <remarks>All startups that the rule finds, in the order of their names.</remarks>
    /// <param name="code">Code of the rule, as in `/v1/quality`.</param>
    private static async Task<Results<Answer<QualityPage>, NotFoundProblem>> ListFound(
        string code, Asked<FlowQuery> asked, PageQuery page, Reading reading)
    {
        if (QualityRules.All.FirstOrDefault(rule => rule.Code == code) is not { } rule)
            return new NotFoundProblem(new($"Aucune règle n'a le code « {code.Shown()} ».", $"No rule has the code “{code.Shown()}”."));

        var found = Found(rule, await FactsAsync(asked.Query with { Day = page.Day }, reading), page.Day);
        var rest = page.After is not { } after
            ? found
            : found.SkipWhile(
                startup => CodePoints.Compare(startup.NameKey, after.Key) is var order
                    && (order < 0 || (order == 0 && CodePoints.Compare(startup.Id, after.Id) <= 0)));
        var slice = Cut(found, rest, page.Limit, page.After?.Total);
        return reading.Answer(new QualityPage(slice.Items, slice.Total, page.Next(slice)));
    }

    private static QualityItem Item(QualityRule rule, IReadOnlyList<QualityFacts> facts, FlowQuery query, HttpContext http)
    {
        var found = Found(rule, facts, query.Day);
        var applies = facts.Count(startup => rule.Applies(startup, query.Day));
        var shown = Cut(found, found, Shown);
        return new(
            rule.Code,
            rule.Sentence,
            found.Count,
            applies == 0 ? 0 : (double)found.Count / applies,
            shown.Items,
            PageQuery.Of($"/v1/quality/{rule.Code}", http.Query(), query.Day).Next(shown));
    }

    private static Slice<NamedReference> Cut(List<QualityFacts> found, IEnumerable<QualityFacts> rest, int most, long? total = null) =>
        Slice.Of(
            [.. rest.Take(most + 1)],
            most,
            total ?? found.Count,
            startup => new NamedReference(startup.Id, startup.Name),
            startup => (startup.NameKey, startup.Id));

    private static List<QualityFacts> Found(QualityRule rule, IReadOnlyList<QualityFacts> facts, DateOnly day) =>
        [.. facts.Where(startup => rule.Applies(startup, day) && rule.Finds(startup, day))];

    private static Task<IReadOnlyList<QualityFacts>> FactsAsync(FlowQuery query, Reading reading) =>
        reading.ReadAsync(async tx => await tx.ListQualityFactsAsync(query, await tx.KnowledgeAsync(query.KnownAt)));
}
