using Incubateurs.Incubation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Http;

/// <summary>Something to begin with.</summary>
/// <param name="Href">Address, relative to the server.</param>
/// <param name="Title">What is found there.</param>
public sealed record EntryPoint(string Href, Label Title);

/// <summary>Where to begin: the addresses that lead to everything else.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="Version">Version of the API, as in the header `API-Version`.</param>
/// <param name="Items">The entry points, each with a title.</param>
public sealed record EntryPoints(string Name, string Version, IReadOnlyList<EntryPoint> Items);

/// <summary>The front door: a page for people, the entry points for programs.</summary>
internal static class EntryEndpoints
{
    private static readonly EntryPoints Doors = new("Incubateurs", StandardHeaders.ApiVersion,
    [
        new("/v1/startups", new("Les startups d'État : filtres, recherche, tri, pages", "Startups: filters, search, sorting, paging")),
        new("/v1/startups.csv", new("Les startups pour un tableur (CSV)", "Startups for a spreadsheet (CSV)")),
        new("/v1/startups.ndjson", new("Les startups ligne à ligne (NDJSON)", "Startups line by line (NDJSON)")),
        new("/v1/facets", new("Les comptes par phase, statut, incubateur, porteur, thème", "Counts by phase, status, incubator, sponsor, theme")),
        new("/v1/phases", new("Le référentiel des phases", "The referential of phases")),
        new("/v1/incubators", new("Les incubateurs", "The incubators")),
        new("/v1/administrations", new("Les administrations", "The administrations")),
        new("/swagger", new("Essayer l'API dans le navigateur (Swagger UI)", "Try the API in the browser (Swagger UI)")),
        new("/v1/openapi.json", new("Le contrat (OpenAPI 3.1)", "The contract (OpenAPI 3.1)")),
        new("/problems", new("Le catalogue des erreurs", "The catalogue of errors")),
        new("/v1/status", new("L'état du service", "How the service is")),
    ]);

    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", GetHome).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    /// <summary>Not in the document: below a server that is <c>/v1</c> its root could only be called <c>/v1/</c>, which is no address.</summary>
    public static void MapEntryPoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("", GetEntryPoints).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Lists where to begin.</summary>
    /// <remarks>The addresses that lead to everything else, each with its title in French and English.</remarks>
    private static Ok<EntryPoints> GetEntryPoints(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Ok(Doors);
    }

    private static Results<ContentHttpResult, Ok<EntryPoints>> GetHome(HttpContext http)
    {
        http.Response.VaryByAccept();
        return http.Request.PrefersHtml() ? Page(http) : GetEntryPoints(http);
    }

    private static ContentHttpResult Page(HttpContext http)
    {
        var language = http.Language();
        var items = string.Concat(Doors.Items.Select(door =>
            $"<li><a href=\"{door.Href}\">{Pages.Text(door.Title.In(language))}</a> <code>{door.Href}</code></li>\n"));
        var (title, about) = language == Language.En
            ? ("Incubateurs: the API of the State's startups", "Digital services incubated by French administrations: their phases, their incubators, their sponsors and their hand-over. Reading needs no account.")
            : ("Incubateurs : l'API des startups d'État", "Les services numériques que les administrations incubent : leurs phases, leurs incubateurs, leurs porteurs et leur transfert. La lecture se fait sans compte.");
        return Pages.Page(http, title, $"<p>{Pages.Text(about)}</p>\n<ul>\n{items}</ul>");
    }
}
