using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Reads;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// Schemas as the serializer is configured: objects are closed (those of answers are opened in the end), nothing is null, what has
/// neither a null nor a default is always there, everything is bounded.
/// </summary>
internal sealed class SchemaRules : ISchemaFilter
{
    private static readonly NullabilityInfoContext Nullability = new();

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema described)
            return;

        described.Type &= ~JsonSchemaType.Null;
        if (described.Description is { } text)
            described.Description = OperationTexts.OneLine(text);
        if (described.Type != JsonSchemaType.Object || context.MemberInfo is not null
            || described.Properties is not { Count: > 0 } properties)
            return;

        described.AdditionalPropertiesAllowed = false;
        described.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (!properties.TryGetValue(name, out var member))
                continue;
            if (IsAlwaysThere(property, name, context.Type))
                _ = described.Required.Add(name);
            if (member is OpenApiSchema own)
                Describe(name, own, property);
        }
    }

    private static void Describe(string name, OpenApiSchema schema, PropertyInfo property)
    {
        schema.Type &= ~JsonSchemaType.Null;
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create(value)!)];
        MemberBounds.Apply(name, schema);
    }

    private static bool IsAlwaysThere(PropertyInfo property, string name, Type type) =>
        type.GetCustomAttribute<AlwaysThereAttribute>(inherit: false) is { } declared && declared.Members.Contains(name)
        || (!IsNullable(property) && !HasDefault(property, type));

    // Or it reads as something also where it was left out.
    private static bool IsNullable(PropertyInfo property)
    {
        lock (Nullability)
            return Nullability.Create(property) is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable };
    }

    // A member with a default may be left out of a body.
    private static bool HasDefault(PropertyInfo property, Type type) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.Name == property.Name && parameter.HasDefaultValue);
}
