using System.Globalization;
using System.Text.Json;

namespace Incubateurs.Benchmarks;

/// <summary>
/// The API in a process of its own, asked by this one over 32 connections, in turns with what it is measured beside:
/// the medians of the rounds, and their ratio. Only ratios are to be trusted; machines differ and are shared.
/// </summary>
internal sealed class LoadCommand(string folder, int rounds, TimeSpan duration)
{
    private readonly Table table = new();

    public static async Task<int> RunAsync(string[] args)
    {
        var content = args is [var given, ..] && !given.StartsWith("--", StringComparison.Ordinal) ? given : null;
        var folder = Directory.CreateTempSubdirectory("incubateurs-load-").FullName;
        var load = new LoadCommand(folder, Number(args, "--rounds", 5), TimeSpan.FromSeconds(Number(args, "--seconds", 2)));
        try
        {
            await load.RunAsync(content);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string? content)
    {
        var small = Path.Combine(folder, "small.db");
        if (content is null)
            (await ServerProcess.StartApiAsync(small)).Dispose();
        else
            await ImportAsync(content, small);
        await StartAsync(small);
        await BesideBareAsync(small);

        var big = Path.Combine(folder, "big.db");
        _ = await PortfolioCopy.RunAsync(small, big, 100);
        await HundredTimesAsync(small, big);
        await ExportsAsync(big);
    }

    private async Task ImportAsync(string content, string database)
    {
        var nothing = await MedianAsync(() => ServerProcess.RunAsync(ServerProcess.Api, "--help"));
        var import = await MedianAsync(() =>
        {
            File.Delete(database);
            return ServerProcess.RunAsync(ServerProcess.Api, "import", content, ServerProcess.Connection(database));
        });
        var seconds = import - nothing;
        table.Add(
            "import, after start",
            $"{Table.Number(import)} s",
            $"{Table.Number(nothing)} s",
            $"{Table.Number(seconds)} s",
            "2 s",
            seconds < 2);
    }

    private async Task StartAsync(string database)
    {
        var api = await MedianAsync(async () => await ReadyAsync(() => ServerProcess.StartApiAsync(database)));
        var bare = await MedianAsync(async () => await ReadyAsync(() => ServerProcess.StartBareAsync()));
        table.Add(
            "ready beside a bare server",
            $"{Table.Number(api)} s",
            $"{Table.Number(bare)} s",
            Table.Number(api / bare),
            "≤ 3",
            api / bare <= 3);
    }

    private async Task BesideBareAsync(string database)
    {
        const string list = "/v1/startups?limit=20";
        using var api = await ServerProcess.StartApiAsync(database);
        var (head, body) = HttpLoad.Fetch(api.Port, list);
        var headers = head.Split("\r\n")[1..]
            .Where(
                line => line.Length > 0
                    && !line.StartsWith("Date", StringComparison.Ordinal)
                    && !line.StartsWith("Content-Length", StringComparison.Ordinal)).ToList();
        await File.WriteAllLinesAsync(Path.Combine(folder, "headers"), headers);
        await File.WriteAllBytesAsync(Path.Combine(folder, "body"), body);
        using var bare = await ServerProcess.StartBareAsync(database, Path.Combine(folder, "headers"), Path.Combine(folder, "body"));
        var tag = "If-None-Match: " + headers.Single(line => line.StartsWith("ETag: ", StringComparison.Ordinal))[6..] + "\r\n";

        var same = HttpLoad.Request(list);
        var bareSame = HttpLoad.Request("/same");
        var known = HttpLoad.Request(list, tag);
        var bareKnown = HttpLoad.Request("/unchanged");
        Beside("list page asked again", new(api.Port, 200, _ => same), new(bare.Port, 200, _ => bareSame), least: 0.6);
        Beside("If-None-Match that matches", new(api.Port, 304, _ => known), new(bare.Port, 304, _ => bareKnown), least: 0.7);
        Beside("list pages never asked before", Each(api, Requests.Page), Each(bare, Requests.BarePage), least: 0.5);
        Beside("filters never asked before", Each(api, Requests.Filter), Each(bare, Requests.BarePage), least: 0.5);
        Beside("searches never asked before", Each(api, Requests.Search), Each(bare, Requests.BareSearch), least: 0.5);
    }

    private async Task HundredTimesAsync(string small, string big)
    {
        using var one = await ServerProcess.StartApiAsync(small);
        using var hundred = await ServerProcess.StartApiAsync(big);
        Hundred("first page", one, hundred, "sort=name", 1.5);
        Hundred("a page far behind", one, hundred, $"cursor={Far(one)}", 1.5, $"cursor={Far(hundred)}");
        var id = JsonDocument.Parse(
            HttpLoad.Fetch(one.Port, "/v1/startups?limit=1").Body).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        Slower("one startup", Each(one, n => OneStartup(id, n)), Each(hundred, n => OneStartup(id, n)), 1.5);
        foreach (
            var filter in new[] { "incubator=dinum", "phase=construction", "status=incubating", "sponsor=dinum", "technology=typescript" })
            Hundred(filter, one, hundred, filter, 3);
        Hundred("search for a rare word", one, hundred, "q=covoiturage", 10);
        Hundred("search for a common word", one, hundred, "q=service", 40);
    }

    private async Task ExportsAsync(string big)
    {
        foreach (var export in new[] { "csv", "ndjson" })
        {
            using var api = await ServerProcess.StartApiAsync(big);
            using var client = new HttpClient();
            var address = new Uri($"http://127.0.0.1:{api.Port}/v1/startups.{export}");
            var bytes = await DrainAsync(client, address);
            var first = api.PeakMegabytes();
            for (var i = 0; i < 5; i++)
                _ = await DrainAsync(client, address);
            var later = api.PeakMegabytes();
            if (first is { } before && later is { } after)
                table.Add(
                    $"peak memory, {export} of {bytes / 1_000_000} MB six times beside once",
                    $"{Table.Number(after, "0")} MB", $"{Table.Number(before, "0")} MB", Table.Number(after / before), "constant", after / before < 1.3);
        }
    }

    private static async Task<long> DrainAsync(HttpClient client, Uri address)
    {
        await using var stream = await client.GetStreamAsync(address);
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (await stream.ReadAsync(buffer) is > 0 and var count)
            bytes += count;
        return bytes;
    }

    private void Hundred(string what, ServerProcess one, ServerProcess hundred, string query, double most, string? bigQuery = null) =>
        Slower(what, Each(one, n => Requests.Varied(query, n)), Each(hundred, n => Requests.Varied(bigQuery ?? query, n)), most);

    private void Beside(string what, HttpLoad api, HttpLoad bare, double least)
    {
        var (here, beside) = InTurns(api, bare);
        table.Add(
            what,
            $"{Table.Number(here, "0")}/s",
            $"{Table.Number(beside, "0")}/s",
            Table.Number(here / beside),
            $"≥ {Table.Number(least, "0.0")}",
            here / beside >= least);
    }

    private void Slower(string what, HttpLoad one, HttpLoad hundred, double most)
    {
        var (small, big) = InTurns(one, hundred);
        table.Add(
            $"{what}, 100 times the portfolio",
            $"{Table.Number(big, "0")}/s",
            $"{Table.Number(small, "0")}/s",
            $"{Table.Number(small / big)} slower",
            $"≤ {Table.Number(most, "0.0")}",
            small / big <= most);
    }

    private (double First, double Second) InTurns(HttpLoad first, HttpLoad second)
    {
        using (first)
        using (second)
        {
            List<double> ones = [], others = [];
            for (var round = 0; round <= rounds; round++)
            {
                var (one, other) = (first.Run(duration), second.Run(duration));
                if (round == 0)
                    continue; // The first warms up.
                ones.Add(one);
                others.Add(other);
            }

            return (Median.Of(ones), Median.Of(others));
        }
    }

    private static HttpLoad Each(ServerProcess server, Func<long, string> target) =>
        new(server.Port, 200, n => HttpLoad.Request(target(n)));

    // Another spelling of the address each time: by the day, and by which letters of the id are escaped.
    private static string OneStartup(string id, long n) =>
        $"/v1/startups/{string.Concat(id.Select((letter, i) => i < 40 && (n / 13_000 >> i & 1) == 1 ? $"%{(int)letter:X2}" : letter.ToString()))}"
        + $"?asOf={new DateOnly(1990, 1, 1).AddDays((int)(n % 13_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    // The cursor of the page that begins about in the middle of the names.
    private static string Far(ServerProcess server)
    {
        var next = $"/v1/startups?asOf={BareServer.Day}&limit=200";
        var total = long.MaxValue;
        for (long seen = 0; seen < total / 2; seen += 200)
        {
            using var page = JsonDocument.Parse(HttpLoad.Fetch(server.Port, next).Body);
            total = page.RootElement.GetProperty("total").GetInt64();
            next = page.RootElement.GetProperty("next").GetString()!;
        }

        return next[(next.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];
    }

    private static async Task<double> MedianAsync(Func<Task<TimeSpan>> run)
    {
        List<double> seconds = [];
        for (var i = 0; i < 5; i++)
            seconds.Add((await run()).TotalSeconds);
        return Median.Of(seconds);
    }

    private static async Task<TimeSpan> ReadyAsync(Func<Task<ServerProcess>> start)
    {
        using var server = await start();
        return server.UntilReady;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
