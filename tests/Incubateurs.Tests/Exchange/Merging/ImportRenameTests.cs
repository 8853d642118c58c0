using Incubateurs.Exchange.Merging;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Startups;
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
    public async Task Of_two_that_become_one_the_old_one_is_merged_and_leaves_the_lists()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", "redirect_from: /startups/z\n" + Lines), Imported.Startup("b", "mission: b"));

        var result = await database.ThenAsync(Imported.Startup("b", "mission: b\nredirect_from: /startups/a"));

        Assert.Equal(["renamed: a is now b"], result.Merging());
        Assert.Equal("b", (await database.FindAsync("a"))!.Withdrawal!.MergedInto);
        Assert.Empty(database.Query($"SELECT * FROM spans WHERE startup_id = 'a' AND known_to = {Tx.Open}"));
        Assert.Equal("b", (await database.FactsAsync("b")).Pitch);
        Assert.Equal("b", Assert.Single(await HeirsAsync(database, "a")));
        // Back again, it stands for itself, and what the other's file claims stays as in a fresh import.
        _ = await database.ThenAsync(
            Imported.Startup("a", "redirect_from: /startups/z\n" + Lines), Imported.Startup("b", "mission: b\nredirect_from: /startups/a"));
        Assert.Null((await database.FindAsync("a"))!.Withdrawal);
        Assert.Equal("b", Assert.Single(await HeirsAsync(database, "a")));

        // What led to the one that was merged leads on from there.
        Assert.Equal("a", Assert.Single(await HeirsAsync(database, "z")));
    }

    [Fact]
    public async Task What_is_gone_otherwise_is_withdrawn_once_and_its_id_still_answers()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Lines), Imported.Startup("b", ""));

        var second = await database.ThenAsync(Imported.Startup("b", ""));
        var sequence = database.Sequence();
        var third = await database.ThenAsync(Imported.Startup("b", ""));

        Assert.Equal(["withdrawn: a"], second.Merging());
        Assert.Equal((1, 0, 0), (second.Withdrawn, third.Withdrawn, third.Merging().Count));
        Assert.Equal(sequence, database.Sequence());
        var gone = (await database.FindAsync("a"))!;
        Assert.Equal((WithdrawalCause.Source, "one", 2), (gone.Withdrawal!.Cause, gone.Facts.Pitch, gone.Version));
        Assert.Equal(["investigation 2024-01-01"], await database.PhasesAsync("a"));
        foreach (var table in (string[])["spans", "startup_terms", "search_texts"])
            Assert.Empty(database.Query($"SELECT * FROM {table} WHERE startup_id = 'a' AND known_to = {Tx.Open}"));
    }

    [Fact]
    public async Task What_comes_back_stands_in_the_lists_again_with_all_that_it_had()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Lines), Imported.Startup("b", ""));
        await database.ThenAsync(Imported.Startup("b", ""));

        var back = await database.ThenAsync(Imported.Startup("a", Lines.Edited("one", "two")), Imported.Startup("b", ""));

        Assert.Equal(["returned: a"], back.Merging());
        Assert.Equal((1, 1), (back.Imported, back.Unchanged));
        Assert.Null((await database.FindAsync("a"))!.Withdrawal);
        Assert.Equal("two", (await database.FactsAsync("a")).Pitch);
        foreach (var table in (string[])["spans", "startup_terms", "search_texts"])
            Assert.NotEmpty(database.Query($"SELECT * FROM {table} WHERE startup_id = 'a' AND known_to = {Tx.Open}"));
    }

    [Fact]
    public async Task What_an_agent_wrote_to_since_it_was_last_imported_lives_on_and_is_reported()
    {
        using var database = new TestDatabase();
        var b = Imported.Startup("b", "");
        await database.ThenAsync(Imported.Startup("a", Lines), Imported.Startup("c", Lines), b);
        await database.EditAsync("c", facts => facts with { Link = "https://before.fr" });
        await database.ThenAsync(Imported.Startup("a", Lines), Imported.Startup("c", Lines), b);
        await database.EditAsync("a", facts => facts with { Link = "https://agent.fr" });

        var second = await database.ThenAsync(b);
        var third = await database.ThenAsync(b);

        Assert.Equal(["file-gone: a is kept: an agent has written to it", "withdrawn: c"], second.Merging());
        Assert.Equal(["file-gone: a is kept: an agent has written to it"], third.Merging());
        Assert.Null((await database.FindAsync("a"))!.Withdrawal);
        Assert.NotNull((await database.FindAsync("c"))!.Withdrawal);
    }

    [Fact]
    public async Task What_an_agent_took_back_stays_so_though_its_source_has_it_and_that_is_said_once()
    {
        using var database = new TestDatabase();
        var files = new[] { Imported.Startup("a", Lines), Imported.Startup("b", "") };
        await database.ThenAsync(files);
        await database.Database.WriteAsync(
            Imported.Agent,
            async tx =>
            {
                await tx.WithdrawAsync((await tx.FindRecordedAsync("a", Knowledge.Now))!, WithdrawalCause.Agent, "Deux fois.");
                return true;
            },
            CancellationToken.None);

        var second = await database.ThenAsync(Imported.Startup("a", Lines.Edited("one", "two")), files[1]);
        var third = await database.ThenAsync(Imported.Startup("a", Lines.Edited("one", "two")), files[1]);

        Assert.Equal(["withdrawn-here: a"], second.Merging());
        Assert.Empty(third.Merging());
        Assert.Equal(WithdrawalCause.Agent, (await database.FindAsync("a"))!.Withdrawal!.Cause);
        Assert.Equal("one", (await database.FactsAsync("a")).Pitch);
    }

    [Fact]
    public async Task A_checkout_without_over_a_tenth_of_what_imports_brought_writes_nothing_unless_that_is_allowed()
    {
        using var database = new TestDatabase();
        var all = Enumerable.Range(0, 20).Select(i => Imported.Startup($"s{i:00}", "")).ToList();
        await database.ThenAsync(all);
        var before = Imported.Dump(database.Connection);
        var files = Imported.References.Concat(all.Skip(3)).ToList();

        var refused = await database.ImportAsync(files, mostWithdrawn: Import.MostWithdrawn);
        var after = Imported.Dump(database.Connection);
        var atTheBound = await database.ImportAsync(Imported.References.Concat(all.Skip(2)), mostWithdrawn: Import.MostWithdrawn);

        Assert.Equal((true, 3, ExitCodes.NothingDone), (refused.IsRefused, refused.Withdrawn, ImportReport.Of(refused).ExitCode));
        Assert.Equal(before, after);
        Assert.Equal((false, 2), (atTheBound.IsRefused, atTheBound.Withdrawn));
        Assert.False((await database.ImportAsync(files)).IsRefused);
    }

    [Fact]
    public async Task Of_two_that_name_one_former_id_one_inherits_and_the_other_is_whole_from_its_own_file()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("old", Lines));

        var result = await database.ThenAsync(
            Imported.Startup("new-a", "redirect_from: /startups/old\n" + Lines),
            Imported.Startup("new-b", "redirect_from: /startups/old\n" + Lines));

        Assert.Equal(["renamed: old is now new-a"], result.Merging());
        foreach (var id in (string[])["new-a", "new-b"])
        {
            Assert.Equal(["investigation 2024-01-01"], await database.PhasesAsync(id));
            Assert.Single(await database.ReadAsync(tx => tx.ListCommitteesAsync(id, Knowledge.Now)));
        }

        Assert.Equal(["new-a", "new-b"], await HeirsAsync(database, "old"));
    }

    [Fact]
    public async Task A_new_file_of_nearly_the_same_name_is_reported_as_a_probable_rename()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("mon-service", Lines), Imported.Startup("b", ""));

        var result = await database.ThenAsync(Imported.Startup("mon-services", Lines), Imported.Startup("autre", Lines), Imported.Startup("b", ""));

        Assert.Contains("probable-rename: mon-services (mon-services) may be what was mon-service (mon-service)", result.Merging());
        Assert.Equal(1, result.Merging().Count(line => line.StartsWith("probable-rename", StringComparison.Ordinal)));
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
        var unused = await database.ImportAsync([.. without, startup, kept]);

        Assert.Equal(["withdrawn: b"], used.Merging().Where(line => line.EndsWith(": b", StringComparison.Ordinal)));
        Assert.Equal(["ign2"], (await database.FactsAsync("a")).Incubators);
        Assert.Contains("renamed: ign is now ign2", used.Merging().Concat(unused.Merging()));
        Assert.Null(await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("ign", Knowledge.Now)));
        Assert.Equal(2, (await database.ReadAsync(tx => tx.FindRecordedIncubatorAsync("ign2", Knowledge.Now)))!.Version);
    }

    private static Task<IReadOnlyList<string>> HeirsAsync(TestDatabase database, string id) =>
        database.ReadAsync(tx => tx.ListHeirsAsync(Kinds.Startup, id, Knowledge.Now));
}
