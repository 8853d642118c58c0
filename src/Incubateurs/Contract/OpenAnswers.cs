using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// The contract grows (docs/VERSIONS.md): answers may get members, and codes, that nobody knows today. Their schemas are open,
/// those of requests closed; what stands in both has a schema for each.
/// </summary>
internal sealed class OpenAnswers : IDocumentFilter
{
    private const string Suffix = "Input";
    private const string CodePattern = "^[A-Za-z][A-Za-z0-9._-]*$";
    private const int LongestCode = 100;

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var schemas = context.SchemaRepository.Schemas;
        var operations = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).ToList();
        var bodies = operations.SelectMany(operation => Media(operation.RequestBody?.Content)).ToList();
        var answers = operations.SelectMany(operation => operation.Responses!.Values).Concat(swaggerDoc.Components!.Responses!.Values)
            .SelectMany(response => response is OpenApiResponseReference ? [] : Media(response.Content)).ToList();
        var asked = Reachable(bodies, schemas);
        var answered = Reachable(answers, schemas);

        string Named(string id) => answered.Contains(id) && asked.Contains(id) ? id + Suffix : id;
        foreach (var id in asked)
            schemas[Named(id)] = Renamed(schemas[id], Named, swaggerDoc);
        foreach (var media in bodies)
            media.Schema = Renamed(media.Schema!, Named, swaggerDoc);
        foreach (var id in answered)
            Open(schemas[id]);
        foreach (var media in answers)
            Open(media.Schema!);
    }

    private static IEnumerable<OpenApiMediaType> Media(IDictionary<string, IOpenApiMediaType>? content) =>
        (content?.Values ?? []).OfType<OpenApiMediaType>().Where(media => media.Schema is not null);

    private static HashSet<string> Reachable(IEnumerable<OpenApiMediaType> media, Dictionary<string, IOpenApiSchema> schemas)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        var rest = new Stack<IOpenApiSchema>(media.Select(one => one.Schema!));
        while (rest.TryPop(out var schema))
            if (schema is not OpenApiSchemaReference { Reference.Id: { } id })
                foreach (var part in Parts(schema))
                    rest.Push(part);
            else if (reached.Add(id))
                rest.Push(schemas[id]);
        return reached;
    }

    private static IEnumerable<IOpenApiSchema> Parts(IOpenApiSchema schema) =>
        (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? [])
            .Concat(new[] { schema.Items, schema.AdditionalProperties }.OfType<IOpenApiSchema>());

    private static IOpenApiSchema Renamed(IOpenApiSchema schema, Func<string, string> named, OpenApiDocument document)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id } reference)
            return named(id) == id ? schema : new OpenApiSchemaReference(named(id), document) { Description = reference.Description };

        var copy = (OpenApiSchema)schema.CreateShallowCopy();
        copy.Properties = copy.Properties?.ToDictionary(member => member.Key, member => Renamed(member.Value, named, document));
        copy.OneOf = copy.OneOf?.Select(one => Renamed(one, named, document)).ToList();
        copy.Items = copy.Items is { } items ? Renamed(items, named, document) : null;
        copy.AdditionalProperties = copy.AdditionalProperties is { } values ? Renamed(values, named, document) : null;
        return copy;
    }

    private static void Open(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return;

        own.AdditionalPropertiesAllowed = true;
        if (own.Enum is { Count: > 0 } values)
        {
            own.Enum = null;
            (own.MaxLength, own.Pattern) = (LongestCode, CodePattern);
            (own.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-extensible-enum"] =
                new JsonNodeExtension(new JsonArray([.. values.Select(value => value.DeepClone())]));
        }

        foreach (var part in Parts(own))
            Open(part);
    }
}
