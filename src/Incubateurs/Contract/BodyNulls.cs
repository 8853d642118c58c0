using System.Net.Mime;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// In what makes or replaces a thing null is the member left out, and the document says so: else a client of C# has no other word for
/// a day that is not known than the first of January of the year one.
/// </summary>
internal sealed class BodyNulls : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var bodies = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values)
            .SelectMany(operation => operation.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>())
            .Where(media => media.Key == MediaTypeNames.Application.Json)
            .Select(media => media.Value.Schema).OfType<OpenApiSchemaReference>().Select(schema => schema.Reference.Id!).Distinct();
        foreach (var body in bodies.Select(id => context.SchemaRepository.Schemas[id]))
            foreach (var member in body.Properties!.Where(member => body.Required?.Contains(member.Key) != true).ToList())
                body.Properties![member.Key] = PatchSchemas.Nullable(member.Value);
    }
}
