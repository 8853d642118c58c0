using System.Net;
using Incubateurs.Words;

namespace Incubateurs.Web.Pipeline;

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
