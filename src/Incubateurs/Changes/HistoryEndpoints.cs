using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Changes;

/// <summary>Who made a change. Empty for the system itself, such as an import.</summary>
/// <param name="Administration">For which administration.</param>
/// <param name="Agent">E-mail address of the agent; shown to agents alone.</param>
public sealed record ChangedBy(AdministrationReference? Administration = null, string? Agent = null);

/// <summary>Something that happened to a startup.</summary>
/// <param name="At">The instant at which it was recorded.</param>
/// <param name="Type">What happened, such as `phase.added`: a resource and a verb, catalogued at `/changes`.</param>
/// <param name="By">Who recorded the change.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="HandOver">Id of the hand-over that it is part of.</param>
/// <param name="Before">What was said before, of what changed; `/changes` tells the members of each type.</param>
/// <param name="After">What is said since, of what changed; `/changes` tells the members of each type.</param>
public sealed record HistoryItem(
    DateTimeOffset At,
    string Type,
    ChangedBy By,
    string? Reason = null,
    string? HandOver = null,
    IReadOnlyDictionary<string, JsonElement>? Before = null,
    IReadOnlyDictionary<string, JsonElement>? After = null);

/// <summary>A page of the history of a startup.</summary>
/// <param name="Items">What happened, the newest first.</param>
/// <param name="Total">How much happened in all.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record History([property: MaxLength(200)] IReadOnlyList<HistoryItem> Items, long Total, string? Next = null) : IPage;

/// <summary>The history of startups over HTTP.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/startups/{id}/history", ListHistory).WithTags("Startups").WithName(nameof(ListHistory))
            .Reads(Areas.All, Moves.Never, PageQuery.WithoutDay);

    /// <summary>Lists what happened to a startup.</summary>
    /// <remarks>The newest first: when, by which administration, what before and after. Agents also see the person.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<History>, FormerId, NotFoundProblem>> ListHistory(
        StartupId id, PageQuery query, HttpContext http, Reading reading) =>
        reading.OfStartupAsync(id, query.KnownAt, async (tx, startup, knowledge) =>
        {
            var slice = await tx.ListHistoryAsync(startup.Id, knowledge, query.After, query.Limit, agents: http.Agent() is not null);
            return new History(slice.Items, slice.Total, query.Next(slice));
        }, Merged.Answers);
}
