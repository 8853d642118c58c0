using System.Net;
using System.Text.Json;
using Incubateurs.Administrations;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Exchange.Merging;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Exchange.Embedded;

/// <summary>The specimen is there on every portfolio, in no collection, and as new each day.</summary>
public sealed class SpecimenTests
{
    private static readonly string[] Collections =
    [
        "/v1/startups", "/v1/startups?q=exemple", "/v1/startups?incubator=incubateur-exemple", "/v1/startups?withdrawn=true", "/v1/facets",
        "/v1/flow/stock", "/v1/flow/incubations", "/v1/hand-overs", "/v1/hand-overs?startup=exemple", "/v1/incubators", "/v1/administrations",
        "/v1/startups.ndjson", "/v1/startups.csv", "/v1/quality", "/v1/quality/no_sponsor",
    ];

    [Fact]
    public async Task It_is_read_by_its_ids_and_stands_in_no_collection()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        foreach (var address in (string[])
            [
                "startups/exemple", "incubators/incubateur-exemple", "administrations/administration-exemple",
                $"hand-overs/{SpecimenRecords.HandOverId}",
            ])
            Assert.True((await Given.JsonAsync(await api.GetAsync($"/v1/{address}"))).GetProperty("specimen").GetBoolean(), address);
        foreach (var address in Collections)
            Assert.DoesNotContain("exemple", Rest(await (await api.GetAsync(address)).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(38, (await Given.JsonAsync(await api.GetAsync("/v1/startups"))).GetProperty("total").GetInt32());
        Assert.Equal(38, (await Given.JsonAsync(await api.GetAsync("/status"))).GetProperty("portfolio").GetProperty("startups").GetInt32());
        foreach (var below in (string[])["reviews", "reports", "hand-overs", "phases", "history", "committees", "benefits"])
            Assert.NotEmpty(
                (await Given.JsonAsync(await api.GetAsync($"/v1/startups/exemple/{below}"))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_import_neither_removes_nor_replaces_it_and_every_example_works_on_what_was_imported()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", ""), Imported.Startup("exemple", "mission: another")]);

        var shown = await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple"));

        Assert.Equal("Exemple (fiction)", shown.GetProperty("name").GetString());
        Assert.Equal(1, (await Given.JsonAsync(await api.GetAsync("/v1/startups"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Each_example_of_the_document_can_be_executed_by_itself_on_an_imported_portfolio()
    {
        await using var first = new TestApi();
        var ids = (await ContractOf.ServedAsync(first)).Operations.Select(operation => operation.Id).ToList();
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", "")]);
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();
        var database = api.Services.GetRequiredService<Database>();

        foreach (var id in ids)
        {
            await Specimen.RemoveAsync(database, CancellationToken.None);
            _ = await Specimen.SetBackAsync(database, CancellationToken.None);

            var sender = await api.SenderAsync(agent, contract.Operation(id));
            using var response = await sender.SendAsync(contract.Operation(id).Request(), TestContext.Current.CancellationToken);

            Assert.True(
                response.IsSuccessStatusCode,
                $"{id}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    [Fact]
    public async Task It_is_set_back_each_night_in_Paris_with_its_voices_and_history()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var fresh = await ShownAsync(api);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/exemple", new { pitch = "Essai." }));
        var retained = await agent.RetainAsync(SpecimenRecords.HandOverId, SpecimenRecords.CandidacyId);
        Assert.Equal(HttpStatusCode.OK, retained.StatusCode);
        Assert.NotEqual(fresh, await ShownAsync(api));
        var database = api.Services.GetRequiredService<Database>();

        api.Time.Advance(TimeSpan.FromHours(14));
        _ = await Specimen.SetBackAsync(database, CancellationToken.None);

        Assert.Equal(fresh, await ShownAsync(api));
        Assert.Equal(SpecimenState.Fresh, await Specimen.SetBackAsync(database, CancellationToken.None));
    }

    [Fact]
    public async Task What_a_trial_makes_stands_in_no_list_either()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync(siret: Given.OtherSiret);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/administrations/dinum", new { siret = (string?)null }));
        var before = await agent.GetStringAsync("/v1/administrations");

        _ = await Given.JsonAsync(await agent.RetainAsync(SpecimenRecords.HandOverId, SpecimenRecords.CandidacyId));

        Assert.Equal(before, await agent.GetStringAsync("/v1/administrations"));
        _ = await api.AgentAsync(siret: Given.Siret);
        Assert.NotEqual(before, await agent.GetStringAsync("/v1/administrations"));
    }

    [Fact]
    public async Task Without_an_embedded_portfolio_there_is_none_and_one_of_before_goes()
    {
        using var database = new TestDatabase();
        _ = await Specimen.SetBackAsync(database.Database, CancellationToken.None);
        Assert.NotNull(await database.FindAsync("exemple"));

        await Specimen.RemoveAsync(database.Database, CancellationToken.None);

        Assert.Null(await database.FindAsync("exemple"));
        await using var api = new TestApi();
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/v1/startups/exemple")).StatusCode);
    }

    [Fact]
    public async Task Something_real_of_the_same_id_stays_and_there_is_no_specimen()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        Assert.Equal("exemple", await agent.StartupAsync("Exemple"));
        var database = api.Services.GetRequiredService<Database>();

        Assert.Equal(SpecimenState.Taken, await Specimen.SetBackAsync(database, CancellationToken.None));
        Assert.Equal("Exemple", (await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple"))).GetProperty("name").GetString());
    }

    [Fact]
    public async Task That_of_an_earlier_build_which_stood_in_the_lists_leaves_them_and_its_words_find_nobody_else()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync("Exemple");
        var database = api.Services.GetRequiredService<Database>();
        _ = await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.SaveSourceAsync(Kinds.Startup, "exemple", Origin.Embedded.Code, new("_startups/exemple.md", "{}", "{}"));
                return true;
            },
            CancellationToken.None);

        Assert.Equal(SpecimenState.Stale, await Specimen.SetBackAsync(database, CancellationToken.None));
        _ = await agent.StartupAsync("Autre");

        Assert.Equal("autre", (await Given.JsonAsync(await api.GetAsync("/v1/startups"))).GetProperty("items")[0].GetProperty("id").GetString());
        foreach (var (word, found) in ((string, int)[])[("exemple", 0), ("autre", 1)])
            Assert.Equal(found, (await Given.JsonAsync(await api.GetAsync($"/v1/startups?q={word}"))).GetProperty("total").GetInt32());
        Assert.True((await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple"))).GetProperty("specimen").GetBoolean());
    }

    [Fact]
    public async Task Keys_that_were_made_first_keep_no_portfolio_out()
    {
        using var database = new TestDatabase();
        _ = await database.Database.WriteAsync(
            Actor.System, tx => tx.AdministrationOfSiretAsync(Given.Siret), CancellationToken.None);

        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);

        Assert.NotNull(await database.FindAsync("pix"));
    }

    // Addresses of pages hold what was asked.
    private static string Rest(string text) => text.Replace("\"q\":\"exemple\"", "", StringComparison.Ordinal);

    private static async Task<string> ShownAsync(TestApi api)
    {
        var shown = await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple"));
        var history = await Given.JsonAsync(await api.GetAsync("/v1/startups/exemple/history"));
        return JsonSerializer.Serialize(
            shown.EnumerateObject().Where(member => member.Name is not ("modifiedAt" or "incubation" or "phases" or "planned"))
                .Select(member => member.ToString()))
            + history.GetProperty("total");
    }
}
