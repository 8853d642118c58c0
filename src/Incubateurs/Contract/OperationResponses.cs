using Incubateurs.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// What an operation answers: what its signature says, with headers; and what may happen to any request
/// (a wrong parameter, bad credentials, too many requests, a fault), which no signature repeats.
/// </summary>
internal sealed class OperationResponses : IOperationFilter
{
    private static readonly string[] Anywhere = ["400", "401", "429", "500", "503"];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var shows = metadata.OfType<Shows>().Any();
        var responses = new OpenApiResponses();
        var statuses = operation.Responses!.Keys.Concat(Anywhere).Concat(shows ? ["304"] : []).Distinct().Order(StringComparer.Ordinal);
        foreach (var status in statuses)
            responses[status] = SharedParts.IsShared(status)
                ? SharedParts.Response(status, context.Document)
                : Own(status, (OpenApiResponse)operation.Responses[status], shows, context.Document);
        operation.Responses = responses;
    }

    private static OpenApiResponse Own(string status, OpenApiResponse response, bool shows, OpenApiDocument document)
    {
        string[] headers = status switch
        {
            "300" => ["Link"],
            "308" => ["Location"],
            _ when shows => ["Cache-Control", "ETag", "Last-Modified", "Link"],
            _ => ["Cache-Control"],
        };
        response.Description = status switch
        {
            "200" => "The answer, in full.",
            "300" => "Several things had this id; each is linked.",
            "308" => "The id has changed; the answer is at the address in `Location`.",
            _ => response.Description,
        };
        response.Headers = SharedParts.Headers(document, headers);
        foreach (var media in (response.Content ?? new Dictionary<string, IOpenApiMediaType>()).Values.OfType<OpenApiMediaType>())
            if (media.Schema is OpenApiSchema { Type: JsonSchemaType.String } stream)
                Bounds.OfStream(stream);
        return response;
    }
}
