using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Discovery;

/// <summary>What the harvester of a data portal reads of <c>/v1/catalog.jsonld</c>.</summary>
public sealed class CatalogTests
{
    private static readonly (string, string)[] Who =
    [
        ("Portfolio:Embedded", "true"), ("RateLimit:PerMinute", "600"), ("Operator:Name", "La fabrique"),
        ("Operator:Contact", "contact@fabrique.example"), ("Operator:Availability", "stable"),
    ];

    [Fact]
    public async Task The_service_has_its_address_contact_licence_limits_availability_and_three_links_to_documentation()
    {
        await using var api = new TestApi(Who);

        var service = Assert.Single(await NodesAsync(api, "dcat:DataService"));

        Assert.Equal("http://localhost/v1", Id(service, "dcat:endpointURL"));
        Assert.Equal("http://localhost/v1/openapi.json", Id(service, "dcat:endpointDescription"));
        Assert.Equal("http://localhost/swagger", Id(service, "foaf:page"));
        Assert.Equal("http://localhost/", Id(service, "dcat:landingPage"));
        Assert.Equal("https://www.etalab.gouv.fr/licence-ouverte-open-licence", Id(service, "dct:license"));
        Assert.Equal("http://publications.europa.eu/resource/authority/access-right/PUBLIC", Id(service, "dct:accessRights"));
        Assert.Equal("http://publications.europa.eu/resource/authority/planned-availability/STABLE", Id(service, "dcatap:availability"));
        Assert.Equal("mailto:contact@fabrique.example", Id(service.GetProperty("dcat:contactPoint"), "vcard:hasEmail"));
        Assert.Equal("La fabrique", service.GetProperty("dcat:contactPoint").GetProperty("vcard:fn").GetString());
        Assert.Contains("600 requêtes", service.GetProperty("dct:description").GetProperty("@value").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, service.GetProperty("dcat:servesDataset").GetArrayLength());
    }

    [Fact]
    public async Task Each_table_has_its_files_and_each_CSV_the_schema_that_it_conforms_to()
    {
        await using var api = new TestApi(Who);

        var tables = await NodesAsync(api, "dcat:Dataset");

        Assert.Equal(3, tables.Count);
        foreach (var file in tables.SelectMany(table => table.GetProperty("dcat:distribution").EnumerateArray()))
        {
            var answer = await api.GetAsync(Id(file, "dcat:downloadURL"));
            Assert.Equal(
                $"https://www.iana.org/assignments/media-types/{answer.Content.Headers.ContentType!.MediaType}", Id(file, "dcat:mediaType"));
            if (answer.Content.Headers.ContentType.MediaType == "text/csv")
                Assert.True((await api.GetAsync(Id(file, "dct:conformsTo"))).IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task What_is_not_set_is_left_out_and_every_node_that_is_named_is_there_under_its_own_name()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var catalogue = await TestApi.JsonAsync(await api.GetAsync("/v1/catalog.jsonld"));
        var graph = catalogue.GetProperty("@graph").EnumerateArray().ToList();

        foreach (var left in (string[])["dcat:contactPoint", "dct:publisher", "dcatap:availability", "invalid"])
            Assert.DoesNotContain(left, catalogue.GetRawText(), StringComparison.Ordinal);
        var ids = graph.Concat(graph.Where(node => node.TryGetProperty("dcat:distribution", out _))
            .SelectMany(node => node.GetProperty("dcat:distribution").EnumerateArray())).Select(node => node.GetProperty("@id").GetString()!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var root = graph[0];
        Assert.Equal(
            [.. root.GetProperty("dcat:dataset").EnumerateArray().Select(id => id.GetProperty("@id").GetString()!), Id(root, "dcat:service")],
            graph.Skip(2).Append(graph[1]).Select(node => node.GetProperty("@id").GetString()!));
    }

    [Fact]
    public async Task It_says_when_a_table_was_modified_and_nothing_of_an_empty_one()
    {
        await using var api = new TestApi();

        var before = await NodesAsync(api, "dcat:Dataset");
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        var after = (await NodesAsync(api, "dcat:Dataset"))[0].GetProperty("dct:modified");

        Assert.All(before, table => Assert.False(table.TryGetProperty("dct:modified", out _)));
        Assert.Equal("xsd:dateTime", after.GetProperty("@type").GetString());
        Assert.StartsWith("2026-08-20T10:00:00", after.GetProperty("@value").GetString(), StringComparison.Ordinal);
    }

    private static string Id(JsonElement node, string property) => node.GetProperty(property).GetProperty("@id").GetString()!;

    private static async Task<List<JsonElement>> NodesAsync(TestApi api, string type)
    {
        var catalogue = await TestApi.JsonAsync(await api.GetAsync("/v1/catalog.jsonld"));
        return [.. catalogue.GetProperty("@graph").EnumerateArray().Where(node => node.GetProperty("@type").GetString() == type)];
    }
}
