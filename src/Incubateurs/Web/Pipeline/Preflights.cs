using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// OPTIONS, and with it the preflights of browsers (Fetch §4.8): every known route says its methods, and any header may be sent.
/// There are no cookies anywhere, so that nothing is lost: agents' front ends live elsewhere. Our own and not the framework's CORS,
/// whose policies are looked up for each request and whose headers here are constants of every answer.
/// </summary>
internal static class Preflights
{
    private const int LongestHeaders = 2000;

    private static readonly StringValues Headers =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, If-None-Match";
    private static readonly StringValues OneDay = "86400";

    /// <summary>Behind routing, which has found that the method is none of the route's.</summary>
    public static void UsePreflights(this IApplicationBuilder app) => app.Use(next => http =>
        HttpMethods.IsOptions(http.Request.Method) && http.GetEndpoint() is { RequestDelegate: { } other } and not RouteEndpoint
            ? GrantAsync(http, other)
            : next(http));

    /// <summary>The methods of a route, of which GET brings HEAD along.</summary>
    public static string WithHead(string allowed) =>
        allowed.Split(", ") is var methods && methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head)
            ? allowed + ", " + HttpMethods.Head
            : allowed;

    // The framework's endpoint for other methods, which names those of the route.
    private static async Task GrantAsync(HttpContext http, RequestDelegate other)
    {
        await other(http);
        var headers = http.Response.Headers;
        if (headers.Allow is not [{ } allowed])
            return;

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        var methods = WithHead(allowed) + ", " + HttpMethods.Options;
        headers.Allow = methods;
        headers.AccessControlAllowMethods = methods;
        headers.AccessControlAllowHeaders = Asked(http.Request.Headers.AccessControlRequestHeaders);
        headers.AccessControlMaxAge = OneDay;
        if (allowed.Contains(HttpMethods.Patch, StringComparison.Ordinal))
            headers["Accept-Patch"] = AcceptPatch;
    }

    /// <summary>The media type of merge patches.</summary>
    public const string AcceptPatch = "application/merge-patch+json";

    // Names of headers and nothing else: what is echoed is somebody's text.
    private static StringValues Asked(StringValues requested) =>
        requested is [{ Length: > 0 and <= LongestHeaders } names] && names.AsSpan().IndexOfAnyExcept(NameCharacters) < 0 ? names : Headers;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~, ");
}
