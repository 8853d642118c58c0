using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.HandOvers;

/// <summary>
/// The real process is killed (SIGKILL) while it completes hand-overs, at moments of chance and as its log begins to grow; then
/// the file is looked at.
/// </summary>
public sealed class KilledTests : IDisposable
{
    private const int HandOvers = 60;
    private const int Kills = 6;
    private const int Clients = 4;

    private const string PartsSql = """
        SELECT h.id,
               h.status = 'completed' AND h.effective_on IS NOT NULL AS done,
               h.closed_at IS NOT NULL AS closed,
               (SELECT count(*) FROM startup_phases p WHERE p.startup_id = h.startup_id AND p.phase = 'transfere' AND p.hand_over_id = h.id) AS phases,
               (SELECT count(*) FROM spans s WHERE s.startup_id = h.startup_id AND s.phase = 'transfere') AS spans,
               (SELECT count(*) FROM startup_hosts o WHERE o.hand_over_id = h.id) AS hosts,
               (SELECT count(*) FROM changes c WHERE c.type = 'handOver.completed' AND c.data LIKE '%' || h.id || '%') AS changes,
               (SELECT count(*) FROM accesses a WHERE a.resource LIKE '%' || h.id || '/completion') AS accesses,
               (SELECT count(*) FROM idempotent_answers i WHERE i.key = h.id) AS answers
          FROM hand_overs h
         WHERE h.known_to = 9223372036854775807
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    [Fact]
    public async Task Of_a_completion_all_is_there_or_nothing_and_what_was_acknowledged_is_there()
    {
        var file = Path.Combine(folder, "test.db");
        var setting = ("ConnectionStrings:Incubateurs", $"Data Source={file}");
        var (ids, authorization) = await PrepareAsync(setting);
        HashSet<string> acknowledged = [];
        var interrupted = 0;

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = Executable.Start(
                folder,
                "--urls=http://127.0.0.1:0",
                $"--ConnectionStrings:Incubateurs=Data Source={file}",
                "--Portfolio:Embedded=false",
                "--RateLimit:PerMinute=0");
            using var client = await server.ServingAsync();
            client.DefaultRequestHeaders.Authorization = authorization;
            var waiting = new Queue<string>(ids.Except(acknowledged));
            var killer = KillAsync(server, file, kill);
            await Task.WhenAll(
                Enumerable.Range(0, Clients)
                    .Select(
                        _ => CompleteAsync(
                            client, waiting, acknowledged, () => Interlocked.Increment(ref interrupted))));
            await killer;

            foreach (var parts in Parts(file))
            {
                var found = (
                    parts.Done, parts.Closed, parts.Phases, parts.Spans, parts.Hosts, parts.Changes, parts.Accesses, parts.Answers);
                Assert.True(found is (0, 0, 0, 0, 0, 0, 0, 0) or (1, 1, 1, 1, 1, 1, 1, 1), $"{parts}");
                Assert.True(parts.Done == 1 || !acknowledged.Contains(parts.Id), $"{parts.Id} was acknowledged and is lost.");
            }
        }

        Assert.True(interrupted > 0, "Nothing was under way when it was killed.");
        await using var api = new TestApi(setting);
        using var agent = api.CreateClient();
        agent.DefaultRequestHeaders.Authorization = authorization;
        foreach (var id in ids)
            Assert.Equal("completed", (await Given.JsonAsync(await SendAsync(agent, id))).GetProperty("status").GetString());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(List<string> Ids, AuthenticationHeaderValue Authorization)> PrepareAsync((string, string) setting)
    {
        await using var api = new TestApi(setting);
        using var agent = await api.AgentAsync();
        List<string> ids = [];
        for (var i = 0; i < HandOvers; i++)
        {
            var id = await agent.HandOverAsync($"Service {i}");
            _ = await Given.JsonAsync(
                await agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{id}/host", new { administrationId = Given.Siret }));
            ids.Add(id);
        }

        return (ids, agent.DefaultRequestHeaders.Authorization!);
    }

    private static async Task CompleteAsync(
        HttpClient client, Queue<string> waiting, HashSet<string> acknowledged, Action interrupted)
    {
        while (true)
        {
            string? id;
            lock (waiting)
                if (!waiting.TryDequeue(out id))
                    return;

            try
            {
                using var response = await SendAsync(client, id);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                lock (acknowledged)
                    _ = acknowledged.Add(id);
            }
            catch (HttpRequestException)
            {
                interrupted();
                return;
            }
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/hand-overs/{id}/completion") { Content = JsonContent.Create(new { effectiveOn = "2026-08-20", justification = "x" }) };
        request.Headers.Add("Idempotency-Key", id);
        return client.SendAsync(request);
    }

    private static async Task KillAsync(Executable server, string file, int kill)
    {
        var log = new FileInfo(file + "-wal");
        var before = Length(log);
        var clock = Stopwatch.StartNew();
        var delay = TimeSpan.FromMilliseconds(kill % 2 == 0 ? Random.Shared.Next(5, 80) : Random.Shared.Next(1, 40));
        while (clock.Elapsed < delay || (kill % 2 == 1 && Length(log) == before && clock.Elapsed < TimeSpan.FromSeconds(5)))
        {
            if (kill % 2 == 1 && clock.Elapsed < delay)
                before = Length(log);
            await Task.Yield();
        }

        _ = await server.KillAsync();
    }

    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }

    private static List<Found> Parts(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
        return connection.Query<Found>(PartsSql).AsList();
    }

    private sealed record Found
    {
        public required string Id { get; init; }
        public required long Done { get; init; }
        public required long Closed { get; init; }
        public required long Phases { get; init; }
        public required long Spans { get; init; }
        public required long Hosts { get; init; }
        public required long Changes { get; init; }
        public required long Accesses { get; init; }
        public required long Answers { get; init; }
    }
}
