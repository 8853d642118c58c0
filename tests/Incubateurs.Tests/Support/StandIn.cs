using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Incubateurs.Tests.Support;

/// <summary>Another service on loopback, which answers as the test wants.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private int asked;

    private StandIn(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(http =>
        {
            Requests.Enqueue(http.Request.Path + http.Request.QueryString);
            return answer(http, Interlocked.Increment(ref asked));
        });
    }

    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Address => app.Urls.First();

    /// <param name="answer">Is told how often it was asked, from 1.</param>
    public static async Task<StandIn> OpenAsync(Func<HttpContext, int, Task> answer)
    {
        var standIn = new StandIn(answer);
        await standIn.app.StartAsync();
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(hurry.Token);
        await app.DisposeAsync();
    }
}
