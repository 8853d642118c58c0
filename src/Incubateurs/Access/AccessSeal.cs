using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Access;

/// <summary>
/// The chain of the log (docs/AUDIT.md): the seal of a row is SHA-256 over the seal before it and over what is public of the row,
/// each as a netstring, so that no two rows have the same bytes and anyone can follow it. What is not public is committed to,
/// with a secret of the agent: it can be shown later, and not be guessed.
/// </summary>
internal static class AccessSeal
{
    /// <summary>In hexadecimal.</summary>
    public const string Pattern = "^[0-9a-f]{64}$";

    /// <summary>Before the first row.</summary>
    public static readonly string None = new('0', 64);

    /// <param name="fields">What is public of the row, in the order of docs/AUDIT.md.</param>
    public static string Of(string before, long id, params ReadOnlySpan<string> fields)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Append(bytes, before);
        Append(bytes, id.ToString(CultureInfo.InvariantCulture));
        foreach (var field in fields)
            Append(bytes, field);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    /// <summary>Commitments to when, and in which request, and to who it was.</summary>
    /// <param name="secret">Of the agent, in hexadecimal.</param>
    public static (string When, string Who) Proofs(string secret, long id, string at, string requestId, string agent)
    {
        Span<byte> salt = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(Convert.FromHexString(secret), Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)), salt);
        return (Hmac(salt, $"{at}\n{requestId}"), Hmac(salt, agent));
    }

    private static string Hmac(ReadOnlySpan<byte> key, string text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Append(ArrayBufferWriter<byte> bytes, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        _ = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length}:"), bytes);
        _ = Encoding.UTF8.GetBytes(text, bytes);
        bytes.Write(","u8);
    }
}
