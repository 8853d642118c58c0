using System.Text.RegularExpressions;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// What stands before every address of ours behind a gateway: the <c>X-Forwarded-Prefix</c> of a known proxy, else the setting
/// <c>PathBase</c>. Within the pipeline an address is without it; it is put before whatever leaves.
/// </summary>
internal static partial class Prefixes
{
    public const string Key = "PathBase";

    private const int Longest = 200;

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
            if (request.PathBase.HasValue && !IsPrefix(request.PathBase.Value))
                request.PathBase = default;
            if (own.HasValue)
            {
                if (request.Path == own)
                    return RedirectAsync(http, own + "/" + request.QueryString);
                if (request.Path.StartsWithSegments(own, StringComparison.Ordinal, out var rest))
                    request.Path = rest;
                if (!request.PathBase.HasValue)
                    request.PathBase = own;
            }

            return next(http);
        });
    }

    // What the page links to is relative to what stands before its slash.
    private static Task RedirectAsync(HttpContext http, string address)
    {
        http.Response.Redirect(address, permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Sane();
}
