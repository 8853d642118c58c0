using Incubateurs.Clients;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Clients;

/// <summary>Clients that public generators make of the contract, on the real server: nothing of ours stands in between.</summary>
public sealed class CSharpClientTests
{
    [Theory]
    [InlineData(nameof(NSwagClient))]
    [InlineData(nameof(NSwagTextClient))]
    [InlineData(nameof(KiotaClient))]
    public async Task It_lists_pages_and_reads(string generator)
    {
        await using var api = Serving();
        var client = Made(generator, await api.AgentAsync());

        var first = await client.PageAsync(2, cursor: null);
        List<string> ids = [];
        long total;
        string? cursor = null;
        do
        {
            var page = await client.PageAsync(10, cursor);
            ids.AddRange(page.Ids);
            total = page.Total;
            cursor = page.Next is { } next ? System.Web.HttpUtility.ParseQueryString(next.Split('?')[1])["cursor"] : null;
        }
        while (cursor is not null);
        var one = await client.ReadAsync("exemple");

        Assert.Equal(ids[..2], first.Ids);
        Assert.Distinct(ids);
        Assert.Equal(total, ids.Count);
        Assert.True(total > 10);
        Assert.Equal("exemple", one.Id);
    }

    [Theory]
    [InlineData(nameof(NSwagClient))]
    [InlineData(nameof(NSwagTextClient))]
    [InlineData(nameof(KiotaClient))]
    public async Task It_registers_and_patches(string generator)
    {
        await using var api = Serving();
        var client = Made(generator, await api.AgentAsync());

        var made = await client.RegisterAsync("Guichet des essais", "Essayer un client engendré.");
        var changed = await client.PatchAsync(made.Id, $"\"{made.Version}\"", "Seconde phrase.", "essai");

        Assert.Equal("Essayer un client engendré.", made.Pitch);
        Assert.Equal(("Guichet des essais", "Seconde phrase.", "essai"), (changed.Name, changed.Pitch, Assert.Single(changed.Themes)));
        Assert.Equal(changed with { Themes = [] }, await client.ReadAsync(made.Id) with { Themes = [] });
    }

    [Theory]
    [InlineData(nameof(NSwagClient))]
    [InlineData(nameof(NSwagTextClient))]
    [InlineData(nameof(KiotaClient))]
    public async Task It_meets_a_problem(string generator)
    {
        await using var api = Serving();
        var client = Made(generator, await api.AgentAsync());

        var missing = await client.MissingAsync("inconnue");
        var early = await client.EarlyAsync(new(2000, 1, 1));

        Assert.Equal((404, "not_found"), (missing.Status, missing.Code));
        Assert.Equal((400, "phase_date_out_of_range", "startedOn"), (early.Status, early.Code, Assert.Single(early.Errors)));
    }

    private static TestApi Serving()
    {
        var api = new TestApi(("Portfolio:Embedded", "true"));
        api.UseKestrel(0);
        api.StartServer();
        return api;
    }

    private static IGeneratedClient Made(string generator, HttpClient agent)
    {
        var address = new Uri(agent.BaseAddress!, "/v1");
        return generator switch
        {
            nameof(NSwagClient) => new NSwagClient(agent, address),
            nameof(NSwagTextClient) => new NSwagTextClient(agent, address),
            _ => new KiotaClient(agent, address),
        };
    }
}
