using System.Globalization;
using Incubateurs.Web.Problems;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Writes;

/// <summary>A write must say which version it changes.</summary>
internal sealed class IfMatchRequired
{
    public static readonly IfMatchRequired Instance = new();
}

/// <summary>
/// <c>If-Match</c> (RFC 9110 §13.1.1): the version alone is compared, which is the part of an <c>ETag</c> before its first
/// dot. A bare <c>"7"</c> is as good as <c>"7.…"</c>; a proxy that compressed the body may have weakened the tag.
/// </summary>
internal static class IfMatch
{
    public static TBuilder RequiresIfMatch<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(IfMatchRequired.Instance);

    /// <summary>Behind authentication: who may not write need not say which version.</summary>
    public static void UseRequiredIfMatch(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.Headers.IfMatch.Count == 0 && http.GetEndpoint()?.Metadata.GetMetadata<IfMatchRequired>() is not null
            ? Required.ExecuteAsync(http)
            : next(http));

    /// <summary>Whether the request may write over a version: it names none, any, or this one.</summary>
    public static bool Matches(HttpRequest request, long version)
    {
        if (request.Headers.IfMatch.Count == 0)
            return true;

        return EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags)
            && tags.Any(tag => tag == EntityTagHeaderValue.Any || VersionOf(tag.Tag.AsSpan()[1..^1]) == version);
    }

    private static long? VersionOf(ReadOnlySpan<char> opaque)
    {
        var dot = opaque.IndexOf('.');
        return long.TryParse(dot < 0 ? opaque : opaque[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
    }

    private static readonly PreconditionRequiredProblem Required = new();
}
