using System.Text.Json.Nodes;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// The parameters that an endpoint knows, and nothing that could be guessed from what its handler is bound to. Every path
/// parameter has an example that exists in the embedded portfolio.
/// </summary>
internal sealed class OperationParameters : IOperationFilter
{
    // By the method and the path, or the path, where one operation needs another thing than the others; else by the path up to and
    // including the parameter.
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["v1/administrations/{id}"] = SpecimenIds.Administration,
        ["v1/incubators/{id}"] = SpecimenIds.Incubator,
        ["v1/phases/{code}"] = "construction",
        ["v1/candidacies/{id}"] = SpecimenRecords.CandidacyId,
        ["v1/candidacies/{id}/controls"] = SpecimenFirstHandOver.CandidacyId,
        ["v1/hand-overs/{id}"] = SpecimenRecords.HandOverId,
        ["v1/hand-overs/{id}/follow-ups"] = SpecimenFirstHandOver.Id,
        ["v1/hand-overs/{id}/adaptations/{code}"] = "domain-name",
        ["v1/quality/{code}"] = "no_sponsor",
        ["v1/reports/{id}"] = SpecimenRecords.ReportId,
        ["v1/reviews/{id}"] = SpecimenRecords.ReviewId,
        ["v1/hand-overs/{id}/secondments"] = SpecimenRecords.HostedHandOverId,
        ["v1/hand-overs/{id}/completion"] = SpecimenRecords.HostedHandOverId,
        ["POST v1/startups/{id}/hand-overs"] = SpecimenIds.Ready,
        ["v1/startups/{id}/withdrawal"] = SpecimenIds.Withdrawn,
        ["v1/webhooks/{id}"] = SpecimenRecords.WebhookId,
        ["v1/startups/{id}"] = SpecimenIds.Startup,
        ["v1/startups/{id}/phases/{phaseId}"] = "a1f33671-d20f-84a8-bcdc-6b2a7af5eca1",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var path = context.ApiDescription.RelativePath!.TrimEnd('/');
        var known = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<KnownQuery>().LastOrDefault()?.Parameters ?? [];
        operation.Parameters =
        [
            .. (operation.Parameters ?? [])
                .Where(parameter => parameter.In == ParameterLocation.Path)
                .Select(parameter => OfPath(parameter, path, context.ApiDescription.HttpMethod!)),
            .. known.Select(OfQuery),
        ];
    }

    private static OpenApiParameter OfPath(IOpenApiParameter parameter, string path, string method)
    {
        var marker = $"{{{parameter.Name}}}";
        var upTo = path[..(path.IndexOf(marker, StringComparison.Ordinal) + marker.Length)];
        return new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = OperationTexts.OneLine(parameter.Description),
            Schema = MemberBounds.OfId(parameter.Name!),
            Example = Examples.GetValueOrDefault($"{method} {path}")
                ?? Examples[path.EndsWith('}') || !Examples.ContainsKey(path) ? upTo : path],
        };
    }

    private static OpenApiParameter OfQuery(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.Required,
        Description = parameter.Description,
        Schema = parameter.Repeatable
            ? new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = parameter.MostValues, Items = parameter.Schema() }
            : parameter.Schema(),
        Style = ParameterStyle.Form,
        Explode = parameter.Repeatable,
        Example = Example(parameter),
    };

    private static JsonNode? Example(QueryParameter parameter) => parameter switch
    {
        { Example: null } => null,
        { Repeatable: true, Example: { } example } => new JsonArray(example),
        IntegerParameter { Example: { } example } => JsonNode.Parse(example),
        FlagParameter { Example: { } example } => JsonNode.Parse(example),
        { Example: { } example } => example,
    };
}
