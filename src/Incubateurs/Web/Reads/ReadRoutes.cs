using Incubateurs.Storage;
using Incubateurs.Web.Queries;

namespace Incubateurs.Web.Reads;

/// <summary>The areas of the data that the answers of an endpoint show.</summary>
internal sealed record Shows(Areas Areas)
{
    public static Areas Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Shows>()?.Areas ?? Areas.All;
}

/// <summary>Reads: what they are asked with, and what they show.</summary>
internal static class ReadRoutes
{
    /// <summary>
    /// Says which areas a read shows and which parameters it has. What is wrong with the query is refused first; then a client
    /// whose copy is not stale gets 304 before anything is read but the version of the data (RFC 9110 §8.8).
    /// </summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, Areas areas, params IReadOnlyList<QueryParameter> query) =>
        (query.Count == 0 ? route : route.WithQuery(query)).WithMetadata(new Shows(areas)).AddEndpointFilter((context, next) =>
            IsFresh(context.HttpContext, areas) ? ValueTask.FromResult<object?>(Results.Empty) : next(context));

    private static bool IsFresh(HttpContext http, Areas areas) =>
        http.Request.Headers.IfNoneMatch.Count > 0
        && Labels.Of(http, areas, http.RequestServices.GetRequiredService<Database>().Versions()).TryNotModified(http, exists: false);
}
