using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Bodies;

/// <summary>
/// Holds JSON against the type it shall become, and names all that is wrong at once, each fault in its own words. What is null says
/// nothing (common clients send it for what they leave out); in a merge patch it removes.
/// </summary>
/// <param name="isPatch">Members may be absent, and null; not within the items of a list, which are whole.</param>
/// <param name="readOnly">Members of the answer, which clients send back.</param>
internal sealed class JsonShape(bool isPatch, IReadOnlySet<string> readOnly)
{
    private const int MostErrors = 50;

    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>What of the answers of an endpoint its body does not take.</summary>
    public static IReadOnlySet<string> ReadOnlyMembers(Endpoint endpoint, Type body) =>
        endpoint.Metadata.OfType<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode is StatusCodes.Status200OK or StatusCodes.Status201Created && answer.Type is not null)
            .SelectMany(answer => Json.Options.GetTypeInfo(answer.Type!).Properties.Select(member => member.Name))
            .Except(Json.Options.GetTypeInfo(body).Properties.Select(member => member.Name))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The JSON without what says nothing; to be used where there is no error.</summary>
    public JsonNode? Read(JsonElement json, Type type) => Value(json, Json.Options.GetTypeInfo(type), JsonPlaces.Whole, isPatch);

    private JsonNode? Value(JsonElement json, JsonTypeInfo type, string place, bool patches)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                return json.ValueKind == JsonValueKind.Object ? Members(json, type, place, patches) : Refuse(place, Expected.Object);
            case JsonTypeInfoKind.Enumerable:
                if (json.ValueKind != JsonValueKind.Array)
                    return Refuse(place, Expected.List);

                var item = Json.Options.GetTypeInfo(type.ElementType!);
                return new JsonArray(
                    [.. json.EnumerateArray().Select((value, i) => Value(value, item, JsonPlaces.Item(place, i), patches: false))]);
            case JsonTypeInfoKind.None or JsonTypeInfoKind.Dictionary:
            default:
                return Leaf(json, type, place);
        }
    }

    private JsonObject Members(JsonElement json, JsonTypeInfo type, string place, bool patches)
    {
        var read = new JsonObject();
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var name = Name(member);
            var at = JsonPlaces.Member(place, name.Sound());
            if (type.Properties.FirstOrDefault(property => property.Name == name) is not { } known)
                _ = Refuse(at, place == JsonPlaces.Whole && readOnly.Contains(name) ? Expected.NotWritten : Expected.NoSuchMember);
            else if (!given.Add(name))
                _ = Refuse(at, Expected.Once);
            else if (member.Value.ValueKind != JsonValueKind.Null)
                read[name] = Value(member.Value, Json.Options.GetTypeInfo(known.PropertyType), at, patches);
            else if (patches)
                read[name] = null;
        }

        // A null stands for what is left out, also where that must be there.
        if (!patches)
            foreach (var missing in type.Properties.Where(member => Expected.IsRequired(member) && !read.ContainsKey(member.Name)))
                _ = Refuse(JsonPlaces.Member(place, missing.Name), Expected.There);
        return read;
    }

    private JsonNode? Leaf(JsonElement json, JsonTypeInfo type, string place)
    {
        if (json.ValueKind == JsonValueKind.String && !IsSound(json))
            return Refuse(place, SoundText.Unsound);

        try
        {
            _ = json.ValueKind == JsonValueKind.Null ? throw new JsonException() : json.Deserialize(type);
            return JsonValue.Create(json.Clone());
        }
        catch (JsonException)
        {
            return Refuse(place, Expected.Of(type.Type));
        }
    }

    private JsonNode? Refuse(string place, Label message)
    {
        if (errors.Count < MostErrors)
            errors.Add(new(place, message));
        return null;
    }

    // A name that is half a character is no member of ours.
    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static bool IsSound(JsonElement text)
    {
        try
        {
            return text.GetString()!.IsSound();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
