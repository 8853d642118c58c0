using System.Text.RegularExpressions;

namespace Incubateurs.Words;

/// <summary>What members that the document calls <c>format: uri</c> may hold.</summary>
internal static partial class WebAddress
{
    private const string Host = @"[A-Za-z0-9._~%:\[\]-]+";
    private const string Path = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*";
    private const string Rest = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*";

    /// <summary>
    /// An http(s) URI as RFC 3986 writes it, that names nobody before its host. Not the framework's own check, which refuses some that
    /// hold escaped accents.
    /// </summary>
    public static bool IsUri(string text) =>
        Shape().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    [GeneratedRegex(
        $@"^https?://{Host}(?:/{Path})?(?:\?{Rest})?(?:#{Rest})?\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
