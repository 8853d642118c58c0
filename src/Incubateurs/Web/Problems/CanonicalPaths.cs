using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Incubateurs.Web.Problems;

/// <summary>
/// One address for each thing: routing also matches <c>/startups/</c> and <c>/STARTUPS</c>; here both are unknown, so that caches,
/// logs and cursors know one spelling. Runs behind routing.
/// </summary>
internal static class CanonicalPaths
{
    // RFC 9110 §4.1 asks for 8,000; the server reads more, so that the refusal is a problem and not a bare status.
    private const int LongestTarget = 8192;

    private static readonly Refusal TooLong = Refusal.Of(ProblemTypes.UriTooLong);

    /// <summary>Before anything reads the query.</summary>
    public static void UseLongestTarget(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.Path.Value?.Length + http.Request.QueryString.Value?.Length > LongestTarget ? TooLong.ExecuteAsync(http) : next(http));

    public static void UseCanonicalPaths(this IApplicationBuilder app) => app.Use(next => http =>
    {
        if (http.Request is { PathBase.HasValue: true, Path.HasValue: false })
            return ToRoot(http);
        if (http.GetEndpoint() is not { } endpoint || IsCanonical(http.Request.Path.Value, endpoint as RouteEndpoint))
            return next(http);

        http.SetEndpoint(null);
        return Refusal.Of(ProblemTypes.NotFound, UnknownAddress).ExecuteAsync(http);
    });

    // The page's links are relative to the slash behind a gateway's prefix.
    private static Task ToRoot(HttpContext http)
    {
        http.Response.Redirect(http.At("/") + http.Request.QueryString, permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }

    internal static readonly Label UnknownAddress = new(
        "Aucune ressource à cette adresse ; /v1 liste les points d'entrée.", "No resource at this address; /v1 lists the entry points.");

    // Where the method alone did not match there is no pattern, yet the slash is there to be seen.
    private static bool IsCanonical(ReadOnlySpan<char> path, RouteEndpoint? endpoint)
    {
        if (path.Length > 1 && path[^1] == '/')
            return false;

        foreach (var segment in endpoint?.RoutePattern.PathSegments ?? [])
        {
            path = path.TrimStart('/');
            var end = path.IndexOf('/');
            var sent = end < 0 ? path : path[..end];
            if (segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart literal && !sent.SequenceEqual(literal.Content))
                return false;
            path = path[sent.Length..];
        }

        return true;
    }
}
