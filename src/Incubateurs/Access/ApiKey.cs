using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Access;

/// <summary>
/// The text of a key: <c>inc_</c>, eight characters of prefix, which lists show, and 130 random bits. Without letters and
/// digits that are mistaken for each other.
/// </summary>
internal readonly record struct ApiKey(string Text)
{
    public const string Start = "inc_";

    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int PrefixLength = 8;
    private const int SecretLength = 26;

    public static ApiKey New() => new(Start + RandomNumberGenerator.GetString(Alphabet, PrefixLength + SecretLength));

    /// <summary>The prefix in a key or in itself, with or without <c>inc_</c>; null where there is none.</summary>
    public static string? PrefixOf(string text)
    {
        var rest = text.StartsWith(Start, StringComparison.Ordinal) ? text[Start.Length..] : text;
        return rest.Length is PrefixLength or PrefixLength + SecretLength && rest.All(Alphabet.Contains) ? rest[..PrefixLength] : null;
    }

    public string Prefix => Text.Substring(Start.Length, PrefixLength);

    /// <summary>What is kept of a key. The key is random: nothing is gained by a slow hash.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public bool Is(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash()), Encoding.ASCII.GetBytes(hash));
}
