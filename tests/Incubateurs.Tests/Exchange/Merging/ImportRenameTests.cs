using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>Files that go: renamed, merged, or gone for good.</summary>
public sealed class ImportRenameTests
{
    private static readonly string Lines =
        "mission: one\nevents:\n  - name: committee\n    date: 2024-03-03\n" + Imported.PhaseLines(("investigation", "2024-01-01", ""));

    [Fact]
    public async Task What_was_recorded_under_the_old_id_goes_on_under_the_new_one()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("old", "redirect_from: /startups/older.html\n" + Lines));
        await database.EditAsync("old", facts => facts with { Link = "https://agent.fr" });
        await database.EditPhaseAsync("old", null, _ => Imported.Phase("construction", "2024-09-09"));
        var sequence = database.Sequence();

        var result = await database.ThenAsync(Imported.Startup("new", "redirect_from: /startups/old\n" + Lines.Edited("one", "two")));
        var again = await database.ThenAsync(Imported.Startup("new", "redirect_from: /startups/old\n" + Lines.Edited("one", "two")));

        var facts = await database.FactsAsync("new");
        Assert.Equal(("new", "two", "https://agent.fr"), (facts.Name, facts.Pitch, facts.Link));
        Assert.Equal(["investigation 2024-01-01", "construction 2024-09-09"], await database.PhasesAsync("new"));
        Assert.Single(await database.ReadAsync(tx => tx.ListCommitteesAsync("new", Knowledge.Now)));
        Assert.Equal(["renamed: old is now new"], result.Merging());
        Assert.Equal((1, 0), (again.Unchanged, again.Merging().Count));
        Assert.Null(await database.FindAsync("old"));
        Assert.Equal("one", (await database.FactsAsync("old", sequence)).Pitch);
        Assert.Null(await database.FindAsync("new", sequence));
        Assert.Equal("new", Assert.Single(await HeirsAsync(database, "old")));
        // Former ids of before are not lost, though the new file no longer names them.
        Assert.Equal("new", Assert.Single(await HeirsAsync(database, "older")));
    }

    [Fact]
    public async Task A_name_that_comes_back_is_another_startup_with_ids_of_its_own()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("old", Lines));
        await database.ThenAsync(Imported.Startup("new", "redirect_from: /startups/old\n" + Lines));

        var result = await database.ThenAsync(
            Imported.Startup("new", "redirect_from: /startups/old\n" + Lines), Imported.Startup("old", Lines));

        Assert.Equal((1, 1), (result.Imported, result.Unchanged));
        Assert.Equal(["investigation 2024-01-01"], await database.PhasesAsync("old"));
        Assert.Equal(["investigation 2024-01-01"], await database.PhasesAsync("new"));
    }

    [Fact]
    public async Task Of_two_that_become_one_the_old_one_is_closed()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", "redirect_from: /startups/z\n" + Lines), Imported.Startup("b", "mission: b"));

        var result = await database.ThenAsync(Imported.Startup("b", "mission: b\nredirect_from: /startups/a"));

        Assert.Equal(["renamed: a is now b"], result.Merging());
        Assert.Null(await database.FindAsync("a"));
        Assert.Empty(database.Query($"SELECT * FROM spans WHERE startup_id = 'a' AND known_to = {Tx.Open}"));
        Assert.Equal("b", (await database.FactsAsync("b")).Pitch);
        Assert.Equal("b", Assert.Single(await HeirsAsync(database, "a")));
        Assert.Equal("b", Assert.Single(await HeirsAsync(database, "z")));
    }

    [Fact]
    public async Task What_is_gone_otherwise_is_kept_and_reported_at_each_import()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Lines), Imported.Startup("b", ""));
        var sequence = database.Sequence();

        var second = await database.ThenAsync(Imported.Startup("b", ""));
        var third = await database.ThenAsync(Imported.Startup("b", ""));

        Assert.Equal(["file-gone: a is kept"], second.Merging());
        Assert.Equal(["file-gone: a is kept"], third.Merging());
        Assert.Equal("one", (await database.FactsAsync("a")).Pitch);
        Assert.Equal(sequence, database.Sequence());
    }

    [Fact]
    public async Task A_former_id_that_two_claim_leads_to_both_and_one_that_is_dropped_to_none()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(
            Imported.Startup("a", "redirect_from: /startups/x"), Imported.Startup("b", "redirect_from: /startup/x.md"));
        var sequence = database.Sequence();

        await database.ThenAsync(Imported.Startup("a", ""), Imported.Startup("b", ""));

        Assert.Equal(["a", "b"], await database.ReadAsync(tx => tx.ListHeirsAsync(Kinds.Startup, "x", new(sequence))));
        Assert.Empty(await HeirsAsync(database, "x"));
    }

    [Fact]
    public async Task An_incubator_that_is_renamed_goes_on_and_the_old_one_is_closed_once_nothing_names_it()
    {
        using var database = new TestDatabase();
        var renamed = SmallContent.Incubator("ign2", "owner: /organisations/ign\nredirect_from: /incubateurs/ign.html");
        var startup = SmallContent.Text("_startups/a.md", "---\ntitle: a\nincubator: ign\n---\n");
        var kept = SmallContent.Text("_startups/b.md", "---\ntitle: b\nincubator: ign\n---\n");
        await database.ThenAsync(startup, kept);
        var without = Imported.References.Where(file => file.Path != "_incubators/ign.md").Append(renamed).ToList();

        var used = await database.ImportAsync([.. without, startup]);
        await database.EditAsync("b", facts => facts with { Incubators = [] });
        var unused = await database.ImportAsync([.. without, startup, kept]);

        Assert.Equal(["file-gone: ign is kept", "file-gone: b is kept"], used.Merging());
        Assert.Equal(["ign2"], (await database.FactsAsync("a")).Incubators);
        Assert.Contains("renamed: ign is now ign2", unused.Merging());
        Assert.Null(await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("ign", Knowledge.Now)));
        Assert.Equal(2, (await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("ign2", Knowledge.Now)))!.Version);
    }

    private static Task<IReadOnlyList<string>> HeirsAsync(TestDatabase database, string id) =>
        database.ReadAsync(tx => tx.ListHeirsAsync(Kinds.Startup, id, Knowledge.Now));
}
