using Microsoft.AspNetCore.HttpOverrides;

namespace Incubateurs.Web.Pipeline;

/// <summary>Addresses, schemes and prefixes forwarded by known proxies; without any, nothing is believed and nothing runs.</summary>
internal static partial class Proxies
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string Forwarded = "X-Original-For";

    // A chain of proxies longer than this is no chain of ours.
    private const int Longest = 8;

    public static void UseKnownProxies(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<ProxySettings>().Known;
        if (known.Count > 0)
            app.UseForwarded(known);
        app.UseWarning();
    }

    private static void UseForwarded(this IApplicationBuilder app, IReadOnlyList<System.Net.IPNetwork> known)
    {
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

    // Once: whoever forgot the setting sees all clients as one, and whoever forges the header is not believed.
    private static void UseWarning(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Proxies));
        var warned = 0;
        _ = app.Use(next => http =>
        {
            if (warned == 0 && http.Request.Headers.ContainsKey(ForwardedFor) && !http.Request.Headers.ContainsKey(Forwarded)
                && Interlocked.Exchange(ref warned, 1) == 0)
                Log.Unknown(logger, $"{http.Connection.RemoteIpAddress}");
            return next(http);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Peer} sends X-Forwarded-For and is not believed. If it is a proxy of yours, name it in Proxies:Known: until then "
                + "all who come through it are counted as one client.")]
        public static partial void Unknown(ILogger logger, string peer);
    }
}
