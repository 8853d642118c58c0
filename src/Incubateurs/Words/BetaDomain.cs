namespace Incubateurs.Words;

/// <summary>The domains that incubators lend to their startups, which a product leaves when it is handed over.</summary>
internal static class BetaDomain
{
    /// <summary>Whether an address, on the Web or of electronic mail, is on such a domain.</summary>
    public static bool Holds(string? address) =>
        address is not null && HostOf(address) is var host
        && (IsUnder(host, "beta.gouv.fr") || IsUnder(host, "incubateur.net"));

    private static string HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : address[(address.LastIndexOf('@') + 1)..];

    private static bool IsUnder(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
