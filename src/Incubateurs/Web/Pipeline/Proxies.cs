using Microsoft.AspNetCore.HttpOverrides;

namespace Incubateurs.Web.Pipeline;

/// <summary>Addresses, schemes and prefixes forwarded by known proxies; without any, nothing is believed and nothing runs.</summary>
internal static class Proxies
{
    // A chain of proxies longer than this is no chain of ours.
    private const int Longest = 8;

    public static void UseKnownProxies(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<ProxySettings>().Known;
        if (known.Count == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = Longest,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
            options.KnownIPNetworks.Add(network);
        _ = app.UseForwardedHeaders(options);
    }
}
