using Incubateurs.Exchange.Reading;
using Incubateurs.Startups.Listing;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>The fiches of a checkout in the database, against the figures of an independent program.</summary>
public sealed class ImportReferenceTests
{
    [Theory]
    [Checkouts]
    public async Task The_current_phase_of_each_startup_equals_the_reference_at_each_of_its_days(Checkout checkout)
    {
        using var database = new TestDatabase();

        var result = await database.ImportAsync(ContentFolder.Read(checkout.Content));

        Assert.Equal((checkout.Startups, checkout.Startups, 0, 0), (result.Read, result.Imported, result.Unchanged, result.LeftOut));
        Assert.DoesNotContain(result.Anomalies, anomaly => anomaly.Severity == Severity.Error);
        var days = checkout.Figures().GetProperty("status_as_of").EnumerateObject().ToList();
        Assert.Equal(5, days.Count);
        foreach (var day in days)
        {
            var phases = await PhasesAsync(database, DateOnly.ParseExact(day.Name, "yyyy-MM-dd"));
            var counts = phases.Values.CountBy(phase => phase).ToDictionary(pair => pair.Key == "planned" ? "not_started" : pair.Key, pair => pair.Value);
            Assert.Equal(day.Value.EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt32()), counts);
        }

        var current = await PhasesAsync(database, new(2026, 8, 20));
        var rows = checkout.Lifecycles();
        Assert.Equal(checkout.Startups, rows.Count);
        Assert.Equal(rows.ToDictionary(row => row["id"], row => row["current_phase"]), current);
    }

    private static async Task<Dictionary<string, string>> PhasesAsync(TestDatabase database, DateOnly day)
    {
        var query = new StartupQuery { Day = day, Canonical = "" };
        var (rows, _) = await database.ReadAsync(tx => tx.ListStartupsAsync(query, Knowledge.Now, null, 1000));
        return rows.ToDictionary(row => row.Id, row => row.Phase ?? row.Status);
    }
}
