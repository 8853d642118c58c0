using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Problems;

/// <summary>
/// What a client accepts (RFC 9110 §12.5.1) against what an address can give. Who names none of it would take the answer for
/// something else; who names nothing, or something that cannot be read, takes what there is.
/// </summary>
internal static class AcceptedTypes
{
    /// <summary>Behind routing, and before anything is read or written.</summary>
    public static void UseAcceptedTypes(this IApplicationBuilder app) => app.Use(next => http =>
        !AcceptsAll(http.Request) && http.GetEndpoint() is { } endpoint && Of(endpoint.Metadata) is var given && given.Any()
            && !given.Any(type => Accepts(http.Request, type))
                ? Refusal.Of(ProblemTypes.NotAcceptable).ExecuteAsync(http)
                : next(http));

    /// <summary>The types of what an operation answers when all is well.</summary>
    public static IEnumerable<string> Of(IEnumerable<object> metadata) =>
        metadata.OfType<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode is StatusCodes.Status200OK or StatusCodes.Status201Created)
            .SelectMany(answer => answer.ContentTypes);

    /// <summary>Whether the request takes a type; a refusal is taken by everybody.</summary>
    public static bool Accepts(HttpRequest request, string mediaType)
    {
        if (AcceptsAll(request) || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
            return true;

        // The most specific range that names it decides.
        var type = new MediaTypeHeaderValue(mediaType.Split(';')[0]);
        var best = ranges.Where(range => type.MediaType.Equals(range.MediaType, StringComparison.OrdinalIgnoreCase)
                || range.MatchesAllTypes || (range.MatchesAllSubTypes && range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase)))
            .MaxBy(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2);
        return best is { Quality: not 0 };
    }

    // What nearly every program says, without being read as a list.
    private static bool AcceptsAll(HttpRequest request) => request.Headers.Accept is { Count: 0 } or ["*/*"];
}
