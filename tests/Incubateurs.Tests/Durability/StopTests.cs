using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Durability;

/// <summary>A server that is told to stop, whose file is damaged, or whose file another process holds.</summary>
public sealed class StopTests : IDisposable
{
    private const string Rates = "--RateLimit:PerMinute=0";

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

    private string File => Path.Combine(folder, "incubateurs.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_client_that_does_not_read_keeps_no_server_from_ending()
    {
        var content = Directory.CreateDirectory(Path.Combine(folder, "content", "_startups")).FullName;
        for (var i = 0; i < 300; i++)
            await System.IO.File.WriteAllTextAsync(
                Path.Combine(content, $"s-{i}.md"),
                $"---\ntitle: Service {i}\nphases:\n  - name: construction\n    start: 2024-01-01\n---\n{Noise(i, 100_000)}\n");
        var imported = await Executable.RunAsync(folder, "import", folder);
        Assert.True(imported.ExitCode == 0, imported.Output);
        await using var server = Executable.Start(folder, "--urls=http://127.0.0.1:0", Rates);
        using var client = await server.ServingAsync();
        using var idle = new TcpClient { ReceiveBufferSize = 4096 };
        await idle.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);
        await idle.GetStream().WriteAsync("GET /v1/startups.ndjson?fields=description HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray());
        Assert.Equal(1, await idle.GetStream().ReadAsync(new byte[1]));

        server.Signal("TERM");
        var code = await server.ExitAsync().WaitAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_damaged_file_is_not_ready_takes_no_write_and_is_nobodys_fault()
    {
        await using var damaged = Executable.Start(folder, "--urls=http://127.0.0.1:0", Rates);
        using var asker = await damaged.ServingAsync();
        var key = (await Executable.RunAsync(folder, "keys", "create", "--agent", "a@b.fr", "--administration", "13002526500013"))
            .Output.Trim().Split('\n')[^1];
        Assert.Equal(HttpStatusCode.OK, (await asker.GetAsync("/health/ready")).StatusCode);
        await using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            await connection.OpenAsync();
            await using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            _ = await checkpoint.ExecuteNonQueryAsync();
        }

        Damage();
        asker.DefaultRequestHeaders.Authorization = new("Bearer", key);
        List<HttpStatusCode> read = [];
        foreach (var address in (string[])["/v1/startups?limit=200", "/v1/startups.ndjson?fields=description,phases", "/v1/flow", "/v1/facets", "/v1/startups/pix"])
            read.Add(await StatusAsync(asker, address));
        var written = await asker.PostAsJsonAsync("/v1/startups", new { name = "n", pitch = "p" });
        var ready = await asker.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(written.StatusCode, (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.Unauthorized]);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, read);
        Assert.All(read, status => Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]));

        // The log is written beside the answers.
        for (var waited = 0; waited < 200 && !damaged.Output.Contains("is damaged", StringComparison.Ordinal); waited++)
            await Task.Delay(100);
        Assert.Contains("is damaged", damaged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_another_process_and_others_of_this_one_a_write_waits_once_and_is_told_when_to_come_back()
    {
        using var database = new TestDatabase();
        await using var holder = new SqliteConnection(database.Connection);
        await holder.OpenAsync();
        await using var held = holder.CreateCommand();
        held.CommandText = "BEGIN IMMEDIATE";
        _ = await held.ExecuteNonQueryAsync();
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();

        var waited = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            var fault = await Assert.ThrowsAsync<StorageException>(
                () => database.Database.WriteAsync(Actor.System, _ => Task.FromResult(0), CancellationToken.None));
            return (fault.Fault, Waited: System.Diagnostics.Stopwatch.GetElapsedTime(begun));
        }));

        // One after the other they would have waited three times as long.
        Assert.All(waited, one => Assert.Equal(StorageFault.Busy, one.Fault));
        Assert.All(waited, one => Assert.InRange(one.Waited, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(14)));
    }

    // Half an answer is none: the server hangs up.
    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        try
        {
            return (await client.GetAsync(address)).StatusCode;
        }
        catch (HttpRequestException)
        {
            return HttpStatusCode.ServiceUnavailable;
        }
    }

    // Every second page but those that hold the schema and the first tables.
    private void Damage()
    {
        using var file = new FileStream(File, FileMode.Open, FileAccess.ReadWrite);
        var page = new byte[4096];
        for (var i = 64L; i < (file.Length / page.Length) - 1; i += 2)
        {
            file.Position = i * page.Length;
            file.Write(page);
        }
    }

    private static string Noise(int seed, int length)
    {
        var random = new Random(seed);
        var text = new StringBuilder(length);
        while (text.Length < length)
            _ = text.Append((char)random.Next('a', 'z' + 1)).Append(random.Next(7) == 0 ? " " : "");
        return text.ToString();
    }
}
