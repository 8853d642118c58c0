using System.Diagnostics;
using System.Globalization;
using Incubateurs.Access;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;

namespace Incubateurs.Benchmarks;

/// <summary>
/// The access log with so many rows: what <c>check</c> takes for all of it, what going on from a verified prefix takes, and what requests
/// for the seal and for a page of a period long ago take in the database.
/// </summary>
internal static class AuditCommand
{
    private const int Batch = 10_000;
    private const int New = 1_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("incubateurs-audit-").FullName;
        try
        {
            using var database = await Rooms.OpenAsync(new SqliteEngine($"Data Source={Path.Combine(folder, "audit.db")}"));
            var table = new Table();
            var filled = await TimeAsync(() => FillAsync(database, rows));
            table.Add($"{rows} rows written, in transactions of {Batch}", $"{filled:0.0} s", "", "", "", null);

            var head = await database.ReadAsync(tx => tx.AccessHeadAsync(), CancellationToken.None);
            var whole = await TimeAsync(async () =>
            {
                var found = await database.ReadAsync(tx => tx.CheckAccessesAsync(head.Seal), CancellationToken.None);
                if (found.Faults.Count > 0 || found.Rows != rows)
                    throw new InvalidOperationException($"{found.Rows} rows, {string.Join(' ', found.Faults)}");
            });
            table.Add("check, whole", $"{whole:0.0} s", "", "", "under 10 s", whole < 10);

            await FillAsync(database, New);
            var on = await TimeAsync(() => database.ReadAsync(
                tx => tx.FollowAsync(new(head.LastId, head.Seal), Batch), CancellationToken.None));
            table.Add($"{New} more, from the verified prefix", $"{on:0.000} s", "", "", "under 0.1 s", on < 0.1);

            var seal = await TimeAsync(() => database.ReadAsync(
                tx => tx.SealAsync(head.Seal, tx.Today.AddDays(1), null), CancellationToken.None));
            table.Add("the seal, asked from a head", $"{seal * 1000:0.0} ms", "", "", "", null);

            var (from, to) = (database.Now.AddDays(-300), database.Now.AddDays(-299));
            foreach (var (who, closed) in ((string, DateOnly?)[])[("anonymous", database.Today.AddDays(1)), ("agent", null)])
            {
                var page = await TimeAsync(() => database.ReadAsync(
                    tx => tx.ListAccessesAsync(new(null, null, null, from, to, closed), null, 200), CancellationToken.None));
                table.Add($"a page of a day long ago, {who}", $"{page * 1000:0.0} ms", "", "", "", null);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Over a year, by a hundred agents.
    private static async Task FillAsync(Database database, int rows)
    {
        for (var done = 0; done < rows; done += Batch)
        {
            var first = done;
            _ = await database.WriteAsync(
                Actor.System,
                async tx =>
                {
                    var head = await tx.AccessHeadAsync();
                    List<KnownAgent> agents = [];
                    for (var i = 0; i < 100; i++)
                        agents.Add(await tx.AgentAsync($"agent{i}@mesure.invalid"));
                    for (var i = first; i < Math.Min(first + Batch, rows); i++)
                        head = await tx.AddSealedAsync(head, new(
                            tx.Clock.AddSeconds(-31_500_000.0 * (rows - i) / rows),
                            $"agent{i % 100}@mesure.invalid",
                            "13002526500013",
                            "GET",
                            "/v1/startups/{id}",
                            $"/v1/startups/startup-{i % 700}",
                            200,
                            "0123456789abcdef0123456789abcdef"), agents[i % 100]);
                    await tx.SetAccessHeadAsync(head);
                    return 0;
                },
                CancellationToken.None);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var begun = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
