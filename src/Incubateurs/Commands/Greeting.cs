using Incubateurs.Web.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Incubateurs.Commands;

/// <summary>Says on the console where the service is and what to try.</summary>
internal sealed class Greeting(IServer server, IHostApplicationLifetime lifetime, ProxySettings proxies) : BackgroundService
{
    private static readonly string[] Links = ["/", "/swagger", "/v1/startups", "/v1/startups.csv"];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = lifetime.ApplicationStarted.Register(Greet);
        return Task.CompletedTask;
    }

    private void Greet()
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            // A wildcard is no address that a browser opens.
            var shown = address.Replace("[::]", "localhost", StringComparison.Ordinal)
                .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
            Console.Out.WriteLine($"Incubateurs: {shown}");
            foreach (var link in Links)
                Console.Out.WriteLine($"  {shown}{proxies.PathBase}{link}");
        }
    }
}
