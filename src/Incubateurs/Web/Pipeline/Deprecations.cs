using System.Globalization;
using Incubateurs.Words;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// An operation that will go (docs/VERSIONS.md): since when nobody should begin to use it, from when on it may be gone, and where that
/// is told. Every answer says so, in <c>Deprecation</c> (RFC 9745), <c>Sunset</c> (RFC 8594) and a link.
/// </summary>
internal sealed record Deprecation
{
    private readonly string since;
    private readonly string sunset;
    private readonly string told;

    /// <param name="since">The first day.</param>
    /// <param name="sunset">The day from which on it may be gone.</param>
    /// <param name="told">Where it is told why, and what to use instead.</param>
    public Deprecation(DateOnly since, DateOnly sunset, string told)
    {
        this.since = string.Create(CultureInfo.InvariantCulture, $"@{since.MidnightInParis().ToUnixTimeSeconds()}");
        this.sunset = HeaderUtilities.FormatDate(sunset.MidnightInParis());
        this.told = told;
    }

    /// <summary>Says it, once, whatever else the answer links to.</summary>
    public void Tell(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers[Deprecations.Header] = since;
        headers[Deprecations.Sunset] = sunset;
        var link = $"<{(told.StartsWith('/') ? http.At(told) : told)}>; rel=\"deprecation\"; type=\"text/html\"";
        if (!headers.Link.Contains(link))
            headers.Append(HeaderNames.Link, link);
    }
}

/// <summary>Marks operations that will go.</summary>
internal static class Deprecations
{
    public const string Header = "Deprecation";
    public const string Sunset = "Sunset";

    /// <summary>One line on the route; the document says it too.</summary>
    public static TBuilder Deprecated<TBuilder>(this TBuilder route, string since, string sunset, string told)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Deprecation(Instants.Day(since), Instants.Day(sunset), told));

    /// <summary>What is said of the operation that was found.</summary>
    public static Deprecation? Deprecation(this HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Deprecation>();

    /// <summary>Behind routing: said of whatever is answered, refusals too, which say nothing else of before.</summary>
    public static void UseDeprecations(this IApplicationBuilder app) => app.Use(next => http =>
    {
        if (http.Deprecation() is { } deprecation)
            http.Response.OnStarting(() =>
            {
                deprecation.Tell(http);
                return Task.CompletedTask;
            });
        return next(http);
    });
}
