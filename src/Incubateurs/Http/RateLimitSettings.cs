using System.Globalization;
using System.Net;

namespace Incubateurs.Http;

/// <summary>How many requests a client may send in a minute.</summary>
/// <param name="PerMinute">0 turns every limit off.</param>
internal sealed record RateLimitSettings(int PerMinute)
{
    public const string Key = "RateLimit:PerMinute";

    private const int Most = 1_000_000;

    public static RateLimitSettings Of(IConfiguration configuration)
    {
        var text = configuration[Key];
        return string.IsNullOrEmpty(text) ? new(600)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit <= Most ? new(limit)
            : throw Settings.Wrong(Key, text, $"a whole number from 0 to {Most}");
    }
}

/// <summary>The reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
internal sealed record ProxySettings(IReadOnlyList<IPNetwork> Known)
{
    public const string Key = "Proxies:Known";

    public static ProxySettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var texts = section.GetChildren().Select(child => child.Value)
            .Concat(section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);
        return new([.. texts.Select(Network)]);
    }

    private static IPNetwork Network(string? text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw Settings.Wrong(Key, text, "an address or a network such as 10.0.0.0/8");
}
