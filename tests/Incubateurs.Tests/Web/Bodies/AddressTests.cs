using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Web.Bodies;

/// <summary>Members that the document calls a URI take what is one, and nothing that names somebody.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("https://agent:secret@service.gouv.fr/")]
    [InlineData("https://agent@service.gouv.fr/")]
    [InlineData("https://service.gouv.fr/été")]
    [InlineData("https://service.gouv.fr/<a>")]
    [InlineData("https://service.gouv.fr/a[b]")]
    [InlineData("https://service.gouv.fr/a b")]
    [InlineData("https://service.gouv.fr/a%")]
    [InlineData("https://service.gouv.fr/%zz")]
    [InlineData("https://service.gouv.fr/#a#b")]
    [InlineData("https://s{e}rvice.gouv.fr/")]
    [InlineData("https://")]
    [InlineData("https:/service.gouv.fr")]
    [InlineData("//service.gouv.fr")]
    public async Task What_is_no_address_is_refused(string link)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var problem = await Given.RefusedAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "n", pitch = "p", link }), HttpStatusCode.BadRequest, "invalid_request");

        Assert.Equal(["link"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("https://service.gouv.fr")]
    [InlineData("http://service.gouv.fr:8080/a/b?c=d&e=%C3%A9#f")]
    [InlineData("https://service.gouv.fr/%C3%A9t%C3%A9")]
    [InlineData("https://pad.numerique.gouv.fr/a?view#-Minist%C3%A8re-de-la-culture")]
    [InlineData("https://grist.numerique.gouv.fr/p/23?embed=true&Produit_=Datafoncier%20actionnabilit%C3%A9")]
    [InlineData("https://[2001:db8::1]/a")]
    public async Task An_address_is_kept_as_it_is(string link)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var startup = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "n", pitch = "p", link }), HttpStatusCode.Created);

        Assert.Equal(link, startup.GetProperty("link").GetString());
    }

    [Fact]
    public async Task What_stood_before_a_patch_is_not_its_fault()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { id = "a", name = "n", pitch = "p", link = "https://a.fr" }),
            HttpStatusCode.Created);
        // As an import of an earlier build wrote it.
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.ExecuteAsync("UPDATE startup_versions SET link = 'https://a.fr/été'"), CancellationToken.None);

        var patched = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/a", new { pitch = "autre" }));
        _ = await Given.RefusedAsync(
            await agent.MergeAsync("/v1/startups/a", new { link = "https://a.fr/ô" }), HttpStatusCode.BadRequest, "invalid_request");
        _ = await Given.RefusedAsync(
            await agent.MergeAsync("/v1/startups/a", new { name = " " }), HttpStatusCode.BadRequest, "invalid_request");

        Assert.Equal("autre", patched.GetProperty("pitch").GetString());
    }
}
