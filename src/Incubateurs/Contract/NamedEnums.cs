using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// The values of a member that is a text and not a type of ours have a name in the document, so that a client that is generated
/// has one type of them, and not one for each schema.
/// </summary>
internal sealed class NamedEnums : IDocumentFilter
{
    private static readonly (string Member, string Name)[] Names =
    [
        ("accessibility", "Accessibility"),
        ("decision", "CommitteeDecision"),
        ("source", "ControlSource"),
        ("interval", "FlowInterval"),
        ("since", "IncubationStart"),
        ("database", "DatabaseState"),
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var named = context.SchemaRepository.Schemas;
        foreach (var members in named.Values.Select(schema => schema.Properties).OfType<IDictionary<string, IOpenApiSchema>>().ToList())
            foreach (var (member, name) in Names)
                if (members.TryGetValue(member, out var found))
                    members[member] = Named(found, name, named, swaggerDoc);
    }

    // In a patch it stands beside null.
    private static IOpenApiSchema Named(
        IOpenApiSchema member, string name, Dictionary<string, IOpenApiSchema> named, OpenApiDocument document)
    {
        if (member is OpenApiSchema { OneOf: { Count: > 0 } alternatives })
            alternatives[0] = Named(alternatives[0], name, named, document);
        if (member is not OpenApiSchema { Enum.Count: > 0 })
            return member;

        _ = named.TryAdd(name, member);
        return new OpenApiSchemaReference(name, document);
    }
}
