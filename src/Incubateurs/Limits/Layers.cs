using System.Buffers.Binary;
using System.Net;

namespace Incubateurs.Limits;

/// <summary>Addresses that are counted as one: those that begin with as many bits, and what they may write through a door.</summary>
/// <param name="Bits">Of the 128; an IPv4 address is counted as IPv6 writes it, with 96 bits before its own.</param>
/// <param name="MostForOne">Within an hour, for one thing.</param>
/// <param name="MostPerHour">Within an hour, in all.</param>
internal sealed record Layer(int Bits, int MostForOne, int MostPerHour)
{
    public int MostPerMinute => MostPerHour / 5;
}

/// <summary>
/// The networks that an address is in, from the innermost. Each has a budget of its own that grows outwards: a household (/56, 256
/// times a /64) writes little more than one address, and does not use up what its provider (/32) has.
/// </summary>
internal static class Layers
{
    private const int BitsBeforeIPv4 = 96;

    /// <summary>The width of what is one household or small network: of IPv6, and of IPv4 with the bits before it.</summary>
    public const int Household = 56;

    public static readonly IReadOnlyList<Layer> OfIPv6 =
        [new(64, 20, 100), new(Household, 30, 150), new(48, 50, 300), new(32, 100, 1_000)];

    public static readonly IReadOnlyList<Layer> OfIPv4 = [new(BitsBeforeIPv4 + 32, 20, 100), new(BitsBeforeIPv4 + 24, 50, 300)];

    /// <summary>The layers of an address.</summary>
    public static IReadOnlyList<Layer> Of(IPAddress? address) => IsIPv6(address) ? OfIPv6 : OfIPv4;

    public static bool IsIPv6(IPAddress? address) =>
        address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false };

    /// <summary>The first bits of an address, the others 0; 0 where nobody knows it.</summary>
    public static UInt128 First(int bits, IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address?.MapToIPv6().TryWriteBytes(bytes, out _) == true
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes) & (UInt128.MaxValue << (128 - bits))
            : UInt128.Zero;
    }
}
