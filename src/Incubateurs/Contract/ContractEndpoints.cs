using System.Net.Mime;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Contract;

/// <summary>The document for programs, and Swagger UI for people.</summary>
internal static class ContractEndpoints
{
    private const string Address = "/openapi.json";

    /// <summary>Under the version that it describes; it does not describe itself.</summary>
    public static void MapContract(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Address, GetContract).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    /// <summary>Swagger UI, whose files are in the program: it asks no other host for anything.</summary>
    public static void UseContractPage(this IApplicationBuilder app) => app.UseSwaggerUI(options =>
    {
        options.RoutePrefix = "swagger";
        options.DocumentTitle = "Incubateurs: try the API";
        // Relative to the page: whatever stands before it stands before both.
        options.SwaggerEndpoint($"../{Contract.Version}{Address}", "Incubateurs v1");
        options.EnableTryItOutByDefault();
        options.EnableDeepLinking();
        options.DisplayOperationId();
        options.DisplayRequestDuration();

        // Otherwise the page, when it is not on localhost, shows a badge that another host draws.
        options.ConfigObject.ValidatorUrl = "none";
    });

    private static async Task<FileContentHttpResult> GetContract(ContractDocument document, HttpContext http)
    {
        var written = await document.ServedAsync(http.At(""));
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(written.Text, MediaTypeNames.Application.Json, entityTag: written.ETag);
    }
}
