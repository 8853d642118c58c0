using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Durability;

/// <summary>The real program, killed, out of space, beside another process, left by its client, told to end.</summary>
public sealed class DurabilityTests
{
    // More than SQLite keeps in memory, so that pages of the transaction reach the disk before it ends.
    private const int Many = 600;
    private const int Long = 20_000;

    private const int Blocks = 8_000;

    [Fact]
    public async Task An_import_that_is_killed_leaves_the_file_sound_and_as_it_was()
    {
        using var here = new Installation();
        Assert.Equal(0, (await here.RunAsync("import", here.Checkout("small", 3))).ExitCode);
        var before = here.Dump();
        var log = here.File + "-wal";

        await using (var import = Executable.Start(here.Folder, "import", here.Checkout("large", Many, Long), "--max-withdrawn", "100"))
        {
            // Within its transaction, when some of it is on disk already.
            while (!import.HasExited && !(File.Exists(log) && new FileInfo(log).Length > 4_000_000 && IsLocked(here)))
                await Task.Delay(1);
            Assert.False(import.HasExited, $"It was faster: {import.Output}");
            Assert.Equal(128 + 9, await import.KillAsync());
        }

        here.AssertSound();
        Assert.Equal(before, here.Dump());
        Assert.Equal(0, (await here.RunAsync("check")).ExitCode);
        Assert.Equal(0, (await here.RunAsync("import", "large", "--max-withdrawn", "100")).ExitCode);
        Assert.Equal(3 + Many, here.Count("startups"));
    }

    [Fact]
    public async Task An_import_without_space_ends_with_2_and_changes_nothing()
    {
        using var here = new Installation();
        Assert.Equal(0, (await here.RunAsync("import", here.Checkout("small", 3))).ExitCode);
        var before = here.Dump();
        here.Checkout("large", Many, Long);

        await using var import = Executable.StartOnFullDisk(here.Folder, Blocks, "import", "large", "--max-withdrawn", "100");
        var code = await import.ExitAsync();

        Assert.True(code == 2, $"{code}: {import.Output}");
        Assert.Contains("Nothing was imported", import.Output, StringComparison.Ordinal);
        here.AssertSound();
        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public async Task A_write_without_space_is_503_and_no_half_write_and_the_server_goes_on()
    {
        using var here = new Installation();
        var key = await here.KeyAsync();
        await using var server = here.ServeOnFullDisk(Blocks);
        using var client = await server.ServingAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var description = string.Join(' ', Enumerable.Range(0, 12_000).Select(word => word.ToString("x6")));

        var made = 0;
        HttpResponseMessage response;
        while (
            (
                response = await client.PostAsJsonAsync(
                    "/v1/startups", new { name = $"S {made}", pitch = "p", description })).StatusCode == HttpStatusCode.Created)
            Assert.True(++made < 1000, "The disk is never full.");

        var problem = await Given.RefusedAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("rien n'a été changé", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(made > 0);
        Assert.Equal(made, (await Given.JsonAsync(await client.GetAsync("/v1/startups?limit=1"))).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        here.AssertSound();
        Assert.Equal(made, here.Count("startups"));
        if (!HasSpaceAgain(server.Id))
            return;

        using var again = await client.PostAsJsonAsync("/v1/startups", new { name = $"S {made}", pitch = "p", description });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitAsync());
        here.AssertSound();
        Assert.Equal(made + 1, here.Count("startups"));
    }

    [Fact]
    public async Task What_another_process_writes_is_seen_at_once_and_the_old_ETag_no_longer_matches()
    {
        using var here = new Installation();
        await using var server = here.Serve();
        using var client = await server.ServingAsync();
        using var before = await client.GetAsync("/v1/startups");
        Assert.Equal(0, (await Given.JsonAsync(before)).GetProperty("total").GetInt32());

        Assert.Equal(0, (await here.RunAsync("import", here.Checkout("small", 3))).ExitCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/startups");
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await client.SendAsync(request);

        Assert.Equal(3, (await Given.JsonAsync(after)).GetProperty("total").GetInt32());
        Assert.Equal("small 1", (await Given.JsonAsync(await client.GetAsync("/v1/startups/small-0001"))).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_503_on_a_write_and_read_as_ever()
    {
        using var here = new Installation();
        var key = await here.KeyAsync();
        await using var server = here.Serve("--ConnectionStrings:Incubateurs=Data Source=incubateurs.db;Default Timeout=1");
        using var client = await server.ServingAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var startup = new { name = "Un service", pitch = "p" };

        HttpResponseMessage held;
        HttpResponseMessage read;
        using (var other = new SqliteConnection(here.Connection))
        {
            await other.OpenAsync();
            await using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            _ = await begin.ExecuteNonQueryAsync();
            held = await client.PostAsJsonAsync("/v1/startups", startup);
            read = await client.GetAsync("/v1/startups");
        }

        _ = await Given.RefusedAsync(held, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(held.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/v1/startups", startup)).StatusCode);
    }

    [Fact]
    public async Task A_client_that_stalls_or_goes_away_during_an_export_leaves_no_transaction_open()
    {
        using var here = new Installation();
        Assert.Equal(0, (await here.RunAsync("import", here.Checkout("many", 1500, pitch: 4500))).ExitCode);
        await using var server = here.Serve();
        using var client = await server.ServingAsync();

        using (var stalled = new TcpClient { ReceiveBufferSize = 4096 })
        {
            await stalled.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port);
            await stalled.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /v1/startups.ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Assert.True(await stalled.GetStream().ReadAsync(new byte[1000]) > 0);
            await EmptyLogAsync(here);
        }

        await EmptyLogAsync(here);
        Assert.Equal(1500, (await client.GetStringAsync("/v1/startups.ndjson")).Count(c => c == '\n'));
        Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_killed_has_kept_what_it_acknowledged()
    {
        using var here = new Installation();
        var key = await here.KeyAsync();
        await using var server = here.Serve();
        using var client = await server.ServingAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        for (var i = 0; i < 20; i++)
            Assert.Equal(
                HttpStatusCode.Created, (await client.PostAsJsonAsync("/v1/startups", new { name = $"S {i}", pitch = "p" })).StatusCode);

        // A read is in the file without anybody asking for the log, soon after it was answered.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/startups")).StatusCode);
        for (var patience = 0; patience < 500 && here.Count("accesses") < 22; patience++)
            await Task.Delay(20);

        _ = await server.KillAsync();

        here.AssertSound();
        Assert.Equal(20, here.Count("startups"));
        Assert.Equal(22, here.Count("accesses"));
        Assert.Equal(0, (await here.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task Every_table_is_strict_and_every_reference_is_enforced()
    {
        using var here = new Installation();
        await using var server = here.Serve("--Portfolio:Embedded=true");
        using var client = await server.ServingAsync();

        // What the full-text engine makes for itself is its own.
        Assert.Empty(
            here.Query(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_words%'"));
        Assert.Equal(["wal"], here.Query("PRAGMA journal_mode"));
        here.AssertSound();
    }

    private static bool IsLocked(Installation here)
    {
        using var db = new SqliteConnection(here.Connection + ";Default Timeout=1");
        db.Open();
        try
        {
            using var timeout = db.CreateCommand();
            timeout.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
            timeout.CommandTimeout = 1;
            _ = timeout.ExecuteNonQuery();
            return false;
        }
        catch (SqliteException)
        {
            return true;
        }
    }

    // The log is emptied only when nobody reads from it; a chunk may be under way until the buffers are full.
    private static async Task EmptyLogAsync(Installation here)
    {
        _ = here.Query("UPDATE versions SET voices = voices + 1 RETURNING voices");
        for (var i = 0; here.Query("PRAGMA wal_checkpoint(TRUNCATE)")[0] != "0"; i++)
        {
            Assert.True(i < 500, "A transaction stays open.");
            await Task.Delay(20);
        }
    }

    private static bool HasSpaceAgain(int process)
    {
        try
        {
            using var prlimit = Process.Start("prlimit", [$"--pid={process}", "--fsize=unlimited"]);
            prlimit.WaitForExit();
            return prlimit.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
