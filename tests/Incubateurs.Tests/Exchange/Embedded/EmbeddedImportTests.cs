using Incubateurs.Administrations;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Embedded;

/// <summary>The embedded portfolio counts as what the source said before.</summary>
public sealed class EmbeddedImportTests
{
    private static readonly ContentFile[] Checkout =
    [
        .. Imported.References, Imported.Startup(
            "pix", "mission: of the checkout\n" + Imported.PhaseLines(("investigation", "2016-01-01", ""))),
    ];

    [Fact]
    public async Task A_checkout_overwrites_it_and_removes_what_it_lacks()
    {
        using var database = new TestDatabase();
        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);
        var sequence = database.Sequence();

        var result = await database.ImportAsync(Checkout);
        var after = Imported.Dump(database.Connection);
        var second = await database.ImportAsync(Checkout);

        Assert.Equal((1, 1, 0, 0), (result.Read, result.Imported, result.Unchanged, result.LeftOut));
        Assert.Equal(37, result.Merging().Count(line => line.StartsWith("embedded-removed", StringComparison.Ordinal)));
        Assert.Equal("pix", Assert.Single(database.Query($"SELECT startup_id FROM startup_versions WHERE known_to = {Tx.Open}"))[0]);
        var pix = await database.FactsAsync("pix");
        Assert.Equal(("of the checkout", new DateOnly(2026, 8, 20), "beta.gouv.fr"), (pix.Pitch, pix.Source!.On, pix.Source.Name));
        Assert.Equal(["investigation 2016-01-01"], await database.PhasesAsync("pix"));
        Assert.NotNull(await database.FindAsync("apilos", sequence));
        Assert.Null(await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("anct", Knowledge.Now)));
        Assert.Null(await database.ReadAsync(tx => tx.FindRecordedAdministrationAsync("ademe", Knowledge.Now)));
        Assert.Equal((0, 1, 0), (second.Imported, second.Unchanged, second.Merging().Count));
        Assert.Equal(after, Imported.Dump(database.Connection));
    }

    [Fact]
    public async Task One_that_an_agent_wrote_to_stays_with_its_incubator_and_administration_and_is_reported()
    {
        using var database = new TestDatabase();
        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);
        await database.EditAsync("envergo", facts => facts with { Pitch = "agent" });
        var facts = await database.FactsAsync("envergo");

        var result = await database.ImportAsync(Checkout);

        Assert.Equal("agent", (await database.FactsAsync("envergo")).Pitch);
        Assert.Contains("file-gone: envergo is kept: an agent has written to it", result.Merging());
        Assert.NotNull(await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync(facts.Incubators[0], Knowledge.Now)));
        Assert.NotNull(await database.ReadAsync(tx => tx.FindRecordedAdministrationAsync(facts.Sponsors[0], Knowledge.Now)));
    }

    [Fact]
    public async Task A_broken_file_of_the_checkout_does_not_remove_the_embedded_startup()
    {
        using var database = new TestDatabase();
        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);

        await database.ImportAsync([.. Checkout, SmallContent.Text("_startups/apilos.md", "broken")]);

        Assert.NotNull(await database.FindAsync("apilos"));
    }

    [Fact]
    public async Task A_folder_without_a_readable_startup_removes_nothing()
    {
        using var database = new TestDatabase();
        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);
        var before = Imported.Dump(database.Connection);

        await database.ImportAsync([.. Imported.References, SmallContent.Text("_startups/pix.md", "broken")]);

        Assert.Equal(before, Imported.Dump(database.Connection));
    }

    [Fact]
    public async Task It_is_loaded_into_an_empty_file_only()
    {
        using var database = new TestDatabase();
        await database.ImportAsync(Checkout);
        var before = Imported.Dump(database.Connection);

        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);

        Assert.Equal(before, Imported.Dump(database.Connection));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_load_it_once()
    {
        using var database = new TestDatabase();
        using var other = database.Open();

        await Task.WhenAll(
            Task.Run(() => EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None)),
            Task.Run(() => EmbeddedPortfolio.LoadAsync(other, CancellationToken.None)));

        Assert.Equal(38, database.Query("SELECT * FROM startup_versions WHERE version = 1").Count);
        Assert.Equal(38, database.Query("SELECT DISTINCT startup_id FROM spans").Count);
    }

    [Theory]
    [Checkouts]
    public async Task A_whole_checkout_comes_after_it_as_into_an_empty_file(Checkout checkout)
    {
        using var database = new TestDatabase();
        using var empty = new TestDatabase();
        var files = ContentFolder.Read(checkout.Content).ToList();
        await EmbeddedPortfolio.LoadAsync(database.Database, CancellationToken.None);

        var result = await database.ImportAsync(files);
        await empty.ImportAsync(files);
        var second = await database.ImportAsync(files);

        const string Facts = "SELECT startup_id, name, pitch, incubators, sponsors, link, repository, contact, themes, audiences, technologies, events, source FROM startup_versions WHERE known_to = 9223372036854775807 ORDER BY 1";
        const string Spans =
            "SELECT startup_id, from_day, to_day, status, phase, since FROM spans WHERE known_to = 9223372036854775807 ORDER BY 1, 2";
        Assert.Equal((checkout.Startups, 0), (result.Imported, result.LeftOut));
        Assert.Equal(empty.Query(Facts), database.Query(Facts));
        Assert.Equal(empty.Query(Spans), database.Query(Spans));
        Assert.Equal((checkout.Startups, 0), (second.Unchanged, second.Imported));
    }
}
