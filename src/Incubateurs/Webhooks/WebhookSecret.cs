using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Webhooks;

/// <summary>Secrets and signatures of Standard Webhooks.</summary>
internal static class WebhookSecret
{
    public const string Pattern = "^whsec_[A-Za-z0-9+/]+=*$";

    private const string Start = "whsec_";
    private const int Bytes = 32;

    public static string New() => Start + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// The header <c>webhook-signature</c>: a signature with each secret that is good. Of several, the first stands at the end once more: a
    /// library that receivers have (StandardWebhooks for .NET, 1.1.2) never looks at the last one.
    /// </summary>
    public static string Sign(IReadOnlyList<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var signed = (byte[])[.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        List<string> signatures = [.. secrets.Select(
            secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Start.Length..]), signed)))];
        return string.Join(' ', signatures.Count > 1 ? [.. signatures, signatures[0]] : signatures);
    }
}
