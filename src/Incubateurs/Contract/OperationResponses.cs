using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// What an operation answers: what its signature says, with headers; and what may happen to any request
/// (a wrong parameter, bad credentials, an unknown address, too many requests, a fault), which no signature repeats.
/// </summary>
internal sealed class OperationResponses : IOperationFilter
{
    private static readonly string[] Anywhere = ["400", "401", "403", "404", "414", "429", "500", "503"];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var shows = metadata.OfType<Shows>().Any();
        var responses = new OpenApiResponses();

        // The explorer leaves out an answer that has no body, such as a redirection.
        var declared = operation.Responses!.Keys.Concat(
            metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => $"{answer.StatusCode}"));
        var statuses = declared.Concat(Anywhere).Concat(shows ? ["304"] : [])
            .Concat(AcceptedTypes.Of(metadata).Any() ? ["406"] : []).Concat(OfWrite(operation, context)).Distinct()
            .Order(StringComparer.Ordinal);
        foreach (var status in statuses)
            responses[status] = SharedParts.IsShared(status)
                ? SharedParts.Response(status, context.Document)
                : Own(status, operation.Responses.GetValueOrDefault(status) as OpenApiResponse ?? new(), shows, context.Document);
        operation.Responses = responses;

        // Told of every answer, and here of those that are the operation's own.
        if (operation.Deprecated)
            foreach (var response in responses.Values.OfType<OpenApiResponse>())
                foreach (var header in (string[])[Deprecations.Header, Deprecations.Sunset, "Link"])
                    response.Headers![header] = new OpenApiHeaderReference(header, context.Document);
    }

    private static IEnumerable<string> OfWrite(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody is not null)
            foreach (var status in (string[])["413", "415"])
                yield return status;
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IfMatchRequired>().Any())
            foreach (var status in (string[])["412", "428"])
                yield return status;
        if (HttpMethods.IsPost(context.ApiDescription.HttpMethod!))
            yield return "409";
    }

    private static OpenApiResponse Own(string status, OpenApiResponse response, bool shows, OpenApiDocument document)
    {
        string[] headers = status switch
        {
            "201" => ["Cache-Control", "Location"],
            "300" => ["Link"],
            "308" => ["Location"],
            _ when shows => ["Cache-Control", "ETag", "Last-Modified", "Link"],
            _ => ["Cache-Control"],
        };
        response.Description = status switch
        {
            "200" => "The answer, in full.",
            "201" => "What was made; it stands at the address in `Location`.",
            "204" => "It is done, and there is nothing to say.",
            "300" => "Several things had this id; each is linked.",
            "308" => "The id has changed; the answer is at the address in `Location`.",
            _ => response.Description,
        };
        response.Headers = SharedParts.Headers(document, headers);
        // A generated client would take a table or a picture that has the schema of a text for JSON.
        foreach (var media in (response.Content ?? new Dictionary<string, IOpenApiMediaType>()).Values.OfType<OpenApiMediaType>())
            if (media.Schema is OpenApiSchema { Type: JsonSchemaType.String })
                media.Schema = null;
        return response;
    }
}
