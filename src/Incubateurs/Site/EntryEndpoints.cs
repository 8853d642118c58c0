using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Site;

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
        new(
            "/v1/facets",
            new("Les comptes par phase, statut, incubateur, porteur, thème", "Counts by phase, status, incubator, sponsor, theme")),
        new("/v1/phases", new("Le référentiel des phases", "The referential of phases")),
        new("/v1/audiences", new("Les mots des publics", "The words for audiences")),
        new("/v1/domains", new("Les mots des domaines ministériels", "The words for ministerial domains")),
        new("/v1/incubators", new("Les incubateurs", "The incubators")),
        new("/v1/administrations", new("Les administrations", "The administrations")),
        new("/v1/hand-overs", new("Les transferts aux administrations d'accueil", "The hand-overs to host administrations")),
        new("/v1/administrations.csv", new("Les administrations pour un tableur (CSV)", "Administrations for a spreadsheet (CSV)")),
        new("/v1/hand-overs.csv", new("Les transferts pour un tableur (CSV)", "Hand-overs for a spreadsheet (CSV)")),
        new("/v1/flow", new("Le flux : entrées, sorties, stock", "The flow: entries, exits, stock")),
        new("/v1/flow.svg", new("Le diagramme de flux cumulé", "The cumulative flow diagram")),
        new("/v1/quality", new("Ce qui manque ou tarde", "What is missing or late")),
        new("/v1/catalog.jsonld", new("Le catalogue pour les portails de données (DCAT)", "The catalogue for data portals (DCAT)")),
        new("/llms.txt", new("Par où commencer, pour une IA", "Where to begin, for an AI")),
        new("/v1/accesses", new("Le journal des accès des agents", "The log of accesses by agents")),
        new(
            "/api/v2.7/startups.json",
            new("Les fichiers de l'API statique de beta.gouv.fr", "The files of the static API of beta.gouv.fr")),
        new("/swagger", new("Essayer l'API dans le navigateur (Swagger UI)", "Try the API in the browser (Swagger UI)")),
        new("/v1/openapi.json", new("Le contrat (OpenAPI 3.1)", "The contract (OpenAPI 3.1)")),
        new("/problems", new("Le catalogue des erreurs", "The catalogue of errors")),
        new("/changes", new("Le catalogue des types de changements", "The catalogue of types of changes")),
        new("/v1/status", new("L'état du service", "How the service is")),
    ]);

    public static void MapHome(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", GetHome).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    /// <summary>
    /// Not in the document: below a server that is <c>/v1 </c> its root could only be called <c>/v1/ </c>, which is no address.
    /// </summary>
    public static void MapEntryPoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("", GetEntryPoints).AllowAnonymous().ExcludeFromDescription();

    /// <summary>Lists where to begin.</summary>
    /// <remarks>The addresses that lead to everything else, each with its title in French and English.</remarks>
    private static Ok<EntryPoints> GetEntryPoints(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        Announce(http);
        return TypedResults.Ok(Doors with { Items = [.. Doors.Items.Select(door => door with { Href = http.At(door.Href) })] });
    }

    private static IResult GetHome(HttpContext http)
    {
        http.Response.VaryByAccept();
        Announce(http);
        return http.Request.PrefersHtml() ? SiteEndpoints.Page(http) : GetEntryPoints(http);
    }

    // To programs that know the host alone (RFC 9727, section 3; RFC 8631).
    private static void Announce(HttpContext http) => http.Response.Headers.Link = new(
    [
        $"<{http.At("/.well-known/api-catalog")}>; rel=\"api-catalog\"",
        $"<{http.At("/v1/openapi.json")}>; rel=\"service-desc\"; type=\"application/json\"",
        $"<{http.At("/swagger")}>; rel=\"service-doc\"; type=\"text/html\"",
    ]);
}
