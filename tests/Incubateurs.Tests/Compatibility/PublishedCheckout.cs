using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;
using YamlDotNet.RepresentationModel;
using static Incubateurs.Tests.Compatibility.PublishedText;

namespace Incubateurs.Tests.Compatibility;

/// <summary>
/// What the static API is to say of a checkout: a second reading of its files, which shares no line with the import and the answers. Its
/// words are those of the issue's section "The shapes".
/// </summary>
internal sealed class PublishedCheckout
{
    private readonly SortedDictionary<string, File> startups;
    private readonly SortedDictionary<string, File> incubators;
    private readonly SortedDictionary<string, File> organisations;

    public PublishedCheckout(Checkout checkout)
    {
        startups = Read(checkout, "_startups");
        incubators = Read(checkout, "_incubators");
        organisations = Read(checkout, "_organisations");
    }

    public JsonObject Startups(int minor) => new()
    {
        ["links"] = new JsonObject { ["self"] = "https://beta.gouv.fr/startups" },
        ["data"] = new JsonArray([.. startups.Select(pair => Startup(pair.Key, pair.Value, minor))]),
        ["included"] = new JsonArray([.. incubators.Where(pair => !IsTrue(pair.Value["hidden"])).Select(pair => new JsonObject
        {
            ["id"] = pair.Key,
            ["type"] = "incubator",
            ["attributes"] = new JsonObject
            {
                ["title"] = Line(pair.Value["title"]),
                ["owner"] = Owner(pair.Value),
                ["website"] = Address(pair.Value["website"]),
                ["github"] = Address(pair.Value["github"]),
                ["contact"] = Contact(pair.Value["contact"]),
            },
        })]),
    };

    public JsonObject Incubators(int minor) => new(incubators.Select(pair => KeyValuePair.Create<string, JsonNode?>(
        pair.Key, Incubator(pair.Value, new([.. startups.Where(startup => Single(startup.Value) == pair.Key).Select(startup => new JsonObject
        {
            ["id"] = startup.Key,
            ["name"] = Line(startup.Value["title"]),
            ["pitch"] = Lines(startup.Value["mission"]),
            ["repository"] = Address(startup.Value["repository"]),
            ["contact"] = Contact(startup.Value["contact"]),
            ["phases"] = Phases(startup.Value, minor),
        })])))));

    public JsonArray Organisations() => new([.. organisations.Select(pair =>
    {
        var organisation = Organisation(pair.Value);
        organisation["id"] = pair.Key;
        return organisation;
    })]);

    public JsonObject Sponsors() => new(organisations.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, Organisation(pair.Value))));

    public IEnumerable<string[]> Table(int minor) => startups.Select(pair => (pair.Key, File: pair.Value, Phases: PublishedText.Phases(pair.Value["phases"])))
        .Select(one => (string[])
        [
            one.Key, Line(one.File["title"]), Lines(one.File["mission"]), one.Phases.Select(phase => phase.Start).FirstOrDefault(""),
            one.Phases.Select(phase => Name(phase.Name, minor)).LastOrDefault(""), Single(one.File), Address(one.File["stats_url"]),
            Address(one.File["link"]), Address(one.File["repository"]), Accessibility(one.File), Contact(one.File["contact"]),
            string.Join(',', Several(one.File)),
        ]);

    private JsonObject Startup(string id, File file, int minor)
    {
        var link = Address(file["link"]);
        var (given, stats) = (Address(file["stats_url"]), IsTrue(file["stats"]));
        var attributes = new JsonObject
        {
            ["name"] = Line(file["title"]),
            ["pitch"] = Lines(file["mission"]),
            ["link"] = link,
            ["events"] = new JsonArray([.. Events(file["events"]).Select(one => new JsonObject { ["name"] = one.Name, ["date"] = one.Date, ["comment"] = one.Comment })]),
            ["phases"] = Phases(file, minor),
        };
        var statsUrl = given.Length > 0 ? given : stats ? link + "/stats" : "";
        if (minor >= 6 || stats)
            attributes["stats_url"] = statsUrl;
        IfAny("budget_url", Address(file["budget_url"]));
        IfAny("repository", Address(file["repository"]));
        if (minor >= 1)
        {
            attributes["contact"] = Contact(file["contact"]);
            attributes["content_url_encoded_markdown"] = Encoded(Markdown(file.Body));
        }

        if (minor >= 5)
        {
            attributes["sponsors"] = Texts(Sponsors(file));
            IfAny("analyse_risques", IsTrue(file["analyse_risques"]) ? "true" : "");
            IfAny("analyse_risques_url", Address(file["analyse_risques_url"]));
            IfAny("dashlord_url", Address(file["dashlord_url"]));
            IfAny("accessibility_status", Accessibility(file));
        }

        if (minor >= 6)
        {
            attributes["impact_url"] = Address(file["impact_url"]);
            attributes["thematiques"] = Texts(List(file["thematiques"]));
            attributes["technos"] = Texts(List(file["techno"], splits: true));
        }

        var relationships = new JsonObject { ["incubator"] = new JsonObject { ["data"] = Reference(Single(file)) } };
        if (minor >= 7)
            relationships["incubators"] = new JsonObject { ["data"] = new JsonArray([.. Several(file).Select(Reference)]) };
        return new() { ["id"] = id, ["type"] = "startup", ["attributes"] = attributes, ["relationships"] = relationships };

        void IfAny(string name, string text)
        {
            if (text.Length > 0)
                attributes[name] = text;
        }
    }

    private JsonObject Incubator(File file, JsonArray of) => IsTrue(file["hidden"]) ? new() { ["startups"] = of } : new()
    {
        ["title"] = Line(file["title"]),
        ["owner"] = Owner(file),
        ["contact"] = Contact(file["contact"]),
        ["address"] = Line(file["address"]),
        ["website"] = Address(file["website"]),
        ["github"] = Address(file["github"]),
        ["startups"] = of,
    };

    private static JsonObject Organisation(File file) => new()
    {
        ["name"] = Line(file["name"]),
        ["acronym"] = Line(file["acronym"]),
        ["domaine_ministeriel"] = Line(file["domaine_ministeriel"]),
        ["type"] = Line(file["type"]),
    };

    private static JsonArray Phases(File file, int minor) => new([.. PublishedText.Phases(file["phases"]).Select(
        phase => new JsonObject { ["name"] = Name(phase.Name, minor), ["start"] = phase.Start, ["end"] = phase.End })]);

    private static string Name(string phase, int minor) => minor >= 6 ? phase : phase switch
    {
        "consolidation" => "transfer",
        "transfere" or "opere" => "success",
        "abandon" or "abandon-investigation" => "alumni",
        _ => phase,
    };

    private static string Accessibility(File file) => Line(file["accessibility_status"]) is var text
        && Regex.IsMatch(text, "^(non|partiellement|totalement) conforme", RegexOptions.IgnoreCase) ? text : "";

    private string Owner(File file) => Id(file["owner"]) is var id && organisations.ContainsKey(id) ? $"/organisations/{id}" : "";

    private string Single(File file) => Found(Id(file["incubator"])) is { Length: > 0 } single ? single : Several(file).FirstOrDefault("");

    private IReadOnlyList<string> Several(File file) =>
        [.. Items(file[Items(file["incubators"]).Any() ? "incubators" : "incubator"]).Select(item => Found(Id(item))).Where(id => id.Length > 0).Distinct()];

    // By a former id, too.
    private string Found(string id) => incubators.ContainsKey(id) ? id : incubators
        .Where(pair => Items(pair.Value["redirect_from"]).Any(path => Id(path) == id && id.Length > 0)).Select(pair => pair.Key).FirstOrDefault("");

    private IReadOnlyList<string> Sponsors(File file) =>
        [.. Items(file["sponsors"]).Select(Sponsor).Where(id => id.Length > 0).Distinct()];

    // A path, a name or an acronym, or both of these in an item of its own, which one organisation bears and no other.
    private string Sponsor(YamlNode item)
    {
        var described = item as YamlMappingNode;
        if (described is null && organisations.ContainsKey(Id(item)))
            return Id(item);
        var name = Line(described is null ? item : Field(described, "name"));
        var acronym = Line(described is null ? item : Field(described, "acronym"));
        var named = Bearing("name", name);
        var found = named.Count > 0 ? named : Bearing("acronym", acronym);
        return found is [var only] ? only : "";
    }

    private List<string> Bearing(string field, string words) =>
    [
        .. organisations.Where(pair => words.Length > 0 && string.Equals(Line(pair.Value[field]), words, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Key),
    ];

    private static string Id(YamlNode? node) => Regex.Replace(Line(node).TrimEnd('/').Split('/')[^1], @"\.(md|html)$", "");

    private static JsonNode Reference(string incubator) => new JsonObject { ["type"] = "incubator", ["id"] = incubator };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    // Every byte but those of RFC 3986 §2.3.
    private static string Encoded(string text) => string.Concat(
        Encoding.UTF8.GetBytes(text).Select(one => Regex.IsMatch($"{(char)one}", "[A-Za-z0-9_.~-]") && one < 128 ? $"{(char)one}" : $"%{one:X2}"));

    private static SortedDictionary<string, File> Read(Checkout checkout, string folder) => new(
        Directory.EnumerateFiles(Path.Combine(checkout.Content, folder)).ToDictionary(
            path => Regex.Replace(Path.GetFileName(path), @"\.md$", "").Normalize(NormalizationForm.FormC), File.Of),
        Comparer<string>.Create((one, other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other))));

    private sealed record File(YamlMappingNode Front, string Body)
    {
        public YamlNode? this[string field] => Field(Front, field);

        public static File Of(string path)
        {
            var text = System.IO.File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
            var parts = Regex.Match(text, @"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n(.*))?\z", RegexOptions.Singleline);
            var yaml = new YamlStream();
            // To YAML these would end a line.
            yaml.Load(new StringReader(Regex.Replace(parts.Groups[1].Value, "[\u2028\u2029\u0085]", " ")));
            return new((YamlMappingNode)yaml.Documents[0].RootNode, parts.Groups[2].Value);
        }
    }
}
