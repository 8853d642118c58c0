using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// Preflights of browsers (Fetch §4.8): reads are open to pages of any origin, and so are the three doors of trust
/// (candidacies, reviews, reports); other writes are not. Our own and not the framework's CORS, whose policies are looked up
/// for each request and whose headers here are constants of every answer.
/// </summary>
internal static class Preflights
{
    private static readonly string[] Doors = ["/candidacies", "/reviews", "/reports"];

    private static readonly StringValues Reads = "GET, HEAD";
    private static readonly StringValues ReadsAndPost = "GET, HEAD, POST";
    private static readonly StringValues Headers = "Content-Type, If-None-Match, If-Match, Idempotency-Key, Authorization";
    private static readonly StringValues OneDay = "86400";

    /// <summary>A preflight that is not granted goes on, and is refused like any other wrong method.</summary>
    public static void UsePreflights(this IApplicationBuilder app) => app.Use(next => http =>
        HttpMethods.IsOptions(http.Request.Method) && Granted(http.Request) is { Count: > 0 } methods
            ? Grant(http.Response, methods)
            : next(http));

    private static StringValues Granted(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0 || request.Headers.AccessControlRequestMethod is not [{ } method])
            return default;

        var atDoor = IsDoor(request.Path.Value);
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || (atDoor && HttpMethods.IsPost(method))
            ? atDoor ? ReadsAndPost : Reads
            : default;
    }

    private static bool IsDoor(string? path)
    {
        foreach (var door in Doors)
            if (path is not null && path.StartsWith("/v1/", StringComparison.Ordinal) && path.EndsWith(door, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static Task Grant(HttpResponse response, StringValues methods)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = methods;
        response.Headers.AccessControlAllowHeaders = Headers;
        response.Headers.AccessControlMaxAge = OneDay;
        return Task.CompletedTask;
    }
}
