using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// The headers of every answer, errors and 304 included. They are set before anything else runs, and nothing behind clears
/// them: the pipeline has its own handling of exceptions, since the framework's empties the answer.
/// </summary>
internal static class StandardHeaders
{
    public const string ApiVersion = "1.0.0";

    /// <summary>For answers that load nothing.</summary>
    private static readonly StringValues StrictPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>For Swagger UI, which runs scripts of its own and styles itself.</summary>
    private static readonly StringValues SwaggerPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues Version = ApiVersion;
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues Deny = "DENY";
    private static readonly StringValues Anyone = "*";
    private static readonly StringValues Secure = "max-age=31536000";
    private static readonly StringValues Vary = "Accept-Encoding, Accept-Language, Authorization";
    private static readonly StringValues Exposed =
        "Content-Disposition, Deprecation, ETag, Idempotent-Replayed, Link, Location, Retry-After, Sunset, "
        + "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Request-Id, API-Version";

    public static void UseStandardHeaders(this IApplicationBuilder app) => app.Use(next => http =>
    {
        Set(http);
        return next(http);
    });

    /// <summary>Also answers by the media type asked for.</summary>
    public static void VaryByAccept(this HttpResponse response) =>
        response.Headers.Vary = "Accept, Accept-Encoding, Accept-Language, Authorization";

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["API-Version"] = Version;
        RequestIds.Set(http, headers);
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy =
            http.Request.Path.Value is { } path && path.StartsWith("/swagger", StringComparison.OrdinalIgnoreCase)
                ? SwaggerPolicy
                : StrictPolicy;
        headers.XFrameOptions = Deny;
        headers.AccessControlAllowOrigin = Anyone;
        headers.AccessControlExposeHeaders = Exposed;
        headers.Vary = Vary;
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = Secure;
    }
}
