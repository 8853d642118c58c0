using System.Globalization;
using System.Net;

namespace Incubateurs.Benchmarks;

/// <summary>
/// The largest file of the static API, asked again and again, beside nginx that serves the same bytes from a file: each a process of its
/// own, in turns. The portfolio is copied until it is as large as the publisher's.
/// </summary>
internal sealed class StaticCommand(string folder, int rounds, TimeSpan duration)
{
    private const string Newest = "/api/v2.7/startups.json";
    private const int Copies = 3;

    private static readonly string[] Encodings = ["identity", "gzip", "br"];

    private readonly Table table = new();

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var content, ..])
        {
            Console.WriteLine("static CONTENT: a checkout");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("incubateurs-static-").FullName;
        try
        {
            await new StaticCommand(folder, Number(args, "--rounds", 5), TimeSpan.FromSeconds(Number(args, "--seconds", 2))).RunAsync(content);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string content)
    {
        var (one, several) = (Path.Combine(folder, "one.db"), Path.Combine(folder, "several.db"));
        _ = await ServerProcess.RunAsync(ServerProcess.Api, "import", content, ServerProcess.Connection(one));
        _ = await PortfolioCopy.RunAsync(one, several, Copies);
        using var api = await ServerProcess.StartApiAsync(several);
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new($"http://127.0.0.1:{api.Port}"),
        };
        var tag = "";
        foreach (var encoding in Encodings)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Newest) { Headers = { { "Accept-Encoding", encoding } } };
            var clock = System.Diagnostics.Stopwatch.StartNew();
            using var answer = await client.SendAsync(request);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            table.Add(
                $"size, {encoding}; built in", $"{bytes.Length:N0}".Replace(',', ' '), $"{clock.ElapsedMilliseconds} ms", "", "", holds: null);
            tag = answer.Headers.ETag!.ToString();
            await File.WriteAllBytesAsync(Path.Combine(files, encoding), bytes);
        }

        using var nginx = await NginxProcess.StartAsync(folder);
        foreach (var encoding in Encodings)
            Beside(
                $"asked again, {encoding}",
                new(api.Port, 200, Always(HttpLoad.Request($"{Newest}?t=1", $"Accept-Encoding: {encoding}\r\n"))),
                new(nginx.Port, 200, Always(HttpLoad.Request($"/{encoding}"))));
        using var known = await client.GetAsync(new Uri($"http://127.0.0.1:{nginx.Port}/identity"));
        Beside(
            "304",
            new(api.Port, 304, Always(HttpLoad.Request(Newest, $"If-None-Match: {tag}\r\n"))),
            new(nginx.Port, 304, Always(HttpLoad.Request("/identity", $"If-None-Match: {known.Headers.ETag}\r\n"))));
    }

    private void Beside(string what, HttpLoad api, HttpLoad nginx)
    {
        using (api)
        using (nginx)
        {
            List<double> here = [], there = [];
            for (var round = 0; round <= rounds; round++)
            {
                var (one, other) = (api.Run(duration), nginx.Run(duration));
                if (round == 0)
                    continue; // The first warms up.
                here.Add(one);
                there.Add(other);
            }

            var ratio = Median.Of(here) / Median.Of(there);
            table.Add(
                what, $"{Table.Number(Median.Of(here), "0")}/s", $"{Table.Number(Median.Of(there), "0")}/s", Table.Number(ratio), "≥ 0.5", ratio >= 0.5);
        }
    }

    private static Func<long, ReadOnlyMemory<byte>> Always(byte[] request) => _ => request;

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
