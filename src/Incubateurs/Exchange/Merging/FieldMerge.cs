using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// Merges what a source says into what is recorded, field by field, against what the source said before:
/// a field that has not changed in the source is not touched; one that changed in the source alone is taken;
/// one that changed on both sides is kept as it is here.
/// </summary>
internal static class FieldMerge
{
    /// <param name="before">What the source said the last time; null when it is read for the first time.</param>
    /// <param name="conflicts">Receives the names of the fields that changed on both sides.</param>
    public static T Merge<T>(T? before, T now, T current, ICollection<string> conflicts)
        where T : class
    {
        var old = before is null ? [] : Fields(before);
        var wanted = Fields(now);
        var kept = Fields(current);
        foreach (var name in old.Select(field => field.Key).Union(wanted.Select(field => field.Key)).ToList())
        {
            var (was, says, here) = (Text(old, name), Text(wanted, name), Text(kept, name));
            if (was == says || here == says)
                continue;

            if (here == was)
                Set(kept, name, wanted[name]);
            else
                conflicts.Add(name);
        }

        return kept.Deserialize<T>(Options)!;
    }

    public static bool Same<T>(T left, T right)
        where T : class => JsonText.Of(left) == JsonText.Of(right);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static JsonObject Fields<T>(T value) => JsonNode.Parse(JsonText.Of(value))!.AsObject();

    // Nothing, an empty list and an empty text are one: absent.
    private static string Text(JsonObject fields, string name) =>
        fields[name]?.ToJsonString() is { } text and not ("[]" or "\"\"") ? text : "";

    private static void Set(JsonObject fields, string name, JsonNode? value)
    {
        if (value is null)
            fields.Remove(name);
        else
            fields[name] = value.DeepClone();
    }
}
