using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Startups.Listing;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>The 237 real fiches in the database, against the figures of an independent program.</summary>
public sealed class ImportReferenceTests
{
    private static string Content => Repository.SharedData("beta.gouv.fr/content");

    [Fact]
    public async Task The_current_phase_of_each_startup_equals_the_reference_at_each_of_its_days()
    {
        using var database = new TestDatabase();

        var result = await database.ImportAsync(ContentFolder.Read(Content));

        Assert.Equal((237, 237, 0, 0), (result.Read, result.Imported, result.Unchanged, result.LeftOut));
        Assert.DoesNotContain(result.Anomalies, anomaly => anomaly.Severity == Severity.Error);
        using var reference = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.SharedData("reference/lifecycle-2026-08-20.json")));
        var days = reference.RootElement.GetProperty("status_as_of").EnumerateObject().ToList();
        Assert.Equal(5, days.Count);
        foreach (var day in days)
        {
            var phases = await PhasesAsync(database, DateOnly.ParseExact(day.Name, "yyyy-MM-dd"));
            var counts = phases.Values.CountBy(phase => phase).ToDictionary(pair => pair.Key == "planned" ? "not_started" : pair.Key, pair => pair.Value);
            Assert.Equal(day.Value.EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32()), counts);
        }

        var current = await PhasesAsync(database, new(2026, 8, 20));
        var lines = (await File.ReadAllLinesAsync(Repository.SharedData("reference/lifecycle-2026-08-20.csv")))[1..].Select(line => line.Split(';')).ToList();
        Assert.Equal(237, lines.Count);
        Assert.Equal(lines.ToDictionary(line => line[0], line => line[3]), current);
    }

    private static async Task<Dictionary<string, string>> PhasesAsync(TestDatabase database, DateOnly day)
    {
        var query = new StartupQuery { Day = day, Canonical = "" };
        var (rows, _) = await database.ReadAsync(tx => tx.ListStartupsAsync(query, Knowledge.Now, null, 1000));
        return rows.ToDictionary(row => row.Id, row => row.Phase ?? row.Status);
    }
}
