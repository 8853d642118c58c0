using System.Net.Http.Json;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.HandOvers;

public sealed class FormerStartupTests
{
    [Fact]
    public async Task Hand_overs_are_found_by_a_former_id_of_their_startup()
    {
        await using var api = await SmallPortfolio.OpenAsync(
            Imported.Startup("new", "redirect_from: /startups/old\n" + Imported.PhaseLines(("acceleration", "2024-01-01", ""))));
        var agent = await api.AgentAsync();
        _ = await agent.PostAsJsonAsync(
            "/v1/startups/new/hand-overs", new { model = "itDepartment" }, TestContext.Current.CancellationToken);

        var found = await Given.JsonAsync(await api.GetAsync("/v1/hand-overs?startup=old"));
        var none = await Given.JsonAsync(await api.GetAsync("/v1/hand-overs?startup=other"));

        Assert.Equal((1, 0), (found.GetProperty("total").GetInt32(), none.GetProperty("total").GetInt32()));
    }
}
