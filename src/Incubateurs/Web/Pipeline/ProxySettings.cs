using System.Net;
using Incubateurs.Words;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// The reverse proxies whose <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Prefix</c> are believed, and what
/// stands before addresses where none says it.
/// </summary>
internal sealed record ProxySettings(IReadOnlyList<IPNetwork> Known, string? PathBase)
{
    public const string Key = "Proxies:Known";

    public static ProxySettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var texts = section.GetChildren().Select(child => child.Value)
            .Concat(section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);
        var prefix = configuration[Prefixes.Key] is { Length: > 0 } text ? text : null;
        return prefix is null || Prefixes.IsPrefix(prefix)
            ? new([.. texts.Select(Network)], prefix)
            : throw Settings.Wrong(Prefixes.Key, prefix, "a path such as /incubateurs, without a slash at its end");
    }

    private static IPNetwork Network(string? text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw Settings.Wrong(Key, text, "an address or a network such as 10.0.0.0/8");
}
