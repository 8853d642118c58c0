using System.Globalization;
using System.Text;
using System.Xml;
using Incubateurs.Words;

namespace Incubateurs.Pictures;

/// <summary>
/// Writes an SVG document: named and described for those who do not see it, light and dark by the reader's preference, with
/// letters that grow where it is shown small, without script or outside reference. The charting packages do none of this:
/// ScottPlot and LiveCharts need native Skia, and the managed ones (OxyPlot) fix each colour and size in its element.
/// </summary>
internal sealed class Svg : IDisposable
{
    public const int Width = 720;
    public const int Left = 16;
    public const int Right = Width - Left;

    /// <summary>From one line of text to the next, also where letters are large.</summary>
    public const int LineHeight = 30;

    // The widest letters, those of a small picture, fit so often in a line.
    private const int LettersInTitle = 38;
    private const int LettersInNote = 56;

    private readonly StringBuilder body = new();
    private readonly XmlWriter writer;
    private readonly Language language;
    private readonly string title;
    private readonly string description;

    public Svg(Language language, string title, string description)
    {
        (this.language, this.title, this.description) = (language, title, description);
        writer = XmlWriter.Create(
            body, new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false });
        Bottom = 6;
        foreach (var line in SvgText.Wrapped(title, LettersInTitle))
            Text(Left, Bottom += LineHeight, line, "title");
        Bottom += 14;
    }

    /// <summary>Where what comes next may begin: the picture is as high as what is in it.</summary>
    public double Bottom { get; set; }

    public void Text(double x, double y, string content, string classes = "") =>
        Element("text", content, ("x", Coordinate(x)), ("y", Coordinate(y)), ("class", classes));

    /// <summary>A sentence below all that is there, in as many lines as it needs.</summary>
    public void Note(string content)
    {
        foreach (var line in SvgText.Wrapped(content, LettersInNote))
            Text(Left, Bottom += LineHeight - 6, line, "small");
    }

    public void Line(double x1, double y1, double x2, double y2, string classes) =>
        Element(
            "line",
            null,
            ("x1", Coordinate(x1)),
            ("y1", Coordinate(y1)),
            ("x2", Coordinate(x2)),
            ("y2", Coordinate(y2)),
            ("class", classes));

    /// <param name="tip">What is said where one points at it.</param>
    public void Box(double x, double y, double width, double height, string classes, string? fill = null, string? tip = null) => Shape(
        "rect",
        tip,
        ("x", Coordinate(x)),
        ("y", Coordinate(y)),
        ("width", Coordinate(Math.Max(width, 0))),
        ("height", Coordinate(height)),
        ("class", classes),
        ("style", fill is null ? "" : $"fill:{fill}"));

    public void Area(IEnumerable<(double X, double Y)> points, string classes, string tip) => Shape(
        "polygon", tip, (
            "points", string.Join(' ', points.Select(point => $"{Coordinate(point.X)},{Coordinate(point.Y)}"))), ("class", classes));

    /// <summary>Stripes in the colour of a phase, for what is planned.</summary>
    public void Pattern(string id, string classes)
    {
        writer.WriteStartElement("pattern");
        Attributes(("id", id), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"));
        Element("rect", null, ("width", "4"), ("height", "8"), ("class", classes));
        writer.WriteEndElement();
    }

    public SvgPicture Picture()
    {
        writer.Flush();
        StringBuilder text = new();
        using (var head = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            head.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            head.WriteAttributeString("viewBox", $"0 0 {Width} {Coordinate(Bottom + Left)}");
            head.WriteAttributeString("role", "img");
            head.WriteAttributeString("aria-labelledby", "title description");
            head.WriteAttributeString("lang", language.Code());
            Named(head, "title", "title", title);
            Named(head, "desc", "description", description);
            head.WriteElementString("style", SvgStyle.Text);
            head.WriteRaw(body.ToString());
            head.WriteEndElement();
        }

        return new(text.ToString());
    }

    public void Dispose() => writer.Dispose();

    /// <summary>Distances between grid lines that people count in: 1, 2 or 5 times a power of ten.</summary>
    public static double Step(double most, int lines)
    {
        var raw = Math.Max(most / lines, 1e-9);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    }

    /// <summary>How many years from one mark to the next where so many would fit between two: 1, 2, 5, 10, 20 and so on.</summary>
    public static int Every(double years) => Math.Max(1, (int)Step(years, 1));

    private static void Named(XmlWriter head, string name, string id, string content)
    {
        head.WriteStartElement(name);
        head.WriteAttributeString("id", id);
        head.WriteString(SvgText.Clean(content));
        head.WriteEndElement();
    }

    private void Shape(string name, string? tip, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(name);
        Attributes(attributes);
        if (tip is not null)
            Element("title", tip);
        writer.WriteEndElement();
    }

    private void Element(string name, string? content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.WriteStartElement(name);
        Attributes(attributes);
        if (content is not null)
            writer.WriteString(SvgText.Clean(content));
        writer.WriteEndElement();
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            if (value.Length > 0)
                writer.WriteAttributeString(name, value);
    }

    private static string Coordinate(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
