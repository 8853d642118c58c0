using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Incubateurs.Exchange.Export;

/// <summary>
/// The front matter of a file, key by key. Texts are quoted and stand on one line, whatever they hold: any reader of YAML takes them for
/// the texts that they are, and no line can be taken for the fence.
/// </summary>
internal sealed partial class FrontMatterWriter : IDisposable
{
    private readonly StringWriter text = new() { NewLine = "\n" };
    private readonly Emitter emitter;

    public FrontMatterWriter()
    {
        emitter = new(text, new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n").WithIndentedSequences());
        Emit(new StreamStart());
        Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Begin();
    }

    /// <summary>A text; nothing is written where there is none.</summary>
    public void Text(string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;

        Key(key);
        Quoted(value);
    }

    /// <summary>A day, a truth value or a code, as it is.</summary>
    public void Plain(string key, string? value)
    {
        if (value is null)
            return;

        Key(key);
        Plain(value);
    }

    public void Texts(string key, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return;

        Key(key);
        Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var value in values)
            Quoted(value);
        Emit(new SequenceEnd());
    }

    /// <summary>A list of mappings.</summary>
    public void Items<T>(string key, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;

        Key(key);
        Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var item in items)
        {
            Begin();
            write(item);
            Emit(new MappingEnd());
        }

        Emit(new SequenceEnd());
    }

    /// <summary>What was read under a key, as provenance keeps it.</summary>
    public void AsRead(string key, JsonElement value)
    {
        Key(key);
        AsRead(value);
    }

    /// <summary>The file: the front matter between its fences, and the Markdown below it.</summary>
    public ContentFile File(string path, string? body = null)
    {
        Emit(new MappingEnd());
        Emit(new DocumentEnd(isImplicit: true));
        Emit(new StreamEnd());
        return new(path, Encoding.UTF8.GetBytes($"---\n{text}---\n{(body is null ? "" : $"\n{body}\n")}"));
    }

    public void Dispose() => text.Dispose();

    private void AsRead(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Begin();
                foreach (var entry in value.EnumerateObject())
                    AsRead(entry.Name, entry.Value);
                Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in value.EnumerateArray())
                    AsRead(item);
                Emit(new SequenceEnd());
                break;
            case JsonValueKind.String when value.GetString() is { } said:
                // The quotes of its author are not kept: what is true, false or a day was hardly ever in any.
                if (Typed().IsMatch(said))
                    Plain(said);
                else
                    Quoted(said);
                break;
            default:
                Plain("null");
                break;
        }
    }

    private void Begin() => Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));

    private void Key(string key)
    {
        if (Word().IsMatch(key))
            Plain(key);
        else
            Quoted(key);
    }

    private void Plain(string value) => Scalar(value, ScalarStyle.Plain);

    private void Quoted(string value) => Scalar(value, ScalarStyle.DoubleQuoted);

    private void Scalar(string value, ScalarStyle style) =>
        Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));

    private void Emit(ParsingEvent parsingEvent) => emitter.Emit(parsingEvent);

    [GeneratedRegex(
        @"\A(?!(?:true|false|yes|no|on|off|null|y|n)\z)[A-Za-z_][A-Za-z0-9_]*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A(?:true|false|[0-9]{4}-[0-9]{2}-[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Typed();
}
