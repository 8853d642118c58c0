using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Storage;

/// <summary>
/// Cursors as text. They are signed with a key of the database's, so that what comes back is what was given: the parts of a cursor,
/// its total included, are used as they are. Every server of one database takes the cursors of the others, and those of before a restart.
/// </summary>
internal sealed class CursorSigner(byte[] key)
{
    private const byte Version = 2;
    private const int Signature = 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The cursor as text that needs no escaping in a URL.</summary>
    public string Write(Cursor cursor)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Utf8))
        {
            writer.Write(Version);
            writer.Write7BitEncodedInt(cursor.Day.DayNumber);
            writer.Write7BitEncodedInt64(cursor.Total);
            writer.Write(cursor.Sequence is not null);
            writer.Write7BitEncodedInt64(cursor.Sequence ?? 0);
            writer.Write(cursor.QueryHash);
            writer.Write(cursor.Key);
            writer.Write(cursor.Id);
        }

        var body = stream.ToArray();
        return Base64Url.EncodeToString([.. body, .. SignatureOf(body)]);
    }

    /// <summary>Null for anything but a text that <see cref="Write"/> gave.</summary>
    public Cursor? Read(string? text)
    {
        if (text is null or { Length: 0 or > Cursor.LongestText } || !Base64Url.IsValid(text))
            return null;

        // One cursor, one text: blanks and padding are not ours.
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= Signature || bytes[0] != Version || Base64Url.EncodeToString(bytes) != text)
            return null;

        var body = bytes[..^Signature];
        return CryptographicOperations.FixedTimeEquals(SignatureOf(body), bytes.AsSpan(^Signature..)) ? Parsed(body) : null;
    }

    private ReadOnlySpan<byte> SignatureOf(byte[] body) => HMACSHA256.HashData(key, body).AsSpan(0, Signature);

    private static Cursor Parsed(byte[] body)
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
