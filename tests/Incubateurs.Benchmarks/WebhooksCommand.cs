using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Incubateurs.Benchmarks;

/// <summary>
/// How long after a write's answer a webhook's receiver has its item: one write after the other, to one webhook, to many, and to many of
/// which one never answers. The receiver is in this process, on the same cores.
/// </summary>
internal static class WebhooksCommand
{
    private const int Writes = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var many = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 40;
        var folder = Directory.CreateTempSubdirectory("incubateurs-webhooks-").FullName;
        try
        {
            Console.WriteLine($"| {Writes} writes, to | the first receiver, median | p99 | the last receiver, median | p99 |\n|---|---:|---:|---:|---:|");
            await MeasureAsync(folder, "one webhook", 1, isOneSilent: false);
            await MeasureAsync(folder, $"{many} webhooks", many, isOneSilent: false);
            await MeasureAsync(folder, $"{many} webhooks, and one that never answers", many, isOneSilent: true);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, string what, int webhooks, bool isOneSilent)
    {
        var arrivals = new ConcurrentDictionary<string, ConcurrentQueue<long>>();
        await using var receiver = await OpenAsync(arrivals);
        var file = Path.Combine(folder, $"{Guid.CreateVersion7()}.db");
        var key = await WritesCommand.KeyAsync(file);
        using var api = await ServerProcess.StartApiAsync(file, "--Webhooks:AllowPrivate=true");
        using var agent = new HttpClient { BaseAddress = new($"http://127.0.0.1:{api.Port}") };
        agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
        for (var i = 0; i < webhooks; i++)
            await PostAsync(agent, "/v1/webhooks", new { url = $"{receiver.Urls.First()}/{i}" });
        if (isOneSilent)
            await PostAsync(agent, "/v1/webhooks", new { url = $"{receiver.Urls.First()}/silent" });

        List<double> first = [], last = [];
        for (var i = -20; i < Writes; i++)
        {
            var id = $"s{i + 20}";
            var arrived = arrivals[id] = new();
            await PostAsync(agent, "/v1/startups", new { id, name = $"Startup {i}", pitch = "Une mesure." });
            var answered = Stopwatch.GetTimestamp();
            while (arrived.Count < webhooks)
                await Task.Delay(1);
            if (i < 0)
                continue;

            first.Add(Stopwatch.GetElapsedTime(answered, arrived.Min()).TotalMilliseconds);
            last.Add(Stopwatch.GetElapsedTime(answered, arrived.Max()).TotalMilliseconds);
        }

        Console.WriteLine($"| {what} | {At(first, 50)} ms | {At(first, 99)} ms | {At(last, 50)} ms | {At(last, 99)} ms |");
    }

    private static string At(List<double> lags, int percent)
    {
        lags.Sort();
        return Table.Number(lags[lags.Count * percent / 100], "0.0");
    }

    private static async Task PostAsync(HttpClient agent, string address, object body)
    {
        using var response = await agent.PostAsJsonAsync(address, body);
        _ = response.EnsureSuccessStatusCode();
    }

    private static async Task<WebApplication> OpenAsync(ConcurrentDictionary<string, ConcurrentQueue<long>> arrivals)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async http =>
        {
            if (http.Request.Path == "/silent")
                await Task.Delay(Timeout.Infinite, http.RequestAborted);

            var arrived = Stopwatch.GetTimestamp();
            using var item = await JsonDocument.ParseAsync(http.Request.Body);
            if (arrivals.TryGetValue(item.RootElement.GetProperty("id").GetString()!, out var queue))
                queue.Enqueue(arrived);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.StartAsync();
        return app;
    }
}
