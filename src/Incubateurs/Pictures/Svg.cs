using System.Globalization;
using System.Text;
using System.Xml;
using Incubateurs.Http;
using Incubateurs.Incubation;

namespace Incubateurs.Pictures;

/// <summary>
/// Writes an SVG document: named and described for those who do not see it, light and dark by the reader's preference, without
/// script or outside reference. Of the charting packages without native parts none writes colours that follow the reader.
/// </summary>
internal sealed class Svg : IDisposable
{
    public const int Width = 720;

    private const string Style = """
        text{font:14px system-ui,sans-serif;fill:var(--text)}.title{font-size:18px;font-weight:600}.small{font-size:12px;fill:var(--soft)}
        .end{text-anchor:end}.middle{text-anchor:middle}.grid{stroke:var(--grid);stroke-width:1}.axis{stroke:var(--soft);stroke-width:1}
        .band{fill:var(--band)}.box{fill-opacity:.75}.mark{stroke:var(--text);stroke-width:2.5}.line{stroke:var(--soft);stroke-width:1.5}
        .edge{stroke:var(--back);stroke-width:1}.now{stroke:var(--text);stroke-width:1.5;stroke-dasharray:4 3}
        svg{--text:#1b1b1f;--soft:#5b5b66;--grid:#e3e3ea;--back:#fff;--band:#eef1fb;background:#fff;
        --investigation:#9ecae9;--construction:#4c78a8;--acceleration:#1f4e79;--consolidation:#b279a2;--opere:#72b7b2;--transfere:#439a5b;--abandon-investigation:#d8c8a8;--abandon:#b8a07c}
        @media(prefers-color-scheme:dark){svg{--text:#f2f2f5;--soft:#b4b4c0;--grid:#3a3a44;--back:#17171b;--band:#262a3a;background:#17171b;
        --investigation:#a9d3f0;--construction:#6b9bd1;--acceleration:#4a7fc0;--consolidation:#c99abb;--opere:#7fc8c2;--transfere:#5fb87a;--abandon-investigation:#8d7f63;--abandon:#6b5f49}}
        """;

    private readonly StringBuilder text = new();
    private readonly XmlWriter writer;

    public Svg(int height, Language language, string title, string description)
    {
        writer = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, CheckCharacters = false });
        writer.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(("viewBox", $"0 0 {Width} {height}"), ("role", "img"), ("aria-labelledby", "title description"), ("lang", language.Code()));
        Element("title", title, ("id", "title"));
        Element("desc", description, ("id", "description"));
        Element("style", Style);
        Text(16, 28, title, "title");
    }

    /// <summary>A number as people of a language write it.</summary>
    public static string Number(double value, Language language) =>
        value.ToString("#,0.#", CultureInfo.GetCultureInfo(language == Language.En ? "en-GB" : "fr-FR"));

    public void Text(double x, double y, string content, string classes = "") =>
        Element("text", content, ("x", Coordinate(x)), ("y", Coordinate(y)), ("class", classes));

    public void Line(double x1, double y1, double x2, double y2, string classes) =>
        Element("line", null, ("x1", Coordinate(x1)), ("y1", Coordinate(y1)), ("x2", Coordinate(x2)), ("y2", Coordinate(y2)), ("class", classes));

    public void Box(double x, double y, double width, double height, string classes, string? fill = null) => Element(
        "rect",
        null,
        ("x", Coordinate(x)),
        ("y", Coordinate(y)),
        ("width", Coordinate(Math.Max(width, 0))),
        ("height", Coordinate(height)),
        ("rx", "2"),
        ("class", classes),
        ("style", fill is null ? "" : $"fill:{fill}"));

    public void Area(IEnumerable<(double X, double Y)> points, string fill) => Element(
        "polygon",
        null,
        ("points", string.Join(' ', points.Select(point => $"{Coordinate(point.X)},{Coordinate(point.Y)}"))),
        ("class", "edge"),
        ("style", $"fill:{fill}"));

    /// <summary>Stripes in the colour of a phase, for what is planned.</summary>
    public void Pattern(string id, string colour)
    {
        writer.WriteStartElement("pattern");
        Attributes(("id", id), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"));
        Element("rect", null, ("width", "4"), ("height", "8"), ("style", $"fill:{colour}"));
        writer.WriteEndElement();
    }

    public SvgPicture Picture()
    {
        writer.WriteEndElement();
        writer.Flush();
        return new(text.ToString());
    }

    public void Dispose() => writer.Dispose();

    public static string Colour(Phase phase) => $"var(--{phase.Code})";

    /// <summary>Distances between grid lines that people count in: 1, 2 or 5 times a power of ten.</summary>
    public static double Step(double most, int lines)
    {
        var raw = Math.Max(most / lines, 1e-9);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    }

    private void Element(string name, string? content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(name);
        Attributes(attributes);
        if (content is not null)
            writer.WriteString(Clean(content));
        writer.WriteEndElement();
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            if (value.Length > 0)
                writer.WriteAttributeString(name, value);
    }

    // Characters that no XML document may hold.
    private static string Clean(string content) =>
        content.All(XmlConvert.IsXmlChar) ? content : string.Concat(content.EnumerateRunes().Where(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value)).Where(rune => rune != Rune.ReplacementChar));

    private static string Coordinate(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
