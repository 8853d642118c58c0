using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Candidacies;

/// <summary>
/// With what a candidate follows its candidacy: eight characters that find it, and 130 random bits that prove it. Without
/// letters and digits that are mistaken for each other.
/// </summary>
internal readonly record struct FollowUpSecret(string Text)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int PrefixLength = 8;
    private const int SecretLength = 26;

    public static FollowUpSecret New() => new(RandomNumberGenerator.GetString(Alphabet, PrefixLength + SecretLength));

    /// <summary>A text that may be a secret; null where it cannot.</summary>
    public static FollowUpSecret? Read(string text) =>
        text.Length == PrefixLength + SecretLength && text.All(Alphabet.Contains) ? new(text) : null;

    public string Prefix => Text[..PrefixLength];

    /// <summary>What is kept of a secret. It is random: nothing is gained by a slow hash.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public bool Is(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash()), Encoding.ASCII.GetBytes(hash));
}
