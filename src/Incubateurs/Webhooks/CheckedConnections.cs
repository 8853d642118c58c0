using System.Net;
using System.Net.Sockets;

namespace Incubateurs.Webhooks;

/// <summary>The host of a webhook has an address to which none may lead.</summary>
#pragma warning disable CA1032 // Nothing else makes one.
internal sealed class ForbiddenAddressException() : IOException("The host has a private, local or reserved address.");
#pragma warning restore CA1032

/// <summary>
/// Connects to where a webhook leads: the name is resolved here, every address that it has is checked, and the connection is made to one
/// of these. A name that leads elsewhere a moment later changes nothing.
/// </summary>
internal static class CheckedConnections
{
    // RFC 6761 §6.4: names that lead nowhere, about which nobody is asked. The specimen's webhook has one.
    private const string Nowhere = ".invalid";

    /// <param name="anywhere">Whether addresses that are not anybody's are taken, too.</param>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool anywhere, CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(host.Host, cancellation);
        if (!anywhere && !Array.TrueForAll(addresses, AddressRules.IsPublic))
            throw new ForbiddenAddressException();

#pragma warning disable CA2000 // The stream owns it, or it is disposed of below.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        if (host.TrimEnd('.').EndsWith(Nowhere, StringComparison.OrdinalIgnoreCase))
            throw new SocketException((int)SocketError.HostNotFound);

        return await Dns.GetHostAddressesAsync(host, cancellation) is { Length: > 0 } found
            ? found
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
