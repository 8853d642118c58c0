using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Administrations;

/// <summary>Administrations are found by words, number, domain and kind, in the list and in the table.</summary>
public sealed class AdministrationListTests
{
    private static readonly object[] Known =
    [
        new
        {
            id = "mte", name = "Ministère de la Transition écologique", acronym = "MTÉ", kind = "administration-centrale",
            domain = "environnement", siret = Given.ThirdSiret,
        },
        new { id = "drieat", name = "Direction régionale de l'environnement", acronym = "DRIEAT", kind = "Service déconcentré" },
        new { id = "poste", name = "La Poste 100%", acronym = "=LP", kind = "operateur", domain = "Bercy", siret = Given.OtherSiret },
        new { id = "ancien", name = "Secrétariat général", succeededBy = new[] { new { id = "mte", on = "2020-01-01" } } },
    ];

    [Theory]
    [InlineData("q=ministere%20eco", "mte")]
    [InlineData("q=ECOLOGIQUE%20Transition", "mte")]
    [InlineData("q=mte", "mte")]
    [InlineData("q=cologique", "")]
    [InlineData("q=general", "ancien")]
    [InlineData("q=100%25", "poste")]
    [InlineData("q=%25", "")]
    [InlineData("q=_", "")]
    [InlineData("siret=356 000 000 49837", "poste")]
    [InlineData("siret=35600000049837&siret=35600000000048", "poste,mte")]
    [InlineData("siret=13002526500013", "agent")]
    [InlineData("domain=bercy", "poste")]
    [InlineData("domain=Environnement&domain=BERCY", "poste,mte")]
    [InlineData("domain=inconnu", "")]
    [InlineData("kind=service-deconcentre", "drieat")]
    [InlineData("kind=operateur&q=poste&domain=bercy", "poste")]
    [InlineData("kind=operateur&q=ministere", "")]
    public async Task Each_filter_finds_what_it_says_in_the_list_and_in_the_table(string query, string expected)
    {
        await using var api = await FilledAsync();
        string[] ids = [.. expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => id == "agent" ? Given.Siret : id)];

        var page = await Given.JsonAsync(await api.GetAsync($"/v1/administrations?{query}"));
        var rows = await Table.ReadAsync(await api.GetAsync($"/v1/administrations.csv?{query}"));

        Assert.Equal(ids, page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(ids.Length, page.GetProperty("total").GetInt32());
        Assert.Equal(ids, rows.Select(row => row["id"]));
    }

    [Fact]
    public async Task The_table_has_every_member_and_runs_no_formula()
    {
        await using var api = await FilledAsync();

        var rows = (await Table.ReadAsync(await api.GetAsync("/v1/administrations.csv"))).ToDictionary(row => row["id"]);

        Assert.Equal(
            [
                "id", "name", "acronym", "kind", "domain", "siret", "directoryId", "from", "until", "succeededBy.id", "succeededBy.on",
            ],
            rows["mte"].Keys);
        Assert.Equal(("mte", "2020-01-01"), (rows["ancien"]["succeededBy.id"], rows["ancien"]["succeededBy.on"]));
        Assert.Equal(("'=LP", Given.OtherSiret), (rows["poste"]["acronym"], rows["poste"]["siret"]));
        Assert.Equal(5, rows.Count);
    }

    [Theory]
    [InlineData("siret=35600000049838")]
    [InlineData("siret=1")]
    [InlineData("q=")]
    public async Task A_number_that_is_none_is_refused(string query)
    {
        await using var api = new TestApi();

        _ = await Given.RefusedAsync(await api.GetAsync($"/v1/administrations?{query}"), HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task A_filter_stays_over_pages_and_knows_what_was_known()
    {
        await using var api = await FilledAsync();
        api.Time.Advance(TimeSpan.FromHours(1));
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/administrations/poste", new { domain = "culture" }));

        var first = await Given.JsonAsync(await api.GetAsync("/v1/administrations?domain=environnement&domain=culture&limit=1"));
        var second = await Given.JsonAsync(await api.GetAsync(first.GetProperty("next").GetString()!));

        Assert.Equal(("poste", "mte", 2), (
            first.GetProperty("items")[0].GetProperty("id").GetString(),
            second.GetProperty("items")[0].GetProperty("id").GetString(),
            second.GetProperty("total").GetInt32()));
        Assert.Equal(
            1,
            (await Given.JsonAsync(await api.GetAsync("/v1/administrations?domain=bercy&knownAt=2026-08-20T10:30:00Z")))
                .GetProperty("total").GetInt32());
    }

    private static async Task<TestApi> FilledAsync()
    {
        var api = new TestApi();
        using var agent = await api.AgentAsync();
        foreach (var administration in Known)
            _ = await Given.JsonAsync(await agent.PostAsJsonAsync("/v1/administrations", administration), HttpStatusCode.Created);
        return api;
    }
}
