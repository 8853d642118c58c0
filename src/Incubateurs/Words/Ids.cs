using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Words;

/// <summary>Ids that no one chooses: UUIDs as text.</summary>
internal static class Ids
{
    /// <summary>A new id, ordered by the instant at which it is made.</summary>
    public static string New(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    /// <summary>
    /// The id of something that its source names by what it is (a UUID of version 8 over a hash), so that reading
    /// the source again finds the same thing.
    /// </summary>
    public static string Of(params ReadOnlySpan<string> name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', name!)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
