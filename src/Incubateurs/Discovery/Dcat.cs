using System.Globalization;
using System.Text.Json.Nodes;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Discovery;

/// <summary>
/// The service and its data in the words of DCAT-AP, as data portals harvest them. Texts are in one language, that asked for: a
/// harvester takes whichever of two it meets first.
/// </summary>
/// <param name="Public">An address of ours as others write it down.</param>
/// <param name="PerMinute">Requests that a client may send in a minute; 0 without a limit.</param>
/// <param name="ModifiedAt">Of each table, by its name, once it holds something.</param>
internal sealed record Dcat(
    OperatorSettings Who,
    Language Language,
    Func<string, string> Public,
    int PerMinute,
    IReadOnlyDictionary<string, DateTimeOffset> ModifiedAt)
{
    public const string Licence = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    private const string Authority = "http://publications.europa.eu/resource/authority";

    private static readonly (string Prefix, string Space)[] Spaces =
    [
        ("dcat", "http://www.w3.org/ns/dcat#"), ("dcatap", "http://data.europa.eu/r5r/"), ("dct", "http://purl.org/dc/terms/"),
        ("foaf", "http://xmlns.com/foaf/0.1/"), ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("vcard", "http://www.w3.org/2006/vcard/ns#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    private string Service => Public("/v1");

    /// <summary>All of it.</summary>
    public JsonObject Document() => new()
    {
        ["@context"] = new JsonObject(Spaces.Select(space => KeyValuePair.Create(space.Prefix, (JsonNode?)space.Space))),
        ["@graph"] = new JsonArray([CatalogNode(), ServiceNode(), .. Tables.All.Select(DatasetNode)]),
    };

    private JsonObject CatalogNode() => Common(Public("/"), "dcat:Catalog", Tables.Service, Tables.Meaning, new()
    {
        ["foaf:homepage"] = Id(Public("/")),
        ["dct:language"] = new JsonArray(Id($"{Authority}/language/FRA"), Id($"{Authority}/language/ENG")),
        ["dcat:service"] = Id(Service),
        ["dcat:dataset"] = new JsonArray([.. Tables.All.Select(table => Id(Of(table)))]),
    });

    private JsonObject ServiceNode()
    {
        var node = Common(Service, "dcat:DataService", Tables.Service, Tables.Meaning.And(Limits), new()
        {
            ["dct:identifier"] = Service,
            ["dcat:endpointURL"] = Id(Service),
            ["dcat:endpointDescription"] = Id(Public("/v1/openapi.json")),
            ["foaf:page"] = Id(Public("/swagger")),
            ["dcat:landingPage"] = Id(Public("/")),
            ["dct:conformsTo"] = Id("https://spec.openapis.org/oas/v3.1.1"),
            ["dct:format"] = Id("https://www.iana.org/assignments/media-types/application/json"),
            ["dct:rights"] = new JsonObject { ["@type"] = "dct:RightsStatement", ["rdfs:label"] = Text(Limits) },
            ["dcat:servesDataset"] = new JsonArray([.. Tables.All.Select(table => Id(Of(table)))]),
        });
        Available(node);
        return node;
    }

    private JsonObject DatasetNode(Table table)
    {
        var node = DatasetOf(table);
        if (ModifiedAt.TryGetValue(table.Name, out var at))
            node["dct:modified"] = new JsonObject { ["@type"] = "xsd:dateTime", ["@value"] = at.Text() };
        return node;
    }

    private JsonObject DatasetOf(Table table) => Common(Of(table), "dcat:Dataset", table.Title, table.Meaning, new()
    {
        ["dct:identifier"] = Of(table),
        ["dct:accrualPeriodicity"] = Id($"{Authority}/frequency/UPDATE_CONT"),
        ["dct:spatial"] = Id($"{Authority}/country/FRA"),
        ["dcat:theme"] = Id($"{Authority}/data-theme/GOVE"),
        ["dcat:keyword"] = new JsonArray([.. Tables.Keywords.Select(word => Text(word))]),
        ["dcat:landingPage"] = Id(Public("/")),
        ["dcat:distribution"] = new JsonArray([.. table.Files.Select(file => DistributionNode(table, file))]),
    });

    private JsonObject DistributionNode(Table table, TableFile file)
    {
        var node = new JsonObject
        {
            ["@id"] = Public(file.Address),
            ["@type"] = "dcat:Distribution",
            ["dct:title"] = Text(table.Title.And(new($"({file.Format})", $"({file.Format})"))),
            ["dcat:accessURL"] = Id(Public(file.Address)),
            ["dcat:downloadURL"] = Id(Public(file.Address)),
            ["dcat:mediaType"] = Id($"https://www.iana.org/assignments/media-types/{file.MediaType}"),
            ["dct:license"] = Id(Licence),
            ["dcat:accessService"] = Id(Service),
        };
        if (file.Format == Table.Csv)
        {
            node["dct:format"] = Id($"{Authority}/file-type/CSV");
            node["dct:conformsTo"] = Id(Public(table.SchemaAddress));
        }

        Available(node);
        return node;
    }

    private JsonObject Common(string id, string type, Label title, Label description, JsonObject more)
    {
        var node = new JsonObject
        {
            ["@id"] = id,
            ["@type"] = type,
            ["dct:title"] = Text(title),
            ["dct:description"] = Text(description),
            ["dct:license"] = Id(Licence),
            ["dct:accessRights"] = Id($"{Authority}/access-right/PUBLIC"),
        };
        if (Who.Name is { } name)
            node["dct:publisher"] = new JsonObject { ["@type"] = "foaf:Organization", ["foaf:name"] = name };
        if (Who.ContactUri is { } contact)
            node["dcat:contactPoint"] = new JsonObject
            {
                ["@type"] = "vcard:Organization",
                ["vcard:fn"] = Who.Name ?? Who.Contact,
                [contact.StartsWith("mailto:", StringComparison.Ordinal) ? "vcard:hasEmail" : "vcard:hasURL"] = Id(contact),
            };
        foreach (var (key, value) in more)
            node[key] = value?.DeepClone();
        return node;
    }

    private void Available(JsonObject node)
    {
        if (Who.Availability is { } availability)
            node["dcatap:availability"] = Id($"{Authority}/planned-availability/{availability.ToUpperInvariant()}");
    }

    private Label Limits => PerMinute == 0
        ? new("Sans compte et sans limite de requêtes.", "Without an account, without a limit of requests.")
        : new(
            string.Create(CultureInfo.InvariantCulture, $"Sans compte ; {PerMinute} requêtes par minute et par client."),
            string.Create(CultureInfo.InvariantCulture, $"Without an account; {PerMinute} requests a minute for each client."));

    // Not that of its list, which is a file of it.
    private string Of(Table table) => Public($"{CatalogEndpoints.Address}#{table.Name}");

    private JsonObject Text(Label label) => new() { ["@value"] = label.In(Language), ["@language"] = Language.Code() };

    private static JsonObject Id(string address) => new() { ["@id"] = address };
}
