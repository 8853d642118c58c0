using Incubateurs.Access;
using Incubateurs.Candidacies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>The document requires an agent; what is open to anyone says so by an empty alternative.</summary>
internal sealed class OperationSecurity : IOperationFilter
{
    public static List<OpenApiSecurityRequirement> Agents(OpenApiDocument document) =>
    [
        new() { [new(About.ApiKey, document)] = [] },
        new() { [new(About.AgentToken, document)] = [] },
    ];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata is var metadata
            && metadata.OfType<IAllowAnonymous>().Any() && !metadata.OfType<AgentRequired>().Any())
            operation.Security = metadata.OfType<CandidateRequired>().Any(required => !required.AgentsToo)
                ? [.. Others(metadata, context.Document)]
                : [.. Others(metadata, context.Document), .. Agents(context.Document)];
    }

    private static IEnumerable<OpenApiSecurityRequirement> Others(IList<object> metadata, OpenApiDocument document)
    {
        yield return metadata.OfType<CandidateRequired>().Any() ? new() { [new(About.CandidateSecret, document)] = [] } : new();
    }
}
