using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Incubateurs.Words;
using YamlDotNet.Core;

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

        var yaml = new YamlLines(report);
        for (var line = lines.ReadLine(); !IsFence(line); line = lines.ReadLine())
            if (line is null)
                return LeftOut(report, AnomalyClasses.UnclosedFrontMatter, "no second line ---");
            else
                yaml.Add(line);

        return Parse(yaml.ToString(), report) is { } entries ? new(entries, lines.ReadToEnd()) : null;
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
        { Fault: ContentFault.Link } => (AnomalyClasses.LinkNotFollowed, "a link, which is not followed"),
        { Fault: not null } => (AnomalyClasses.UnreadableFile, "the file could not be read"),
        { Bytes.Length: 0 } => (AnomalyClasses.EmptyFile, "no byte; or a pipe or a device, which is not opened"),
        _ => null,
    };

    private static FrontMatter? LeftOut(FileReport report, AnomalyClass kind, string detail)
    {
        report.Add(kind, detail);
        return null;
    }

    private static bool IsFence(string? line) =>
        line is not null && line.StartsWith("---", StringComparison.Ordinal) && line.AsSpan(3).IsWhiteSpace();

    private static YamlMap? Parse(string yaml, FileReport report)
    {
        var twice = 0;
        try
        {
            var root = YamlTree.Read(yaml, (place, key) =>
            {
                if (twice++ < Fields.MostItems)
                    report.Add(AnomalyClasses.DuplicateKey, $"{Place(place)}: {key}");
            });
            if (root is YamlMap map)
                return map;
            report.Add(
                AnomalyClasses.NotAMapping, root is YamlText { Text: null } ? "the front matter is empty" : "no key in the front matter");
        }
        catch (YamlException e)
        {
            report.Add(AnomalyClasses.InvalidYaml, $"{Place(e.Start)}: {e.Message}");
        }

        return null;
    }

    // In the file: its first line is the fence.
    private static string Place(Mark mark) => string.Create(CultureInfo.InvariantCulture, $"line {mark.Line + 1}, column {mark.Column}");

    private static void Write(Utf8JsonWriter json, YamlValue value, bool top = false)
    {
        switch (value)
        {
            case YamlText text:
                json.WriteStringValue(text.Text?.Sound());
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
