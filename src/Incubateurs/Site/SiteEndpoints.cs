using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Site;

/// <summary>The page that people see at <c>/</c>: it uses only the public API, and loads nothing from elsewhere.</summary>
internal static class SiteEndpoints
{
    // A picture is asked for with a header, the language, which an image cannot send; it is shown from a data address.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly Dictionary<string, Asset> Assets = typeof(SiteEndpoints).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("Site/", StringComparison.Ordinal))
        .ToDictionary(name => name["Site/".Length..], Asset.Read, StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<(OperatorSettings, Language), Asset> Homes = new();

    public static void MapSite(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/site/{file}", ReadAsset).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    /// <summary>The page itself.</summary>
    public static IResult Page(HttpContext http)
    {
        http.Response.VaryByAccept();
        var language = http.Language();
        http.Response.Headers.ContentLanguage = language.Code();
        var who = http.RequestServices.GetRequiredService<OperatorSettings>();
        return Send(http, Homes.GetOrAdd((who, language), Home));
    }

    // What whoever runs the service must show, or wishes to.
    private static Asset Home((OperatorSettings Who, Language Language) of)
    {
        var page = Assets[$"index.{of.Language.Code()}.html"];
        var links = of.Who.Pages.Select(one => Link(one.Code, one.Title.In(of.Language), one.Address))
            .Concat(of.Who.ContactUri is { } contact ? [Link("contactUs", "Contact", contact)] : []);
        var name = of.Who.Name is { } text ? $"\n      <li>{Pages.Text(text)}</li>" : "";
        return page.With(Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(page.Bytes).Replace("\n<!-- operator -->", string.Concat(links) + name, StringComparison.Ordinal)));
    }

    private static string Link(string code, string title, string address) =>
        $"\n      <li><a href=\"{Pages.Text(address)}\" data-text=\"{code}\">{Pages.Text(title)}</a></li>";

    private static IResult ReadAsset(string file, HttpContext http) =>
        Assets.TryGetValue(file, out var asset) ? Send(http, asset) : new NotFoundProblem(CanonicalPaths.UnknownAddress);

    private static FileContentHttpResult Send(HttpContext http, Asset asset)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(asset.Bytes, asset.Type, entityTag: new(asset.Tag));
    }

    private sealed record Asset(byte[] Bytes, string Type, string Tag)
    {
        public static Asset Read(string name)
        {
            using var stream = typeof(SiteEndpoints).Assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var type = Path.GetExtension(name) switch
            {
                ".js" => "text/javascript; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".svg" => "image/svg+xml; charset=utf-8",
                _ => "text/html; charset=utf-8",
            };
            return new(bytes, type, TagOf(bytes));
        }

        public Asset With(byte[] bytes) => new(bytes, Type, TagOf(bytes));

        public static string TagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
    }
}
