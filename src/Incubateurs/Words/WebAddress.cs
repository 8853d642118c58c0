using System.Text;
using System.Text.RegularExpressions;

namespace Incubateurs.Words;

/// <summary>What members that the document calls <c>format: uri</c> may hold.</summary>
internal static partial class WebAddress
{
    /// <summary>An http(s) URI as RFC 3986 writes it, that names nobody before its host.</summary>
    public static bool IsUri(string text) =>
        Shape().IsMatch(text) && Ascii.IsValid(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
        && uri.UserInfo.Length == 0 && Uri.IsWellFormedUriString(text, UriKind.Absolute);

    // Brackets stand only around the address of a host.
    [GeneratedRegex(@"^https?://[^\s\p{Cc}/?#]+(?:[/?#][^\s\p{Cc}\[\]]*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
