using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Incubateurs.Tests.Compatibility;

/// <summary>
/// The cleaning of docs/IMPORT.md, done once more in a few lines and by other means than the import: what a field of a file says after
/// it. It knows what the checkouts hold and no more.
/// </summary>
internal static class PublishedText
{
    private const string Removed = "\uFEFF\u200B";
    private const string Breaks = "\u2028\u2029\u0085";

    private static readonly Dictionary<string, string> OlderNames = new()
    {
        ["accélération"] = "acceleration",
        ["transfer"] = "consolidation",
        ["perennisation"] = "consolidation",
        ["passation"] = "consolidation",
        ["success"] = "transfere",
        ["transfert"] = "transfere",
        ["transféré"] = "transfere",
        ["death"] = "abandon",
        ["retirement"] = "abandon",
    };

    public static string Clean(string text, string lineBreak)
    {
        foreach (var c in Removed)
            text = text.Replace(c.ToString(), "", StringComparison.Ordinal);
        foreach (var c in Breaks)
            text = text.Replace(c.ToString(), lineBreak, StringComparison.Ordinal);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", lineBreak, StringComparison.Ordinal);
        return text.Normalize(NormalizationForm.FormC);
    }

    public static string Line(YamlNode? node) => Clean(Scalar(node), " ").Trim();

    public static string Lines(YamlNode? node) => Clean(Scalar(node), "\n").Trim();

    public static string Markdown(string body) => Regex.Replace(Clean(body, "\n").TrimEnd(), @"\A([ \t]*\n)+", "");

    /// <summary>The first address of a field, as a URI; empty when there is none.</summary>
    public static string Address(YamlNode? node)
    {
        var parts = WebUtility.HtmlDecode(Joined(node))
            .Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => part.Trim(';', ',')).ToList();
        var found = parts.FirstOrDefault(part => Regex.IsMatch(part, "^https?://", RegexOptions.IgnoreCase))
            ?? parts.Where(part => Regex.IsMatch(part, @"^(?!/)[\w.-]+\.[a-z]{2,}(/.*)?$")).Select(part => $"https://{part}").FirstOrDefault() ?? "";
        return found.All(char.IsAscii) ? found : new Uri(found).AbsoluteUri;
    }

    /// <summary>The first e-mail or web address of a field; empty when there is none.</summary>
    public static string Contact(YamlNode? node) =>
        Joined(node).Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Regex.Replace(part, @"^mailto:|(?<=@.*)\?.*$", ""))
            .FirstOrDefault(part => Regex.IsMatch(part, @"^([^@\s]+@[^@\s]+\.[^@\s]+|https?://.+)$")) ?? "";

    public static IEnumerable<YamlNode> Items(YamlNode? node) =>
        node is YamlSequenceNode list ? list.Children : Scalar(node).Trim().Length > 0 || node is YamlMappingNode ? [node!] : [];

    /// <summary>The texts of a list, each once.</summary>
    public static IReadOnlyList<string> List(YamlNode? node, bool splits = false) =>
    [
        .. Items(node).Select(Line)
            .SelectMany(text => splits ? Regex.Split(text, @"[,;](?![^()]*\))") : [text])
            .Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(),
    ];

    public static bool IsTrue(YamlNode? node) => Line(node).ToLower(CultureInfo.InvariantCulture) is "true" or "yes" or "on" or "oui";

    /// <summary>A day, written with one digit or two; null when it is none.</summary>
    public static string? Day(YamlNode? node)
    {
        var match = Regex.Match(Line(node), @"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})");
        var day = $"{match.Groups[1].Value}-{match.Groups[2].Value.PadLeft(2, '0')}-{match.Groups[3].Value.PadLeft(2, '0')}";
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", out _) ? day : null;
    }

    /// <summary>The phases that can be named and dated, in the order of the file, by their names of today; each once.</summary>
    public static IReadOnlyList<(string Name, string Start, string End)> Phases(YamlNode? node)
    {
        var written = Items(node).OfType<YamlMappingNode>()
            .Select(phase => (Name: Line(phase["name"]).ToLower(CultureInfo.InvariantCulture), Start: Day(Field(phase, "start")), End: Day(Field(phase, "end"))))
            .Where(phase => phase.Start is not null && string.CompareOrdinal(phase.Start, "2013-06-01") >= 0)
            .ToList();
        return
        [
            .. written.Select(phase => (Name: Today(phase.Name, phase.Start!), Start: phase.Start!, End: phase.End ?? "")).DistinctBy(phase => (phase.Name, phase.Start)),
        ];

        string Today(string name, string start)
        {
            if (name != "alumni")
                return OlderNames.GetValueOrDefault(name, name);
            var before = written.Where(phase => string.CompareOrdinal(phase.Start, start) <= 0)
                .Select(phase => phase.Name).Except(["alumni", "death", "retirement", "abandon", "abandon-investigation"]).ToList();
            return before is ["investigation"] ? "abandon-investigation" : "abandon";
        }
    }

    public static IReadOnlyList<(string Name, string Date, string Comment)> Events(YamlNode? node) =>
    [
        .. Items(node).OfType<YamlMappingNode>()
            .Select(one => (Name: Line(Field(one, "name")), Date: Day(Field(one, "date")), Comment: Lines(Field(one, "comment"))))
            .Where(one => one is { Name.Length: > 0, Date: not null })
            .Select(one => (one.Name, one.Date!, one.Comment.Replace("\n", "", StringComparison.Ordinal))).Distinct(),
    ];

    public static YamlNode? Field(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null;

    private static string Scalar(YamlNode? node) =>
        node is YamlScalarNode { Value: { } text } scalar && !(scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && text is "null" or "~") ? text : "";

    private static string Joined(YamlNode? node) => string.Join(' ', Items(node).Select(Line));
}
