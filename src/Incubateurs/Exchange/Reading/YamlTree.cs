using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Incubateurs.Exchange.Reading;

/// <summary>A value of the front matter. Scalars stay text, so that an impossible date spoils one field and not its file.</summary>
/// <param name="Weight">How much of it there is once its aliases are written out.</param>
internal abstract record YamlValue(long Weight);

/// <param name="Text">Null for an empty plain scalar, <c>~</c> or <c>null</c>.</param>
internal sealed record YamlText(string? Text) : YamlValue(1 + (Text?.Length ?? 0));

internal sealed record YamlList(IReadOnlyList<YamlValue> Items, long Weight) : YamlValue(Weight);

internal sealed record YamlMap(IReadOnlyDictionary<string, YamlValue> Entries, long Weight) : YamlValue(Weight);

/// <summary>
/// Builds the tree from the parser's events. YamlDotNet's own representation model recurses as deep as its input
/// and a stack overflow cannot be caught; here depth and expansion are bounded.
/// </summary>
internal sealed class YamlTree
{
    private const int MostDepth = 32;
    private const long MostWeight = 2L * ContentFile.MostBytes;

    private readonly Parser parser;
    private readonly Dictionary<AnchorName, YamlValue> anchors = [];
    private readonly Action<Mark, string> twice;

    private YamlTree(string text, Action<Mark, string> twice)
    {
        parser = new(new StringReader(text));
        this.twice = twice;
    }

    /// <summary>
    /// The one document of the text; an empty text is an empty scalar. Throws <see cref="YamlException"/> alone, and always with
    /// the place.
    /// </summary>
    /// <param name="twice">Told of each key that its mapping had before: the last value counts, as for the source's own reader.</param>
    public static YamlValue Read(string text, Action<Mark, string> twice)
    {
        var tree = new YamlTree(text, twice);
        try
        {
            return tree.ReadStream();
        }
        catch (YamlException e) when (e.Start.Line > 0)
        {
            throw;
        }
#pragma warning disable CA1031 // Mangled text takes the parser beyond its own exceptions, and one file must not stop an import.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new YamlException(tree.Here, tree.Here, e.Message, e);
        }
    }

    private Mark Here => parser.Current?.Start ?? new(0, 1, 1);

    private YamlValue ReadStream()
    {
        _ = parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return new YamlText(null);
        _ = parser.Consume<DocumentStart>();
        var root = ReadValue(0);
        _ = parser.Consume<DocumentEnd>();
        _ = parser.Consume<StreamEnd>();
        return root;
    }

    private YamlValue ReadValue(int depth)
    {
        if (depth > MostDepth)
            throw Fault(Here, "nested too deep");

        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value, out var target)
                ? target
                : throw Fault(alias.Start, "an alias without an anchor before it");

        if (parser.TryConsume<Scalar>(out var scalar))
            return Anchored(scalar.Anchor, new YamlText(IsNull(scalar) ? null : scalar.Value));

        if (parser.TryConsume<SequenceStart>(out var list))
            return Anchored(list.Anchor, ReadList(depth));

        return Anchored(parser.Consume<MappingStart>().Anchor, ReadMap(depth));
    }

    private YamlList ReadList(int depth)
    {
        var items = new List<YamlValue>();
        var weight = 1L;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue(depth + 1));
            weight = Bounded(weight + items[^1].Weight);
        }

        return new(items, weight);
    }

    private YamlMap ReadMap(int depth)
    {
        var entries = new OrderedDictionary<string, YamlValue>(StringComparer.Ordinal);
        var weight = 1L;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var place = Here;
            if (ReadValue(depth + 1) is not YamlText { Text: var name })
                throw Fault(place, "a key that is no text");
            var key = TextCleaning.Line(name ?? "", _ => { });
            var value = ReadValue(depth + 1);
            weight = Bounded(weight + key.Length + value.Weight);
            if (entries.ContainsKey(key))
                twice(place, key);
            entries[key] = value;
        }

        return new(entries, weight);
    }

    private YamlValue Anchored(AnchorName anchor, YamlValue value)
    {
        if (!anchor.IsEmpty)
            anchors[anchor] = value;
        return value;
    }

    private long Bounded(long weight) => weight <= MostWeight ? weight : throw Fault(Here, "aliases that expand beyond any use");

    private static YamlException Fault(Mark place, string message) => new(place, place, message);

    private static bool IsNull(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };
}
