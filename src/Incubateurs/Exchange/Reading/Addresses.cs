using System.Globalization;
using System.Text.RegularExpressions;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>The one address of a field that was meant to hold one.</summary>
internal static partial class Addresses
{
    /// <summary>The first http(s) address, what no URI holds encoded (RFC 3986 §2.1); null when there is none.</summary>
    public static string? Web(string text, string field, FileReport report) =>
        Written(text, field, report) is { } address ? AsUri(address, field, report) : null;

    private static string? Written(string text, string field, FileReport report)
    {
        var parts = Parts(text, field, report);
        var address = parts.Select(part => IsWeb(part) ? part : null).FirstOrDefault(part => part is not null)
            ?? parts.Select(WithScheme).FirstOrDefault(part => part is not null);
        if (address is null)
            report.Add(AnomalyClasses.NotAnAddress, $"{field}: {text}");
        else if (address.Length > Bounds.LongestUrl)
        {
            report.Cleaned(AnomalyClasses.TooLong, field);
            return null;
        }
        else if (parts.Count > 1)
            report.Add(AnomalyClasses.SeveralAddresses, $"{field}: {text}");

        if (address is not null && !parts.Contains(address))
            report.Add(AnomalyClasses.AddressWithoutScheme, $"{field}: {text}");
        return address;
    }

    /// <summary>The first e-mail or web address. Nothing else passes: free words beside a startup are likely somebody's name.</summary>
    public static string? Contact(string text, string field, FileReport report)
    {
        IReadOnlyList<string> parts = [.. Parts(text, field, report).Select(WithoutQuery)];
        var contact = parts.FirstOrDefault(part => IsMail(part) || IsWeb(part));
        if (contact is null)
        {
            report.Add(AnomalyClasses.ContactNotAnAddress, field);
            return null;
        }

        if (contact.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            contact = contact["mailto:".Length..];
        if (contact.Length > Bounds.LongestLine)
        {
            report.Cleaned(AnomalyClasses.TooLong, field);
            return null;
        }

        if (parts.Count > 1)
            report.Add(AnomalyClasses.SeveralAddresses, field);
        if (parts.Any(PersonalContact.LooksPersonal))
            report.Add(AnomalyClasses.PersonalContact, field);
        return contact;
    }

    // Whoever is named before the host is no part of what others may see.
    private static string? AsUri(string address, string field, FileReport report)
    {
        if (WebAddress.IsUri(address))
            return address;

        var uri = new Uri(address);
        var host = uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host;
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        var rest = uri.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
        var encoded = $"{uri.Scheme}://{host}{port}{LeftAsTheyAre().Replace(rest, match => Uri.HexEscape(match.Value[0]))}";
        if (!WebAddress.IsUri(encoded))
        {
            report.Add(AnomalyClasses.NotAnAddress, field);
            return null;
        }

        report.Cleaned(AnomalyClasses.AddressNotUri, field);
        return encoded;
    }

    private static IReadOnlyList<string> Parts(string text, string field, FileReport report)
    {
        IReadOnlyList<string> parts = [.. Separators().Split(text).Select(part => part.Trim(',', ';')).Where(part => part.Length > 0)];
        if (parts.Count == 1 && parts[0].Length < text.Length)
            report.Cleaned(AnomalyClasses.StraySeparator, field);
        return parts;
    }

    private static bool IsWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0
        && text.Contains("://", StringComparison.Ordinal);

    private static string? WithScheme(string text) => Bare().IsMatch(text) && IsWeb("https://" + text) ? "https://" + text : null;

    // What a mail is to begin with, "?subject=…", is no part of its address.
    private static string WithoutQuery(string part) =>
        part.IndexOf('?', StringComparison.Ordinal) is > 0 and var query && IsMail(part[..query]) ? part[..query] : part;

    private static bool IsMail(string text) => Mail().IsMatch(text);

    [GeneratedRegex(@"\s+|[,;](?=https?://)|[,;](?=[^@,;\s/]+@)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    // What the framework does not encode, and RFC 3986 allows nowhere there.
    [GeneratedRegex(@"[\[\]]|(?<=#.*)#", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LeftAsTheyAre();

    [GeneratedRegex(@"^(?:[\w-]{1,63}\.)+\p{L}{2,20}(?:[/?#].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^(?:mailto:)?[^@\s:/]+@[^@\s]+\.[^@\s]+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mail();
}
