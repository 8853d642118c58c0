using System.Net;
using System.Net.Sockets;

namespace Incubateurs.Webhooks;

/// <summary>
/// Which addresses are anybody's on the Internet: what is not, is ours or our neighbours', and no webhook reaches it (OWASP, "Server-Side
/// Request Forgery"; the registries of special-purpose addresses of RFC 6890).
/// </summary>
internal static class AddressRules
{
    private static readonly IPNetwork[] Special4 =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Public by its number, and answered by the host of a virtual machine.
            "168.63.129.16/32",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Within what is global: Teredo, benchmarks, ORCHID, 6to4, documentation. They wrap or stand for something else.
    private static readonly IPNetwork[] Special6 =
        [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];

    // Translated by a gateway (RFC 6052): the last four bytes say to where.
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is anybody's.</summary>
    public static bool IsPublic(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? IsPublic(address.MapToIPv4())
        : address.AddressFamily == AddressFamily.InterNetwork ? !Array.Exists(Special4, network => network.Contains(address))
        : Translated.Contains(address) ? IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)))
        : Global6.Contains(address) && !Array.Exists(Special6, network => network.Contains(address));
}
