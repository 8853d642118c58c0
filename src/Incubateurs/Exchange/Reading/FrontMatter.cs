using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Incubateurs.Exchange.Reading;

/// <summary>The front matter of a file, between two lines <c>---</c>, and the Markdown below it.</summary>
internal sealed record FrontMatter(YamlMap Entries, string Body)
{
    // Persons' addresses that the source keeps for its own use; never read into the database.
    private static readonly string[] NeverRead = ["contact_dinum", "contact_incubator", "_authors"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when the file has to be left out; the reason is then in the report.</summary>
    public static FrontMatter? Read(ContentFile file, FileReport report)
    {
        if (Fault(file) is { } fault)
            return LeftOut(report, fault.Class, fault.Detail);

        string text;
        try
        {
            text = Strict.GetString(file.Bytes);
        }
        catch (DecoderFallbackException e)
        {
            return LeftOut(report, AnomalyClasses.NotUtf8, $"byte {e.Index} is not UTF-8");
        }

        if (text.StartsWith('\uFEFF'))
        {
            report.Cleaned(AnomalyClasses.ByteOrderMark, "(start of the file)");
            text = text[1..];
        }

        if (text.Contains("\r\n", StringComparison.Ordinal))
            report.Cleaned(AnomalyClasses.Crlf, "(the file)");

        var lines = new StringReader(text);
        if (!IsFence(lines.ReadLine()))
            return LeftOut(report, AnomalyClasses.NoFrontMatter, "the first line is not ---");

        var yaml = new StringBuilder();
        for (var line = lines.ReadLine(); !IsFence(line); line = lines.ReadLine())
            if (line is null)
                return LeftOut(report, AnomalyClasses.UnclosedFrontMatter, "no second line ---");
            else
                _ = yaml.Append(line).Append('\n');

        return Parse(WithoutSeparators(yaml.ToString(), report), report) is { } entries ? new(entries, lines.ReadToEnd()) : null;
    }

    /// <summary>The front matter as read, as JSON, without what is never read.</summary>
    public string Provenance()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, Entries, top: true);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static (AnomalyClass Class, string Detail)? Fault(ContentFile file) => file switch
    {
        { Fault: ContentFault.TooLarge } => (AnomalyClasses.FileTooLarge, $"more than {ContentFile.MostBytes} bytes"),
        { Bytes.Length: > ContentFile.MostBytes } => (AnomalyClasses.FileTooLarge, $"{file.Bytes.Length} bytes"),
        { Fault: not null } => (AnomalyClasses.UnreadableFile, "the file could not be read"),
        { Bytes.Length: 0 } => (AnomalyClasses.EmptyFile, "no byte"),
        _ => null,
    };

    private static FrontMatter? LeftOut(FileReport report, AnomalyClass kind, string detail)
    {
        report.Add(kind, detail);
        return null;
    }

    private static bool IsFence(string? line) =>
        line is not null && line.StartsWith("---", StringComparison.Ordinal) && line.AsSpan(3).IsWhiteSpace();

    // To YAML these end a line, so that a title that holds one would spoil its file; to its author they were a blank.
    private static string WithoutSeparators(string yaml, FileReport report)
    {
        if (!yaml.AsSpan().ContainsAny('\u2028', '\u2029', '\u0085'))
            return yaml;
        foreach (var line in yaml.Split('\n').Where(line => line.AsSpan().ContainsAny('\u2028', '\u2029', '\u0085')))
            report.Cleaned(
                AnomalyClasses.LineSeparator,
                line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? line[..colon].Trim(' ', '-') : "(a continued line)");
        return yaml.Replace('\u2028', ' ').Replace('\u2029', ' ').Replace('\u0085', ' ');
    }

    private static YamlMap? Parse(string yaml, FileReport report)
    {
        try
        {
            var root = YamlTree.Read(yaml);
            if (root is YamlMap map)
                return map;
            report.Add(
                AnomalyClasses.NotAMapping, root is YamlText { Text: null } ? "the front matter is empty" : "no key in the front matter");
        }
#pragma warning disable CA1031 // Mangled text takes the parser beyond its own exceptions, and one file must not stop an import.
        catch (Exception e)
#pragma warning restore CA1031
        {
            report.Add(AnomalyClasses.InvalidYaml, e.Message);
        }

        return null;
    }

    private static void Write(Utf8JsonWriter json, YamlValue value, bool top = false)
    {
        switch (value)
        {
            case YamlText text:
                json.WriteStringValue(text.Text);
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case YamlMap map:
                json.WriteStartObject();
                foreach (var (key, entry) in map.Entries)
                    if (!top || !NeverRead.Contains(key, StringComparer.OrdinalIgnoreCase))
                    {
                        json.WritePropertyName(key);
                        Write(json, entry);
                    }

                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"No JSON for {value.GetType()}.");
        }
    }
}
