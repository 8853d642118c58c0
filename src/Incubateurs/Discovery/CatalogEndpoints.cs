using Incubateurs.Limits;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Discovery;

/// <summary>The catalogue that data portals harvest (DCAT-AP): the service, its tables, and their files.</summary>
internal static class CatalogEndpoints
{
    public const string Address = "/v1/catalog.jsonld";
    public const string MediaType = "application/ld+json";

    /// <summary>Not in the OpenAPI document: its words are those of a vocabulary of its own.</summary>
    public static void MapCatalog(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/catalog.jsonld", ReadCatalog).Produces(StatusCodes.Status200OK, contentType: MediaType)
            .AllowAnonymous().ExcludeFromDescription();

    private static FileContentHttpResult ReadCatalog(HttpContext http, OperatorSettings who, RateLimitSettings limits, Database database)
    {
        var language = http.Language();
        http.Response.Headers.ContentLanguage = language.Code();
        var versions = database.Versions();
        var modified = Tables.All.Select(table => (table.Name, At: versions.LastChange(table.Shown)))
            .Where(table => table.At > default(DateTimeOffset)).ToDictionary(table => table.Name, table => table.At);
        var catalogue = new Dcat(who, language, address => who.Public(http, address), limits.PerMinute, modified);
        return DocumentEndpoints.Json(http, catalogue.Document(), MediaType);
    }
}
