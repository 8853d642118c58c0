using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web;

/// <summary>What a client takes, and in which language it is answered.</summary>
public sealed class AcceptTests
{
    [Theory]
    [InlineData("ListStartups", "/v1/startups", "text/csv")]
    [InlineData("ListStartups", "/v1/startups", "application/json;q=0")]
    [InlineData("ListStartups", "/v1/startups", "application/json;q=0, */*")]
    [InlineData("ListStartups", "/v1/startups", "*/*;q=0")]
    [InlineData("ExportStartupsAsCsv", "/v1/startups.csv", "application/json")]
    [InlineData("DrawFlow", "/v1/flow.svg", "image/png, image/webp")]
    [InlineData("ReadStartup", "/v1/startups/exemple", "text/*")]
    public async Task Who_takes_none_of_its_types_is_told_so_as_documented(string operation, string address, string accept)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);

        // The same answer was kept for somebody else.
        _ = await api.GetAsync(address);
        _ = await api.GetAsync(address);
        var refused = await api.GetAsync(address, ("Accept", accept));

        _ = await Given.RefusedAsync(refused, HttpStatusCode.NotAcceptable, "not_acceptable");
        _ = await contract.CheckAsync(contract.Operations.Single(one => one.Id == operation), refused);
    }

    [Theory]
    [InlineData("/v1/startups", "application/json")]
    [InlineData("/v1/startups", "text/html, */*;q=0.1")]
    [InlineData("/v1/startups", "APPLICATION/*")]
    [InlineData("/v1/startups", "nothing that can be read")]
    [InlineData("/v1/startups.csv", "text/csv;charset=utf-8")]
    [InlineData("/v1/flow.svg", "image/svg+xml, image/*")]
    [InlineData("/definitions/flow", "text/html")]
    [InlineData("/definitions/flow", "application/json")]
    public async Task Who_takes_one_of_them_is_answered(string address, string accept)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(address, ("Accept", accept))).StatusCode);
    }

    [Fact]
    public async Task A_write_that_could_not_be_answered_is_not_made()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        agent.DefaultRequestHeaders.Accept.ParseAdd("application/xml");

        _ = await Given.RefusedAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { id = "a", name = "n", pitch = "p" }), HttpStatusCode.NotAcceptable, "not_acceptable");

        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/startups/a")).StatusCode);
    }

    [Theory]
    [InlineData("/v1/hand-overs")]
    [InlineData("/v1/startups/exemple/hand-overs")]
    [InlineData("/v1/quality")]
    [InlineData("/v1/flow.svg")]
    [InlineData("/v1/startups/exemple/timeline.svg")]
    public async Task What_has_a_language_says_which(string address)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        foreach (var (asked, told) in ((string, string)[])[("en", "en"), ("fr", "fr"), ("en", "en"), ("de", "fr")])
        {
            var response = await api.GetAsync(address, ("Accept-Language", asked));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal([told], response.Content.Headers.ContentLanguage);
        }
    }

    [Fact]
    public async Task What_has_none_says_none()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        Assert.Empty((await api.GetAsync("/v1/startups")).Content.Headers.ContentLanguage);
    }
}
