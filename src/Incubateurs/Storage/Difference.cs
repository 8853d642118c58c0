using System.Text.Json.Nodes;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>What a change changed: the members that differ, before and after. Absent is absent.</summary>
internal sealed record Difference(JsonObject Before, JsonObject After)
{
    public static Difference Of<T>(T before, T after)
    {
        var difference = new Difference(Members(before), Members(after));
        foreach (var name in difference.Before.Select(member => member.Key).ToList())
            if (JsonNode.DeepEquals(difference.Before[name], difference.After[name]))
            {
                _ = difference.Before.Remove(name);
                _ = difference.After.Remove(name);
            }

        return difference;
    }

    private static JsonObject Members<T>(T value) => (JsonObject)JsonNode.Parse(JsonText.Of(value))!;
}
