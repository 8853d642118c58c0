using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>Some items of the feed, for all who have read as far as one another and ask for the same.</summary>
/// <param name="Position">How far this is: whoever has read it goes on behind that, be it that nothing matched.</param>
/// <param name="Head">The last item of the whole feed.</param>
/// <param name="Version">Of the feed, as it was read.</param>
internal sealed record FeedBatch(IReadOnlyList<ChangeItem> Items, long Position, long Head, long Version)
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> events = new(StringComparer.Ordinal);

    /// <summary>Whether there is nothing behind it yet.</summary>
    public bool IsLast => Position >= Head;

    /// <summary>The items with their addresses behind a prefix.</summary>
    public IReadOnlyList<ChangeItem> At(string prefix) =>
        prefix.Length == 0 ? Items : [.. Items.Select(item => item with { Href = prefix + item.Href })];

    /// <summary>The items as server-sent events, encoded once for all readers (WHATWG HTML §9.2.5).</summary>
    public ReadOnlyMemory<byte> Events(string prefix) => events.GetOrAdd(prefix, Encode);

    private ReadOnlyMemory<byte> Encode(string prefix)
    {
        var block = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(block, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        foreach (var item in At(prefix))
        {
            _ = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {item.Seq}\ndata: "), block);
            JsonSerializer.Serialize(json, item, Json.Options);
            json.Reset();
            block.Write("\n\n"u8);
        }

        return block.WrittenMemory;
    }
}
