using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Web.Reads;

/// <summary>What the answers of an endpoint show, and what of that moves with the calendar.</summary>
/// <param name="Moves">With no <c>asOf</c>: an answer about a day that is named does not move.</param>
internal sealed record Shows(Areas Areas, Moves Moves)
{
    private static readonly Shows Anything = new(Areas.All, Moves.Daily);

    /// <summary>What moves where the query asks for less; told by its address and parameters alone.</summary>
    public Func<QueryReader, Moves>? MovesAsAsked { get; init; }

    public static Shows Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Shows>() ?? Anything;

    public Moves MovesOf(HttpContext http) =>
        Moves == Moves.Never || http.Query().Day(Times.AsOf) is not null ? Moves.Never
        : MovesAsAsked?.Invoke(http.Query()) ?? Moves;

    /// <summary>
    /// Whether whatever is written leaves the answer as it is: one about a day that is named, as known at an instant that is past. What
    /// strangers write is hidden at every instant once it is moderated; the specimen forgets each night.
    /// </summary>
    public bool IsFrozen(HttpContext http) =>
        !Areas.HasFlag(Areas.Voices) && http.Query() is var query && query.Day(Times.AsOf) is not null && Times.Known(query) is not null
        && !IsSpecimen(http);

    /// <summary>Whether the address is one of the specimen's.</summary>
    public static bool IsSpecimen(HttpContext http) =>
        http.Request.RouteValues.GetValueOrDefault("id") is string id && SpecimenIds.IsOne(id);
}

/// <summary>Reads: what they are asked with, and what they show.</summary>
internal static class ReadRoutes
{
    /// <summary>
    /// Says which areas a read shows and which parameters it has. What is wrong with the query is refused first; then a client
    /// whose copy is not stale gets 304 before anything is read but the version of the data (RFC 9110 §8.8).
    /// </summary>
    public static RouteHandlerBuilder Reads(
        this RouteHandlerBuilder route, Areas areas, Moves moves, params IReadOnlyList<QueryParameter> query) =>
        route.Reads(new Shows(areas, moves), query);

    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, Shows shown, params IReadOnlyList<QueryParameter> query) =>
        (query.Count == 0 ? route : route.WithQuery(query)).WithMetadata(shown).AddEndpointFilter(async (context, next) =>
            await IsFreshAsync(context.HttpContext, shown) ? Results.Empty : await next(context));

    /// <summary>What is asked, in one spelling: two addresses never share a tag.</summary>
    public static string Address(this HttpContext http) => $"{http.At(http.Request.Path.Value!)}?{http.Query().Canonical()}";

    // An address without an id exists as sure as its route; of any other one only its own tag is believed before it is read.
    private static async ValueTask<bool> IsFreshAsync(HttpContext http, Shows shown)
    {
        var headers = http.Request.Headers;
        if (headers.IfNoneMatch.Count == 0 && headers.IfModifiedSince.Count == 0)
            return false;

        var versions = http.RequestServices.GetRequiredService<Database>().Versions();
        var labels = await Labels.OfAsync(http, shown, versions);
        var exists = headers.IfNoneMatch.Count == 0 && http.Request.RouteValues.Count == 0;
        if (labels.TryNotModified(http, exists))
            return true;

        // Of a hand-over only what is read tells whether it is of the specimen; a tag that was given to one tells it too.
        return http.Request.RouteValues.Count > 0 && headers.IfNoneMatch.Count > 0
            && (await Labels.OfAsync(http, shown, versions, isSpecimen: true)).TryNotModified(http, exists: false);
    }
}
