using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

/// <summary>An administration that nobody knows is made by what an agent writes for it, and by nothing else.</summary>
public sealed class FirstWriteTests
{
    [Fact]
    public async Task A_read_makes_no_administration_and_is_recorded_with_the_SIRET()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));

        var me = await Given.JsonAsync(await Issuer.MeAsync(api, issuer.Token()));
        var accesses = await Given.JsonAsync(
            await api.GetAsync("/v1/accesses", ("Authorization", $"Bearer {issuer.Token()}")));

        Assert.Equal((Given.Siret, Given.Siret), Named(me.GetProperty("administration")));
        Assert.Equal((Given.Siret, Given.Siret), Named(Assert.Single(accesses.GetProperty("items").EnumerateArray()).GetProperty("administration")));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/v1/administrations/{Given.Siret}")).StatusCode);
        Assert.Equal(0, await ChangesAsync(api));
    }

    [Fact]
    public async Task A_write_makes_the_administration_in_its_own_transaction_and_a_refused_one_does_not()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        using var agent = Agent(api, issuer);

        Assert.Equal(HttpStatusCode.NotFound, (await agent.MergeAsync("/v1/startups/nobody", new { pitch = "Autre." })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.PostAsJsonAsync("/v1/startups", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/v1/administrations/{Given.Siret}")).StatusCode);

        var startup = await agent.StartupAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/v1/administrations/{Given.Siret}")).StatusCode);
        var written = await ChangesAsync(api);
        var history = await Given.JsonAsync(await api.GetAsync($"/v1/startups/{startup}/history"));
        Assert.Equal((Given.Siret, Given.Siret), Named(history.GetProperty("items")[0].GetProperty("by").GetProperty("administration")));

        _ = await agent.StartupAsync("Un autre service");
        Assert.Equal(1, await ChangesAsync(api, "administration.registered"));
        Assert.True(written > 1);
    }

    [Fact]
    public async Task The_answer_of_a_first_write_bears_the_tag_that_the_next_read_has()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"));
        using var agent = Agent(api, issuer);

        var added = await agent.PostAsJsonAsync("/v1/startups", new { name = "Mon service", pitch = "Un texte court." });

        Assert.Equal(added.Headers.ETag, (await agent.GetAsync(added.Headers.Location)).Headers.ETag);
    }

    [Fact]
    public async Task A_trial_on_the_specimen_makes_no_administration_that_is_listed_and_the_first_write_in_earnest_does()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var api = issuer.Api(("OpenId:Admits", "any"), ("Portfolio:Embedded", "true"));
        using var agent = Agent(api, issuer);

        // The embedded portfolio knows this SIRET: nobody bears it now.
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/administrations/dinum", new { siret = (string?)null }));
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/startups/exemple/benefits", Benefit), HttpStatusCode.Created);
        Assert.Equal(0, await ListedAsync(api));
        _ = await agent.StartupAsync();
        Assert.Equal(1, await ListedAsync(api));
    }

    private static readonly object Benefit = new { observedOn = "2026-08-19", statement = "Deux jours de moins." };

    private static HttpClient Agent(TestApi api, Issuer issuer)
    {
        var client = api.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token());
        return client;
    }

    private static async Task<int> ListedAsync(TestApi api) =>
        (await Given.JsonAsync(await api.GetAsync($"/v1/administrations?siret={Given.Siret}"))).GetProperty("total").GetInt32();

    private static Task<long> ChangesAsync(TestApi api, string type = "%") => api.Services.GetRequiredService<Database>().ReadAsync(
        tx => tx.ScalarAsync<long>("SELECT count(*) FROM changes WHERE type LIKE @type", new { type }), CancellationToken.None);

    private static (string?, string?) Named(System.Text.Json.JsonElement reference) =>
        (reference.GetProperty("id").GetString(), reference.GetProperty("name").GetString());
}
