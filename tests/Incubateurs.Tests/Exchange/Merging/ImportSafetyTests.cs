using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>Bad files, crashes, and what must never be stored.</summary>
public sealed class ImportSafetyTests
{
    [Theory]
    [Checkouts]
    public async Task Each_malformed_file_beside_a_good_one_leaves_that_one_whole(Checkout checkout)
    {
        foreach (var bad in Malformed(checkout))
        {
            using var database = new TestDatabase();

            var result = await database.ThenAsync(bad, Imported.Startup("good", "mission: good"));
            var second = await database.ThenAsync(bad, Imported.Startup("good", "mission: good"));

            Assert.Equal(2, result.Imported + result.LeftOut);
            Assert.Equal((0, result.Imported), (second.Imported, second.Unchanged));
            Assert.Equal("good", (await database.FactsAsync("good")).Pitch);
            Assert.Equal(result.LeftOut > 0 ? ExitCodes.Incomplete : ExitCodes.Done, ImportReport.Of(result).ExitCode);
        }
    }

    [Theory]
    [Checkouts]
    public async Task All_malformed_files_among_the_good_ones_leave_those_as_they_are(Checkout checkout)
    {
        using var mixed = new TestDatabase();
        using var alone = new TestDatabase();
        var files = ContentFolder.Read(checkout.Content).ToList();
        var bad = Malformed(checkout);
        var ids = bad.Select(file => SourceIds.OfFile(file.Stem)).ToHashSet();

        var result = await mixed.ImportAsync([.. files, .. bad]);
        await alone.ImportAsync(files);

        Assert.Equal(checkout.Startups + bad.Count, result.Read);
        Assert.Equal(result.Read, result.Imported + result.LeftOut);
        Assert.Equal(ExitCodes.Incomplete, ImportReport.Of(result).ExitCode);
        foreach (var sql in (string[])["SELECT startup_id, name, pitch, incubators, sponsors, link, events, source FROM startup_versions ORDER BY 1",
            "SELECT startup_id, from_day, to_day, status, phase, since FROM spans ORDER BY 1, 2", "SELECT id, former_id FROM former_ids ORDER BY 1, 2"])
            Assert.Equal(alone.Query(sql), mixed.Query(sql).Where(row => !ids.Contains(row[0])));
    }

    [Fact]
    public async Task A_crash_at_the_end_leaves_nothing_half_imported_and_the_next_import_works()
    {
        using var database = new TestDatabase();
        var portfolio = SmallContent.Read([.. Imported.References, Imported.Startup("a", "mission: one")]);
        var before = Imported.Dump(database.Connection);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.WriteAsync<bool>(
            Actor.System,
            async tx =>
            {
                await Import.RunAsync(tx, portfolio, Origin.Checkout);
                throw new InvalidOperationException("crash");
            },
            CancellationToken.None));

        Assert.Equal(before, Imported.Dump(database.Connection));
        Assert.Equal(1, (await database.ThenAsync(Imported.Startup("a", "mission: one"))).Imported);
    }

    [Fact]
    public async Task Addresses_that_the_source_keeps_for_itself_reach_no_table()
    {
        using var database = new TestDatabase();
        const string Marker = "marker-of-a-person";
        var lines = $"contact: contact@x.gouv.fr\ncontact_dinum: {Marker}@x.fr\ncontact_incubator:\n  - {Marker}@y.fr\n_authors:\n  - name: {Marker}\n";

        await database.ImportAsync([.. Imported.References, Imported.Startup("a", lines), SmallContent.Incubator("x", lines)]);

        var dump = Imported.Dump(database.Connection);
        Assert.Contains("contact@x.gouv.fr", dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_changes_names_no_contact()
    {
        using var database = new TestDatabase();

        await database.ThenAsync(Imported.Startup("a", "contact: prenom.nom@x.gouv.fr"));
        await database.ThenAsync(Imported.Startup("a", "contact: autre.nom@x.gouv.fr"));

        Assert.All(database.Query("SELECT data FROM changes"), row => Assert.DoesNotContain("nom@", row[0], StringComparison.Ordinal));
    }

    private static List<ContentFile> Malformed(Checkout checkout) =>
    [
        .. checkout.MalformedFiles.Select(path => new ContentFile($"_startups/{Path.GetFileName(path)}", File.ReadAllBytes(path))),
    ];
}
