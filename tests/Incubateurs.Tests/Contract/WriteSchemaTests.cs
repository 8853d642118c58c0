using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Contract;

/// <summary>The document says what a write must hold, and what it may leave out.</summary>
public sealed class WriteSchemaTests
{
    [Fact]
    public async Task The_document_says_what_is_required_and_what_is_merged()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        var reason = Assert.Single(
            contract.Operations.Single(operation => operation.Id == "WithdrawPhase").Description.GetProperty("parameters").EnumerateArray(),
            parameter => contract.Schemas.Resolve(parameter).GetProperty("name").GetString() == "reason");
        var risk = contract.Schemas.Resolve(
            contract.Operations.Single(operation => operation.Id == "EditStartup").Body!.Value.Schema).GetProperty("properties")
            .GetProperty("riskAnalysis");

        Assert.True(contract.Schemas.Resolve(reason).GetProperty("required").GetBoolean());
        Assert.False(contract.Schemas.Resolve(risk).TryGetProperty("required", out _));
        Assert.True(contract.Schemas.IsValid(JsonSerializer.Deserialize<JsonElement>("""{ "url": "https://a.fr" }"""), risk));
        Assert.True(contract.Schemas.IsValid(JsonSerializer.Deserialize<JsonElement>("""{ "url": null }"""), risk));
    }
}
