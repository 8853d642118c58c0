using System.Text.Json.Nodes;
using Incubateurs.Web.Pipeline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Discovery;

/// <summary>
/// The catalogue of the APIs that are here (RFC 9727), as a set of links (RFC 9264): for programs that know nothing but the host.
/// </summary>
internal static class ApiCatalogEndpoints
{
    public const string Address = "/.well-known/api-catalog";

    private const string Profile = "https://www.rfc-editor.org/info/rfc9727";
    private const string MediaType = "application/linkset+json";

    public static void MapApiCatalog(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Address, ReadApiCatalog).Produces(StatusCodes.Status200OK, contentType: MediaType)
            .AllowAnonymous().ExcludeFromDescription();

    private static FileContentHttpResult ReadApiCatalog(HttpContext http, OperatorSettings who)
    {
        // Section 2: whoever asks by HEAD is told what it is.
        http.Response.Headers.Link =
            $"<{who.Public(http, Address)}>; rel=\"api-catalog\"; type=\"{MediaType}\"; profile=\"{Profile}\"";
        return DocumentEndpoints.Json(http, Links(http, who), $"{MediaType}; profile=\"{Profile}\"");
    }

    private static JsonObject Links(HttpContext http, OperatorSettings who)
    {
        JsonArray Link(string address, string? type = null) => [Target(who.Public(http, address), type)];
        return new()
        {
            ["linkset"] = new JsonArray(
                new JsonObject
                {
                    ["anchor"] = who.Public(http, Address),
                    ["item"] = new JsonArray(Target(who.Public(http, "/v1")), Target(who.Public(http, "/mcp"))),
                    ["profile"] = new JsonArray(Target(Profile)),
                },
                With(who, new()
                {
                    ["anchor"] = who.Public(http, "/v1"),
                    ["service-desc"] = Link("/v1/openapi.json", "application/json"),
                    ["service-doc"] = new JsonArray(
                        Target(who.Public(http, "/swagger"), "text/html"), Target(who.Public(http, "/definitions/flow"), "text/html")),
                    ["service-meta"] = Link(CatalogEndpoints.Address, CatalogEndpoints.MediaType),
                    ["status"] = Link("/v1/status", "application/json"),
                    ["license"] = new JsonArray(Target(Dcat.Licence)),
                }),
                With(who, new()
                {
                    ["anchor"] = who.Public(http, "/mcp"),
                    ["service-doc"] = Link("/llms.txt", "text/plain"),
                })),
        };
    }

    private static JsonObject With(OperatorSettings who, JsonObject links)
    {
        if (who.Terms is { } terms)
            links["terms-of-service"] = new JsonArray(Target(terms));
        if (who.Privacy is { } privacy)
            links["privacy-policy"] = new JsonArray(Target(privacy));
        return links;
    }

    private static JsonObject Target(string address, string? type = null)
    {
        var target = new JsonObject { ["href"] = address };
        if (type is not null)
            target["type"] = type;
        return target;
    }
}
