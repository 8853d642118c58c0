using Incubateurs.Web.Bodies;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>The schema of a merge patch: the members of the document that it changes, each of them optional or null.</summary>
internal sealed class PatchSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema patch || !context.Type.IsGenericType
            || context.Type.GetGenericTypeDefinition() != typeof(MergePatch<>))
            return;

        // Generated beside the document, which shall not describe what nobody sends.
        var beside = new SchemaRepository();
        _ = context.SchemaGenerator.GenerateSchema(context.Type.GenericTypeArguments[0], beside);
        var whole = beside.Schemas[context.Type.GenericTypeArguments[0].Name];
        patch.Type = JsonSchemaType.Object;
        patch.AdditionalPropertiesAllowed = false;
        patch.Description = "A merge patch (RFC 7396): what is absent stays, null removes. `application/json` is taken as the same.";
        patch.Properties = whole.Properties!.ToDictionary(
            member => member.Key,
            member => whole.Required?.Contains(member.Key) == true ? member.Value
                : Within(member.Value, beside) is { } inner ? Merged(inner)
                : Nullable(member.Value));
    }

    private static OpenApiSchema? Within(IOpenApiSchema member, SchemaRepository beside) =>
        member is OpenApiSchemaReference { Reference.Id: { } id }
            && beside.Schemas.GetValueOrDefault(id) is OpenApiSchema { Type: JsonSchemaType.Object } inner
                ? inner
                : null;

    // An object within is merged as well: what it must have may stand in the document already.
    private static OpenApiSchema Merged(OpenApiSchema inner) => new()
    {
        Type = JsonSchemaType.Object | JsonSchemaType.Null,
        Description = inner.Description,
        AdditionalPropertiesAllowed = false,
        Properties = inner.Properties!.ToDictionary(member => member.Key, IOpenApiSchema (member) => Nullable(member.Value)),
    };

    /// <summary>The member, or null.</summary>
    public static OpenApiSchema Nullable(IOpenApiSchema member)
    {
        // Beside a name or a list of values generators of clients read null only so.
        if (member is not OpenApiSchema { Enum: not { Count: > 0 } } own)
            return new OpenApiSchema { OneOf = [member, new OpenApiSchema { Type = JsonSchemaType.Null }] };

        own.Type |= JsonSchemaType.Null;
        return own;
    }
}
