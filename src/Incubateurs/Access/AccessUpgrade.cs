using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Storage;

namespace Incubateurs.Access;

/// <summary>
/// Seals the rows of an earlier build's log in the way of today: once, when its database is opened, in one transaction, by a row
/// that says so, with the head that they had. Their earlier seals are kept, for those who have one.
/// </summary>
internal static class AccessUpgrade
{
    public static async Task SealAccessesAnewAsync(this Database database, CancellationToken cancellation)
    {
        // Before any write.
        if (await database.ReadAsync(tx => tx.HasOlderAccessesAsync(), cancellation))
            _ = await database.WriteAsync(Actor.System, _ => Task.FromResult(0), cancellation);
    }

    /// <summary>The chain of before: SHA-256 over the seal before and every field, each with its length.</summary>
    internal static string OlderSeal(string before, long id, params IReadOnlyList<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in (IEnumerable<string>)[before, id.ToString(CultureInfo.InvariantCulture), .. fields])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
