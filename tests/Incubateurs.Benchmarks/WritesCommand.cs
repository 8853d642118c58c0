using System.Diagnostics;
using System.Net.Http.Json;
using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Benchmarks;

/// <summary>
/// Durable writes by 1 and by 64 clients beside a bare loop of SQLite transactions with <c>synchronous=FULL</c>, and what the
/// access log costs an authenticated read, beside the same read that nobody asked before by a stranger.
/// </summary>
internal static class WritesCommand
{
    private const string Siret = "13002526500013";

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs-writes-").FullName;
        try
        {
            var file = Path.Combine(folder, "writes.db");
            var key = await KeyAsync(file);
            using var server = await ServerProcess.StartApiAsync(file);
            using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 64 };
            using var agent = new HttpClient(handler, disposeHandler: false) { BaseAddress = new($"http://127.0.0.1:{server.Port}") };
            agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var stranger = new HttpClient(handler, disposeHandler: false) { BaseAddress = agent.BaseAddress };
            var table = new Table();
            _ = await RateAsync(8, agent, WriteAsync);
            foreach (var clients in (int[])[1, 64])
            {
                var bare = Bare(Path.Combine(folder, $"bare{clients}.db"));
                var rate = await RateAsync(clients, agent, WriteAsync);
                table.Add(
                    $"registrations, {clients} clients",
                    $"{Table.Number(rate, "0")}/s",
                    $"{Table.Number(bare, "0")}/s",
                    Table.Number(rate / bare),
                    "",
                    null);
            }

            var open = await RateAsync(8, stranger, ReadAsync);
            var audited = await RateAsync(8, agent, ReadAsync);
            table.Add(
                "read by an agent beside a stranger's",
                $"{Table.Number(audited, "0")}/s",
                $"{Table.Number(open, "0")}/s",
                Table.Number(audited / open),
                "",
                null);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A key of an agent in a new database.</summary>
    public static async Task<string> KeyAsync(string file)
    {
        using var database = await Rooms.OpenAsync(new SqliteEngine($"Data Source={file}"));
        var key = ApiKey.New();
        return await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.AddKeyAsync(key, "mesure@incubateurs.invalid", await tx.AdministrationOfSiretAsync(Siret), Siret, expiresOn: null);
                return key.Text;
            },
            CancellationToken.None);
    }

    private static async Task WriteAsync(HttpClient client, long number)
    {
        using var response = await client.PostAsJsonAsync(
            "/v1/startups", new { id = $"s{number}", name = $"Startup {number}", pitch = "Une mesure." });
        _ = response.EnsureSuccessStatusCode();
    }

    // No two alike, so that none is answered from memory.
    private static async Task ReadAsync(HttpClient client, long number)
    {
        using var response = await client.GetAsync(
            new Uri($"/v1/startups?limit=20&sort=-modifiedAt&enteredTo=2026-12-31&q=startup%20{number}", UriKind.Relative));
        _ = response.EnsureSuccessStatusCode();
    }

    private static long asked;

    private static async Task<double> RateAsync(int clients, HttpClient client, Func<HttpClient, long, Task> ask)
    {
        var done = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (clock.Elapsed < Span)
            {
                await ask(client, Interlocked.Increment(ref asked));
                _ = Interlocked.Increment(ref done);
            }
        }));
        return done / clock.Elapsed.TotalSeconds;
    }

    private static double Bare(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
        var done = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Span; done++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, "INSERT INTO t (text) VALUES ('Une mesure.')", transaction);
            transaction.Commit();
        }

        return done / Span.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        _ = command.ExecuteNonQuery();
    }
}
