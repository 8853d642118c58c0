using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>An incubator or organisation whose file is there and cannot be read costs nothing but itself.</summary>
public sealed class UnreadableReferenceTests
{
    private static readonly ContentFile Broken = SmallContent.Text("_organisations/ign.md", "no front matter");
    private static readonly ContentFile BrokenIncubator = SmallContent.Text("_incubators/ign.md", "---\ntitle: [\n---\n");

    private static readonly IReadOnlyList<ContentFile> Others =
        [.. Imported.References.Where(file => !file.Path.EndsWith("ign.md", StringComparison.Ordinal))];

    private static ContentFile Startup(string id, string sponsor) => SmallContent.Text(
        $"_startups/{id}.md", $"---\ntitle: {id}\nincubator: ign\nsponsors:\n  - {sponsor}\n---\n");

    [Fact]
    public async Task What_names_it_keeps_it_by_id_or_by_name()
    {
        using var database = new TestDatabase();
        ContentFile[] startups = [Startup("a", "/organisations/ign"), Startup("b", "Institut géographique"), Startup("c", "IGN")];
        _ = await database.ImportAsync([.. Imported.References, .. startups]);
        var sequence = database.Sequence();

        var second = await database.ImportAsync([.. Others, Broken, BrokenIncubator, .. startups]);

        Assert.Equal((3, 0, 0), (second.Unchanged, second.Imported, second.Merging().Count));
        Assert.Equal(sequence, database.Sequence());
        foreach (var id in (string[])["a", "b", "c"])
        {
            var facts = await database.FactsAsync(id);
            Assert.Equal(["ign"], facts.Incubators);
            Assert.Equal(["ign"], facts.Sponsors);
        }

        Assert.Equal("Institut géographique", await NameAsync(database));
    }

    [Fact]
    public async Task On_a_first_import_it_is_a_bare_thing_which_is_said_once_and_named_when_its_file_is_mended()
    {
        using var database = new TestDatabase();
        ContentFile[] startups = [Startup("a", "/organisations/ign"), Startup("b", "/organisations/ign")];

        var first = await database.ImportAsync([.. Others, Broken, BrokenIncubator, .. startups]);
        var bare = await NameAsync(database);
        var again = await database.ImportAsync([.. Others, Broken, BrokenIncubator, .. startups]);
        var mended = await database.ImportAsync([.. Imported.References, .. startups]);

        Assert.Equal(["bare-reference: ign", "bare-reference: ign"], first.Merging());
        Assert.Equal("ign", bare);
        Assert.Empty(again.Merging());
        Assert.Empty(mended.Merging());
        Assert.Equal("Institut géographique", await NameAsync(database));
        Assert.Equal(
            "Incubator ign", (await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("ign", Knowledge.Now)))!.Facts.Name);
    }

    [Fact]
    public async Task Of_a_folder_that_cannot_be_opened_nothing_is_gone()
    {
        using var database = new TestDatabase();
        ContentFile[] startups = [Startup("a", "/organisations/ign")];
        _ = await database.ImportAsync([.. Imported.References, .. startups]);
        var sequence = database.Sequence();
        ContentFile[] closed =
        [
            new("_incubators", [], ContentFault.Link), new("_organisations", [], ContentFault.Unreadable),
            .. Imported.References.Where(file => file.Path.StartsWith("_events", StringComparison.Ordinal)),
        ];

        var second = await database.ImportAsync([.. closed, .. startups]);

        Assert.Equal((1, 0), (second.Unchanged, second.Merging().Count));
        Assert.Equal(sequence, database.Sequence());
    }

    [Fact]
    public async Task What_decides_nothing_of_an_incubator_and_an_organisation_is_kept_as_it_is_today()
    {
        using var database = new TestDatabase();
        var other = SmallContent.Incubator("x", "owner: /organisations/dinum\nhighlighted_startups: [a]");
        _ = await database.ThenAsync(Imported.Startup("a", ""), SmallContent.Incubator("x", "owner: /organisations/dinum"));

        _ = await database.ThenAsync(Imported.Startup("a", ""), other);

        Assert.Contains("highlighted_startups", Assert.Single(database.Query("SELECT raw FROM sources WHERE id = 'x'"))[0], StringComparison.Ordinal);
    }

    private static async Task<string> NameAsync(TestDatabase database) =>
        (await database.ReadAsync(tx => tx.FindRecordedAdministrationAsync("ign", Knowledge.Now)))!.Facts.Name;
}
