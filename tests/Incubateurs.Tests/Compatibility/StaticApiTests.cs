using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Compatibility;

/// <summary>The files of the static API are what a second reading of the checkout gives, in every version.</summary>
public sealed class StaticApiTests
{
    private static readonly int[] Minors = [0, 1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [Checkouts]
    public async Task Each_startup_of_each_version_is_what_its_file_says(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);
        var published = new PublishedCheckout(checkout);

        foreach (var minor in Minors)
        {
            var served = await JsonAsync(api, minor, "startups.json");
            var expected = published.Startups(minor);

            Assert.Equal(checkout.Startups, served["data"]!.AsArray().Count);
            foreach (var (one, other) in expected["data"]!.AsArray().Zip(served["data"]!.AsArray()))
                Same(one!, other!);
            Same(expected, served);
        }
    }

    [Theory]
    [Checkouts]
    public async Task Each_incubator_and_each_organisation_is_what_its_file_says(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);
        var published = new PublishedCheckout(checkout);

        foreach (var minor in Minors)
        {
            await SameOrAbsentAsync(api, minor, "incubators.json", first: 3, published.Incubators(minor));
            await SameOrAbsentAsync(api, minor, "sponsors.json", first: 5, published.Sponsors());
            await SameOrAbsentAsync(api, minor, "organisations.json", first: 6, published.Organisations());
        }
    }

    [Theory]
    [Checkouts]
    public async Task Each_row_of_the_table_is_what_its_file_says(Checkout checkout)
    {
        await using var api = await ImportedAsync(checkout);
        var published = new PublishedCheckout(checkout);

        foreach (var minor in Minors)
        {
            var answer = await api.GetAsync(Address(minor, "startups.csv"));
            if (minor < 5)
            {
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                continue;
            }

            var bytes = await answer.Content.ReadAsByteArrayAsync();
            using var table = new CsvParser(
                new StreamReader(new MemoryStream(bytes), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" });
            List<string[]> rows = [];
            while (await table.ReadAsync())
                rows.Add(table.Record!);

            Assert.Equal((byte)'i', bytes[0]);
            Assert.Equal("id;name;mission;start;status;incubator;stats;link;repository;accessibility;contact;incubators", string.Join(';', rows[0]));
            Assert.Equal(published.Table(minor).Select(row => string.Join('|', row)), rows.Skip(1).Select(row => string.Join('|', row)));
            Assert.Equal(checkout.Startups, rows.Count - 1);
        }
    }

    private static async Task<TestApi> ImportedAsync(Checkout checkout)
    {
        var api = new TestApi();
        _ = await api.ImportWholeAsync(ContentFolder.Read(ContentFolder.Find(checkout.Directory)!));
        return api;
    }

    private static async Task SameOrAbsentAsync(TestApi api, int minor, string file, int first, JsonNode expected)
    {
        if (minor < first)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(Address(minor, file))).StatusCode);
            return;
        }

        var served = await JsonAsync(api, minor, file);
        Same(expected, served);
        Assert.Equal(Ids(expected), Ids(served));
    }

    private static async Task<JsonNode> JsonAsync(TestApi api, int minor, string file)
    {
        var answer = await api.GetAsync(Address(minor, file));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(), null, new() { AllowDuplicateProperties = false })!;
    }

    // In their order, also where they are the members of a map.
    private static IEnumerable<string> Ids(JsonNode file) =>
        file is JsonObject map ? map.Select(member => member.Key) : file.AsArray().Select(item => item!["id"]!.GetValue<string>());

    private static string Address(int minor, string file) => $"/api/v2{(minor == 0 ? "" : $".{minor}")}/{file}";

    private static void Same(JsonNode expected, JsonNode served)
    {
        if (JsonNode.DeepEquals(expected, served))
            return;

        Assert.Equal(Values(expected), Values(served));
        Assert.Fail("They differ.");
    }

    private static IEnumerable<string> Values(JsonNode node) => (node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray items => items,
        _ => [],
    }).SelectMany(child => Values(child!)).DefaultIfEmpty($"{node.GetPath()}: {node.ToJsonString()}").Order(StringComparer.Ordinal);
}
