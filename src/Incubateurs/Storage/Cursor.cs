using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>
/// Where a page ended, and of what list. Opaque to clients and bound to the query it came from;
/// its checksum tells a broken cursor from a whole one and hides nothing.
/// </summary>
/// <param name="Key">The sort key of the last item; empty when it has none.</param>
/// <param name="Id">The id of the last item.</param>
/// <param name="Day">The day the first page was asked on.</param>
/// <param name="QueryHash">Of the canonical query: <see cref="HashOf"/>.</param>
/// <param name="Total">The total of the first page.</param>
/// <param name="Sequence">What the first page knew, where the list is held to that.</param>
internal sealed record Cursor(string Key, string Id, DateOnly Day, string QueryHash, long Total, long? Sequence = null)
{
    private const byte Version = 1;
    private const int Checksum = 8;

    /// <summary>No cursor of ours is longer; a longer text is not worth decoding.</summary>
    public const int LongestText = 4096;

    /// <summary>What is said of a cursor that is broken or of another query.</summary>
    public static readonly Label Foreign = new(
        "Ce curseur n'est pas de cette requête : reprendre `next` tel quel.",
        "This cursor is not of this query: take `next` as it is.");

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The last item has no value to sort by; such items come last both ways.</summary>
    public bool Absent => Key.Length == 0;

    /// <summary>Sixteen characters that tell one query from another.</summary>
    public static string HashOf(string canonicalQuery) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalQuery)).AsSpan(0, 12));

    /// <summary>The cursor as text that needs no escaping in a URL.</summary>
    public string Encode()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Utf8))
        {
            writer.Write(Version);
            writer.Write7BitEncodedInt(Day.DayNumber);
            writer.Write7BitEncodedInt64(Total);
            writer.Write(Sequence is not null);
            writer.Write7BitEncodedInt64(Sequence ?? 0);
            writer.Write(QueryHash);
            writer.Write(Key);
            writer.Write(Id);
        }

        var body = stream.ToArray();
        return Base64Url.EncodeToString([.. body, .. SHA256.HashData(body).AsSpan(0, Checksum)]);
    }

    /// <summary>False for anything but a text that <see cref="Encode"/> gave.</summary>
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = null!;
        if (text is null or { Length: 0 or > LongestText } || !Base64Url.IsValid(text))
            return false;

        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= Checksum
            || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - Checksum)).AsSpan(0, Checksum).SequenceEqual(bytes.AsSpan(^Checksum..)))
            return false;

        try
        {
            cursor = Read(bytes.AsSpan(0, bytes.Length - Checksum).ToArray());
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return false; // Somebody took the trouble to get the checksum right.
        }

        // One cursor, one text: no blanks, no padding, no other version, nothing behind it.
        return cursor.Encode() == text;
    }

    private static Cursor Read(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Utf8);
        reader.ReadByte();
        var day = DateOnly.FromDayNumber(reader.Read7BitEncodedInt());
        var total = reader.Read7BitEncodedInt64();
        var held = reader.ReadBoolean();
        var sequence = reader.Read7BitEncodedInt64();
        var hash = reader.ReadString();
        return new(Key: reader.ReadString(), Id: reader.ReadString(), day, hash, total, held ? sequence : null);
    }
}
