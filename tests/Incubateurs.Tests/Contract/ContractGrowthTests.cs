using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Contract;

/// <summary>The contract grows (docs/VERSIONS.md), and the document lets it.</summary>
public sealed class ContractGrowthTests
{
    [Fact]
    public async Task Requests_are_closed_and_answers_may_grow()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        var (asked, answered) = (new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>());
        foreach (var operation in contract.Operations)
        {
            if (operation.Description.TryGetProperty("requestBody", out var body))
                Reach(contract, body, operation.Id, asked);
            Reach(contract, operation.Description.GetProperty("responses"), operation.Id, answered);
        }

        Assert.All(
            asked.Where(part => Has(part.Value, "properties")),
            part => Assert.True(part.Value.TryGetProperty("additionalProperties", out var more) && !more.GetBoolean(), part.Key));
        Assert.All(
            answered,
            part => Assert.True(
                !(part.Value.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
                && (!Has(part.Value, "enum") || Has(part.Value, "x-extensible-enum")),
                part.Key));
        Assert.Contains(answered.Values, schema => Has(schema, "x-extensible-enum"));
        Assert.Contains(asked.Values, schema => Has(schema, "enum"));
        Assert.DoesNotContain(asked.Keys.Intersect(answered.Keys), key => key.StartsWith("#/components/schemas/", StringComparison.Ordinal));
    }

    // All objects and values that a part of an operation leads to.
    private static void Reach(ContractOf contract, JsonElement part, string path, Dictionary<string, JsonElement> reached)
    {
        if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            if (!reached.ContainsKey(name))
                Reach(contract, contract.Schemas.Resolve(part), name, reached);
        }
        else if (part.ValueKind == JsonValueKind.Object)
        {
            if (Has(part, "properties") || Has(part, "enum") || Has(part, "x-extensible-enum"))
                reached[path] = part;
            foreach (var member in part.EnumerateObject().Where(member => member.Name is not ("example" or "headers")))
                Reach(contract, member.Value, $"{path}/{member.Name}", reached);
        }
        else if (part.ValueKind == JsonValueKind.Array)
            foreach (var (i, item) in part.EnumerateArray().Index())
                Reach(contract, item, $"{path}/{i}", reached);
    }

    private static bool Has(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out _);
}
