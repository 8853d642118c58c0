using System.Text.Json;

namespace Incubateurs.Discovery;

/// <summary>What the contract says of members, by their paths.</summary>
/// <param name="contract">The OpenAPI document.</param>
internal sealed class MemberTexts(ReadOnlyMemory<byte> contract)
{
    private readonly JsonElement schemas = JsonElement.Parse(contract.Span).GetProperty("components").GetProperty("schemas");

    /// <summary>What is said of <c>host.id</c> below a schema: of the host, and of its id; null where there is no such member.</summary>
    public string? Of(string schema, string path)
    {
        var (at, said) = (schemas.GetProperty(schema), new List<string>());
        foreach (var name in path.Split('.'))
        {
            if (!at.TryGetProperty("properties", out var members) || !members.TryGetProperty(name, out var member))
                return null;

            at = Resolved(member);
            if (member.TryGetProperty("description", out var text) || at.TryGetProperty("description", out text))
                said.Add(text.GetString()!);
        }

        return said.Count == 0 ? null : string.Join(' ', said);
    }

    // A member refers to its schema, as it is, as one of a list, or beside a description of its own.
    private JsonElement Resolved(JsonElement member) =>
        member.TryGetProperty("$ref", out var reference) ? schemas.GetProperty(reference.GetString()!.Split('/')[^1])
        : member.TryGetProperty("items", out var items) ? Resolved(items)
        : member.TryGetProperty("allOf", out var parts) ? Resolved(parts[0])
        : member;
}
