using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Bodies;

/// <summary>
/// A merge patch (RFC 7396): null removes, what is absent stays. It is applied to the current document, and the whole is
/// bound and validated.
/// </summary>
/// <typeparam name="T">What of a resource may be changed.</typeparam>
internal sealed class MergePatch<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonObject members;
    private readonly IValidator<T>? validator;

    private MergePatch(JsonObject members, IValidator<T>? validator) => (this.members, this.validator) = (members, validator);

    /// <summary>Whether the patch itself gives a member a value.</summary>
    public bool Says(string member) => members[member] is not null;

    /// <summary>The document with the patch applied, or what is wrong with it.</summary>
    public BadRequestProblem? Apply(T current, out T result)
    {
        result = current;
        var patched = Merge(JsonSerializer.SerializeToNode(current, Json.Options), members);
        try
        {
            result = patched.Deserialize<T>(Json.Options)!;
        }
        catch (JsonException exception)
        {
            return BadRequests.RefuseJson(exception);
        }

        return validator is null ? null : BodyValidation.Check(validator, result);
    }

    public static async ValueTask<MergePatch<T>> BindAsync(HttpContext http)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().Equals(MergePatch.MediaType, StringComparison.OrdinalIgnoreCase) != true)
            throw new BadHttpRequestException("Not a merge patch.", StatusCodes.Status415UnsupportedMediaType);

        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, Strict, http.RequestAborted);
            RefuseNul(document.RootElement, "$");
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException("An object is expected.", "$", null, null);
            return new(JsonObject.Create(document.RootElement.Clone())!, http.RequestServices.GetService<IValidator<T>>());
        }
        catch (InvalidOperationException exception)
        {
            // The name of a member is half a surrogate pair.
            throw new BadHttpRequestException(
                "Unreadable JSON.", StatusCodes.Status400BadRequest, new JsonException("No text.", "$", null, null, exception));
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("Unreadable JSON.", StatusCodes.Status400BadRequest, exception);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MergePatch.MediaType], typeof(MergePatch<T>)));

    private static JsonObject Merge(JsonNode? target, JsonObject patch)
    {
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in patch)
            if (value is null)
                _ = result.Remove(name);
            else if (value is JsonObject inner)
                result[name] = Merge(result[name]?.DeepClone(), inner);
            else
                result[name] = value.DeepClone();
        return result;
    }

    // The members are read again as text, where halves of surrogate pairs can no longer be told.
    private static void RefuseNul(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    RefuseNul(member.Value, $"{path}.{member.Name}");
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in element.EnumerateArray().Index())
                    RefuseNul(item, $"{path}[{i}]");
                break;
            case JsonValueKind.String when !IsPlain(element):
                throw new JsonException("NUL, or half a surrogate pair.", path, null, null);
            default:
                break;
        }
    }

    private static bool IsPlain(JsonElement text)
    {
        try
        {
            return !text.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>What all merge patches share.</summary>
internal static class MergePatch
{
    public const string MediaType = "application/merge-patch+json";
}
