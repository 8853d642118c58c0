using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Incubateurs.Benchmarks;

/// <summary>
/// A thousand readers of the stream of changes: what memory they cost while nothing happens, and how long after a write's answer the
/// last of them has its event; beside as many of a bare server that streams by <c>TypedResults.ServerSentEvents</c>.
/// </summary>
internal static class StreamCommand
{
    private const int Writes = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var readers = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1000;
        var folder = Directory.CreateTempSubdirectory("incubateurs-stream-").FullName;
        try
        {
            Console.WriteLine($"| {readers} readers | memory for them | write to the last reader, median | longest |\n|---|---:|---:|---:|");
            var file = Path.Combine(folder, "stream.db");
            var key = await WritesCommand.KeyAsync(file);
            using (var api = await ServerProcess.StartApiAsync(file))
                await MeasureAsync("Incubateurs", api, readers, "/v1/changes/stream", key, async (client, number) =>
                {
                    using var response = await client.PostAsJsonAsync(
                        "/v1/startups", new { id = $"s{number}", name = $"Startup {number}", pitch = "Une mesure." });
                    _ = response.EnsureSuccessStatusCode();
                });
            using (var bare = await ServerProcess.StartBareAsync())
                await MeasureAsync("bare, ServerSentEvents", bare, readers, "/events", key, async (client, _) =>
                    (await client.PostAsync(new Uri("/event", UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose());
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        string what, ServerProcess server, int readers, string path, string key, Func<HttpClient, int, Task> write)
    {
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{server.Port}") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        for (var i = 0; i < 50; i++)
            await write(client, 1000 + i);
        var before = server.Megabytes();
        var sockets = new List<Socket>();
        for (var i = 0; i < readers; i++)
            sockets.Add(await OpenAsync(server.Port, path));
        await Task.Delay(TimeSpan.FromSeconds(20));
        var idle = server.Megabytes();

        List<double> lags = [];
        for (var i = 0; i < Writes; i++)
        {
            var reading = sockets.ConvertAll(ReadEventAsync);
            await write(client, i);
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(reading);
            lags.Add(clock.Elapsed.TotalMilliseconds);
        }

        lags.Sort();
        Console.WriteLine(
            $"| {what} | {Table.Number(idle - before, "0")} MB | {Table.Number(lags[Writes / 2], "0")} ms | {Table.Number(lags[^1], "0")} ms |");
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task<Socket> OpenAsync(int port, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        _ = await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var buffer = new byte[4096];
        var head = "";
        while (!head.Contains("\r\n\r\n", StringComparison.Ordinal))
            head += Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
        return socket;
    }

    private static async Task ReadEventAsync(Socket socket)
    {
        var buffer = new byte[4096];
        var text = "";
        while (!text.Contains("data:", StringComparison.Ordinal))
            text = text[Math.Max(0, text.Length - 5)..] + Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }
}
