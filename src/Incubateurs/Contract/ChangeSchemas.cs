using System.Text.Json.Nodes;
using Incubateurs.Changes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// What a change says is answered as it was written; what it may say is described all the same, and so are the types of today.
/// </summary>
internal sealed class ChangeSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.MemberInfo is not null || schema is not OpenApiSchema { Properties: { } properties })
            return;

        if (context.Type == typeof(ChangeItem))
        {
            Types(properties, FeedTypes.All);
            properties["data"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = properties["data"].Description,
                AdditionalProperties = new OpenApiSchema(),
            };
        }

        if (context.Type != typeof(HistoryItem))
            return;

        foreach (var name in (string[])["before", "after"])
        {
            var said = properties[name].Description;
            properties[name] = context.SchemaGenerator.GenerateSchema(typeof(ChangedMembers), context.SchemaRepository);
            properties[name].Description = said;
        }

        Types(properties, ChangeTypes.All.Select(known => known.Type));
    }

    private static void Types(IDictionary<string, IOpenApiSchema> properties, IEnumerable<string> types)
    {
        if (properties["type"] is OpenApiSchema type)
            (type.Extensions ??= new Dictionary<string, IOpenApiExtension>())["x-extensible-enum"] =
                new JsonNodeExtension(new JsonArray([.. types]));
    }
}
