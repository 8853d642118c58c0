using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests;

/// <summary>Bounds are promises about data that others write: a whole portfolio keeps them.</summary>
public sealed class RealContractTests
{
    [Theory]
    [Checkouts]
    public async Task Every_startup_incubator_and_administration_of_a_whole_portfolio_is_as_documented(Checkout checkout)
    {
        await using var api = new TestApi();
        var database = api.Services.GetRequiredService<Database>();
        var portfolio = PortfolioReader.Read(ContentFolder.Read(checkout.Content), database.Today);
        _ = await database.WriteAsync(Actor.System, tx => Import.RunAsync(tx, portfolio, Origin.Checkout), CancellationToken.None);
        var contract = await ContractOf.ServedAsync(api);

        foreach (var id in await CheckPagesAsync(api, contract, "ListStartups", "/v1/startups?limit=200"))
        {
            await CheckAsync(api, contract, "ReadStartup", $"/v1/startups/{Uri.EscapeDataString(id)}");
            await CheckAsync(api, contract, "ListStartupPhases", $"/v1/startups/{Uri.EscapeDataString(id)}/phases");
        }

        _ = await CheckPagesAsync(api, contract, "ListIncubators", "/v1/incubators?limit=20");
        _ = await CheckPagesAsync(api, contract, "ListAdministrations", "/v1/administrations?limit=20");
        await CheckAsync(api, contract, "ReadFacets", "/v1/facets");
        await CheckAsync(api, contract, "ExportStartupsAsNdjson", "/v1/startups.ndjson");
    }

    private static async Task<List<string>> CheckPagesAsync(TestApi api, ContractOf contract, string operation, string? address)
    {
        List<string> ids = [];
        while (address is not null)
        {
            var response = await api.GetAsync(address);
            _ = await contract.CheckAsync(contract.Operation(operation), response);
            var page = await TestApi.JsonAsync(response);
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            address = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.NotEmpty(ids);
        return ids;
    }

    private static async Task CheckAsync(TestApi api, ContractOf contract, string operation, string address) =>
        await contract.CheckAsync(contract.Operation(operation), await api.GetAsync(address));
}
