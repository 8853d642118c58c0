using System.Net.Mime;
using System.Text.Json.Nodes;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Writes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>What a write is sent: a body that is required, an example of it, and the headers that guard it.</summary>
internal sealed class OperationRequests : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var method = context.ApiDescription.HttpMethod!;
        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;

            // Taken as the same, and told in the description: a second type of one body is against the rules of the documents' readers.
            if (body.Content!.ContainsKey(MergePatch.MediaType))
                _ = body.Content.Remove(MediaTypeNames.Application.Json);
            if (OperationExamples.Text($"{operation.OperationId}.request") is { } example)
                foreach (var media in body.Content!.Values.OfType<OpenApiMediaType>())
                    media.Example = JsonNode.Parse(example);
        }

        operation.Parameters ??= [];
        var mustMatch = metadata.OfType<IfMatchRequired>().Any();
        if (mustMatch
            || metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == StatusCodes.Status412PreconditionFailed))
            operation.Parameters.Add(
                Header(
                    "If-Match",
                    "The `ETag` that was read, or its version such as `\"7\"`; `*` for whichever it is.",
                    "*",
                    1000,
                    mustMatch));
        if (HttpMethods.IsPost(method))
            operation.Parameters.Add(Header(
                Idempotency.Header,
                "A text of your choice, such as a UUID; the same request again with it gets the first answer, for 24 hours.",
                example: null,
                Idempotency.LongestKey,
                required: false));
    }

    private static OpenApiParameter Header(string name, string description, string? example, int longest, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = longest, Pattern = "^[ -~]+$" },
        Example = example,
    };
}
