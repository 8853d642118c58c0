using Incubateurs.Exchange.Embedded;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Access;

public sealed class SecrecyTests
{
    [Fact]
    public async Task No_public_read_holds_an_agents_address_a_key_or_a_hash_of_one()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var key = agent.DefaultRequestHeaders.Authorization!.Parameter!;
        var contract = await ContractOf.ServedAsync(api);
        var cost = $"/v1/hand-overs/{SpecimenRecords.HandOverId}/cost";
        Assert.True(
            (await agent.ChangeAsync(HttpMethod.Put, cost, new { incubationPerYear = 2, marginalPerYear = 1 })).IsSuccessStatusCode);

        var read = 0;
        foreach (var operation in contract.Operations.Where(operation => operation.Method == "get" && operation.IsOpen))
        {
            var body = await (await api.GetAsync(operation.Example())).Content.ReadAsStringAsync();
            read++;

            foreach (var secret in (string[])["camille@dinum.example", key, key[4..12], new Incubateurs.Access.ApiKey(key).Hash()])
                Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(read > 20);
        Assert.Contains(
            "camille@dinum.example",
            await (await agent.GetAsync("/v1/startups/exemple/history")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }
}
