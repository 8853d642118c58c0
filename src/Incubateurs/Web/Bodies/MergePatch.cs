using System.Collections.Frozen;
using System.Net.Mime;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Incubateurs.Web.Pipeline;
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
    private readonly JsonObject members;
    private readonly IValidator<T>? validator;

    private MergePatch(JsonObject members, IValidator<T>? validator) => (this.members, this.validator) = (members, validator);

    /// <summary>Whether the patch itself gives a member a value.</summary>
    public bool Says(string member) => members[member] is not null;

    /// <summary>The document with the patch applied, or what is wrong with it.</summary>
    public BadRequestProblem? Apply(T current, out T result)
    {
        result = current;
        var patched = JsonSerializer.SerializeToElement(Merge(JsonSerializer.SerializeToNode(current, Json.Options), members));
        var whole = new JsonShape(isPatch: false, FrozenSet<string>.Empty);
        _ = whole.Read(patched, typeof(T));
        if (whole.Errors.Count > 0)
            return BadRequestProblem.Of(whole.Errors);

        result = patched.Deserialize<T>(Json.Options)!;
        return validator is null ? null : BodyValidation.CheckPatched(validator, current, result, members.ContainsKey);
    }

    public static ValueTask<MergePatch<T>> BindAsync(HttpContext http) => ValueTask.FromResult(
        new MergePatch<T>(http.Features.Get<JsonBody>()!.Members, http.RequestServices.GetService<IValidator<T>>()));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MergePatch.MediaType, MediaTypeNames.Application.Json], typeof(MergePatch<T>)));

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
}

/// <summary>What all merge patches share.</summary>
internal static class MergePatch
{
    /// <summary>As documented; half of all generated clients send <c>application/json</c>, which is taken as the same.</summary>
    public const string MediaType = Preflights.AcceptPatch;

    /// <summary>What a merge patch patches; null of any other body.</summary>
    public static Type? TypeOf(Type body) =>
        body.IsGenericType && body.GetGenericTypeDefinition() == typeof(MergePatch<>) ? body.GenericTypeArguments[0] : null;
}
