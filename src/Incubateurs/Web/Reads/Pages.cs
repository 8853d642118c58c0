using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>The few pages that people see: plain HTML, readable without style or script.</summary>
internal static class Pages
{
    private const string Style = """
        body{font-family:system-ui,sans-serif;line-height:1.5;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#161616;background:#fff}
        a{color:#000091}a:focus-visible{outline:3px solid #0a76f6}code{background:#eee;padding:0 .2em}
        @media(prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#aab2ff}code{background:#333}}
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Browsers name HTML; programs that ask for anything get JSON.</summary>
    public static bool PrefersHtml(this HttpRequest request) =>
        request.Headers.Accept.Count > 0
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && Weight(accepted, "text/html") is > 0 and var html
        && html >= Weight(accepted, "application/json");

    /// <summary>Text for a page; nothing that stands in it is markup.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A whole page around a body that is already HTML.</summary>
    public static ContentHttpResult Page(HttpContext http, string title, string body)
    {
        var language = http.Language();
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.ContentLanguage = language.Code();
        headers.CacheControl = "no-cache";
        http.Response.VaryByAccept();
        return TypedResults.Text($"""
            <!DOCTYPE html>
            <html lang="{language.Code()}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Text(title)}</h1>
            {body}
            </main>
            </body>
            </html>
            """, "text/html", Encoding.UTF8);
    }

    private static double Weight(IEnumerable<MediaTypeHeaderValue> accepted, string type) =>
        accepted.FirstOrDefault(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) is { } range
            ? range.Quality ?? 1
            : 0;
}
