using System.Text.Json;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Words;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Exchange;

/// <summary>What an import left in the database, and what an agent writes between two imports.</summary>
internal static class Imported
{
    public static readonly Actor Agent = new("a@x.gouv.fr", "dinum");

    /// <summary>Files that the small fiches refer to.</summary>
    public static readonly IReadOnlyList<ContentFile> References =
    [
        SmallContent.Organisation(
            "dinum", "Direction du numérique", "DINUM"), SmallContent.Organisation("ign", "Institut géographique", "IGN"),
        SmallContent.Incubator("dinum"), SmallContent
            .Incubator("ign", "owner: /organisations/ign"), SmallContent.Event("committee"), SmallContent.Event("launch"),
    ];

    /// <summary>A fiche under an id, with these lines of front matter.</summary>
    public static ContentFile Startup(string id, string lines, string body = "") =>
        SmallContent.Text($"_startups/{id}.md", $"---\ntitle: {id}\nincubator: dinum\n{lines}\n---\n{body}");

    public static string Edited(this string text, string before, string after) => text.Replace(before, after, StringComparison.Ordinal);

    public static string PhaseLines(params IEnumerable<(string Phase, string Start, string More)> phases) =>
        "phases:\n" + string.Concat(phases.Select(phase => $"  - name: {phase.Phase}\n    start: {phase.Start}\n{phase.More}"));

    /// <summary>Imports the references and these files, a minute after the import of before.</summary>
    public static Task<ImportResult> ThenAsync(this TestDatabase database, params IEnumerable<ContentFile> startups)
    {
        database.Time.Advance(TimeSpan.FromMinutes(1));
        return database.ImportAsync(References.Concat(startups));
    }

    /// <summary>Imports a whole checkout into the database of a server, as the command does, whatever it withdraws.</summary>
    public static async Task<ImportResult> ImportWholeAsync(this TestApi api, params IEnumerable<ContentFile> files)
    {
        var database = api.Services.GetRequiredService<Database>();
        var earlier = await database.ReadAsync(tx => tx.ListEarlierReferencesAsync(), CancellationToken.None);
        return await Import.RunAsync(
            database, PortfolioReader.Read(files, database.Today, earlier), Origin.Checkout, 100, dryRun: false, CancellationToken.None);
    }

    /// <summary>The classes and details of merging alone.</summary>
    public static IReadOnlyList<string> Merging(this ImportResult result) =>
    [
        .. result.Anomalies.Where(anomaly => anomaly.Class is "changed-on-both-sides" or "renamed" or "file-gone" or "embedded-removed"
            or "withdrawn" or "returned" or "withdrawn-here" or "probable-rename" or "bare-reference" or "reserved-id")
            .Select(anomaly => $"{anomaly.Class}: {anomaly.Detail}"),
    ];

    public static async Task<StartupFacts> FactsAsync(this TestDatabase database, string id, long? sequence = null) =>
        (await database.ReadAsync(tx => tx.FindRecordedAsync(id, new(sequence))) ?? throw new InvalidOperationException($"No {id}.")).Facts;

    public static Task<RecordedStartup?> FindAsync(this TestDatabase database, string id, long? sequence = null) =>
        database.ReadAsync(tx => tx.FindRecordedAsync(id, new(sequence)));

    /// <summary>The phases as <c>code start end reason</c>.</summary>
    public static async Task<IReadOnlyList<string>> PhasesAsync(this TestDatabase database, string id, long? sequence = null) =>
    [
        .. (await database.ReadAsync(tx => tx.ListPhasesAsync(id, new(sequence))))
            .Select(phase => $"{phase.Phase.Code} {phase.StartsOn.Text()} {phase.RecordedEnd?.Text()} {phase.Reason}".TrimEnd()),
    ];

    public static Task EditAsync(this TestDatabase database, string id, Func<StartupFacts, StartupFacts> edit) =>
        database.AgentAsync(id, async (tx, sequence) =>
        {
            var before = await tx.FindRecordedAsync(id, Knowledge.Now);
            await tx.SaveStartupAsync(sequence, id, before, edit(before!.Facts));
        });

    /// <summary>An agent moves, adds (null before) or withdraws (null after) a phase.</summary>
    public static Task EditPhaseAsync(this TestDatabase database, string id, string? start, Func<RecordedPhase?, RecordedPhase?> edit) =>
        database.AgentAsync(id, async (tx, sequence) =>
        {
            var phase = (await tx.ListPhasesAsync(id, Knowledge.Now)).FirstOrDefault(phase => phase.StartsOn.Text() == start);
            if (phase is not null)
                await tx.ClosePhaseAsync(sequence, phase.Id);
            if (edit(phase) is { } edited)
                await tx.AddPhaseAsync(sequence, id, edited with { RecordedAt = tx.Now });
            var before = await tx.FindRecordedAsync(id, Knowledge.Now);
            await tx.SaveStartupAsync(sequence, id, before, before!.Facts);
        });

    public static RecordedPhase Phase(string code, string start, string? reason = null) =>
        new(Guid.NewGuid().ToString(), Phases.Find(code)!, Instants.Day(start), null, reason, TestDatabase.Noon);

    public static async Task AgentAsync(this TestDatabase database, string id, Func<Tx, long, Task> write)
    {
        database.Time.Advance(TimeSpan.FromMinutes(1));
        await database.Database.WriteAsync(
            Agent,
            async tx =>
            {
                await write(tx, await tx.AppendAsync(Areas.Portfolio, "startup.changed", Kinds.Startup, id, new { }));
                return true;
            },
            CancellationToken.None);
    }

    public static long Sequence(this TestDatabase database) => database.Database.Versions().Sequence;

    /// <summary>Every row of every table but that of imports, which each adds to: to compare a whole file with itself.</summary>
    public static string Dump(string connection)
    {
        using var db = new SqliteConnection(connection + ";Pooling=False");
        db.Open();
        var tables = Rows(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_words%' AND name <> 'imports' ORDER BY name");
        return string.Join(
            '\n',
            tables.SelectMany(
                row => Rows(db, $"SELECT '{row[0]}', * FROM {row[0]} ORDER BY rowid")).Select(row => JsonSerializer.Serialize(row)));
    }

    /// <summary>The rows of a query, each value as text.</summary>
    public static IReadOnlyList<string[]> Query(this TestDatabase database, string sql)
    {
        using var db = new SqliteConnection(database.Connection + ";Pooling=False");
        db.Open();
        return Rows(db, sql);
    }

    private static List<string[]> Rows(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // The texts are those of tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string[]> rows = [];
        while (reader.Read())
            rows.Add(
                [
                    .. Enumerable.Range(0, reader.FieldCount)
                        .Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!),
                ]);
        return rows;
    }
}
