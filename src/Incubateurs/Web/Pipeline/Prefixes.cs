using System.Text.RegularExpressions;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// What stands before every address of ours behind a gateway: the <c>X-Forwarded-Prefix</c> of a known proxy, else the setting
/// <c>PathBase</c>. Within the pipeline an address is without it; it is put before whatever leaves.
/// </summary>
internal static partial class Prefixes
{
    public const string Key = "PathBase";

    private const int Longest = 100;

    /// <summary>An address of ours, such as <c>/v1/startups</c>, as the client shall ask for it.</summary>
    public static string At(this HttpContext http, string address) =>
        http.Request.PathBase.HasValue ? http.Request.PathBase.Value + address : address;

    /// <summary>Whether a text may stand before addresses: it names no host, and needs no escaping.</summary>
    public static bool IsPrefix(string text) => text.Length <= Longest && Sane().IsMatch(text);

    /// <summary>Behind the known proxies, and before all that looks at paths. A proxy may have taken the prefix off, or not.</summary>
    public static void UsePrefix(this IApplicationBuilder app)
    {
        var own = new PathString(app.ApplicationServices.GetRequiredService<ProxySettings>().PathBase);
        _ = app.Use(next => http =>
        {
            var request = http.Request;
            request.PathBase = Forwarded(request.PathBase) ?? own;
            if (own.HasValue && request.Path.StartsWithSegments(own, StringComparison.Ordinal, out var rest))
                request.Path = rest;
            return next(http);
        });
    }

    // Many a proxy is told one with a slash at its end.
    private static PathString? Forwarded(PathString sent) =>
        sent.Value?.TrimEnd('/') is { } prefix && IsPrefix(prefix) ? new(prefix) : null;

    [GeneratedRegex(@"\A(/(?!\.{1,2}(/|\z))[A-Za-z0-9._~-]+)+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Sane();
}
