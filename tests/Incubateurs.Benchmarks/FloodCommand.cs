using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Incubateurs.Exchange.Embedded;

namespace Incubateurs.Benchmarks;

/// <summary>
/// 64 anonymous clients apply at one hand-over as fast as they can, and honest readers read meanwhile: what the flood
/// protection lets through, and what becomes of the reads' rate and p99 beside those without a flood.
/// </summary>
internal sealed class FloodCommand(string folder, TimeSpan duration)
{
    private const int Clients = 64;
    private const int Readers = 8;

    private long sent;

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = Array.IndexOf(args, "--seconds") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 10;
        var folder = Directory.CreateTempSubdirectory("incubateurs-flood-").FullName;
        try
        {
            var flood = new FloodCommand(folder, TimeSpan.FromSeconds(seconds));
            Console.WriteLine("| flood | candidacies taken | refused (429) | reads | p50 | p99 |\n|---|---:|---:|---:|---:|---:|");
            await flood.MeasureAsync("none", null);
            await flood.MeasureAsync($"{Clients} clients behind one address", _ => "192.0.2.1");
            await flood.MeasureAsync($"{Clients} clients of as many addresses", client => $"198.51.100.{client}");
            await flood.MeasureAsync(
                "an address of its own for each request", _ => $"10.{flood.sent >> 16 & 255}.{flood.sent >> 8 & 255}.{flood.sent & 255}");
            await flood.MeasureAsync("one address, protection off", _ => "192.0.2.1", "--RateLimit:PerMinute=0");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="address">The address that a client's next request comes from; null without a flood.</param>
    private async Task MeasureAsync(string what, Func<int, string>? address, string limit = "--RateLimit:PerMinute=1000000")
    {
        var database = Path.Combine(folder, $"{Guid.CreateVersion7()}.db");
        using var server = await ServerProcess.StartApiAsync(database, limit, "--Proxies:Known=127.0.0.1");
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Clients + Readers };
        using var client = new HttpClient(handler) { BaseAddress = new($"http://127.0.0.1:{server.Port}") };
        await ReadAsync(client, TimeSpan.FromSeconds(2), []);

        List<double> latencies = [];
        int[] taken = new int[Clients], refused = new int[Clients];
#pragma warning disable CA2025 // All have ended below, before the client goes.
        var flood = address is null
            ? []
            : Enumerable.Range(0, Clients).Select(i => FloodAsync(client, () => address(i), taken, refused, i)).ToList();
#pragma warning restore CA2025
        var clock = Stopwatch.StartNew();
        await ReadAsync(client, duration, latencies);
        var elapsed = clock.Elapsed.TotalSeconds;
        await Task.WhenAll(flood);

        latencies.Sort();
        Console.WriteLine(
            $"| {what} | {Table.Number(taken.Sum() / elapsed, "0")}/s | {Table.Number(refused.Sum() / elapsed, "0")}/s | {Table.Number(latencies.Count / elapsed, "0")}/s "
            + $"| {Table.Number(latencies[latencies.Count / 2], "0.0")} ms | {Table.Number(latencies[latencies.Count * 99 / 100], "0.0")} ms |");
    }

    private async Task FloodAsync(HttpClient client, Func<string> address, int[] taken, int[] refused, int index)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < duration;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{SpecimenRecords.HandOverId}/candidacies");
            request.Content = new StringContent(
                $$"""{"siret":"{{Siret(Interlocked.Increment(ref sent))}}","swornStatement":true}""", Encoding.UTF8, "application/json");
            request.Headers.Add("X-Forwarded-For", address());
            using var response = await client.SendAsync(request);
            _ = response.StatusCode switch
            {
                HttpStatusCode.Created => taken[index]++,
                HttpStatusCode.TooManyRequests => refused[index]++,
                _ => throw new InvalidDataException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}"),
            };
        }
    }

    // Reads of which no two are alike, so that none was answered before.
    private static Task ReadAsync(HttpClient client, TimeSpan duration, List<double> latencies)
    {
        long asked = 0;
        return Task.WhenAll(Enumerable.Range(0, Readers).Select(async _ =>
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < duration;)
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(new Uri(Requests.Page(Interlocked.Increment(ref asked)), UriKind.Relative));
                if (!response.IsSuccessStatusCode)
                    throw new InvalidDataException($"A read was answered {(int)response.StatusCode}.");
                lock (latencies)
                    latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));
    }

    /// <summary>The n-th of ever so many valid numbers.</summary>
    private static string Siret(long n)
    {
        var digits = (2_000_000_000_000 + n).ToString(CultureInfo.InvariantCulture);
        var sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 2 : 1)).Sum(value => value > 9 ? value - 9 : value);
        return digits + ((10 - (sum % 10)) % 10);
    }
}
