using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>A field that changed in the source alone is taken; one that changed here is kept.</summary>
public sealed class ImportMergeTests
{
    private const string Full = "mission: one\nlink: https://one.fr\nthematiques:\n  - Santé\nevents:\n  - name: launch\n    date: 2024-01-02\nanalyse_risques: false\n";

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        using var database = new TestDatabase();
        var files = new[] { Imported.Startup("a", Full, "Text"), Imported.Startup("b", "mission: b") };
        await database.ThenAsync(files);
        var before = Imported.Dump(database.Connection);

        var second = await database.ThenAsync(files);

        Assert.Equal((2, 0, 2, 0), (second.Read, second.Imported, second.Unchanged, second.LeftOut));
        Assert.Equal(before, Imported.Dump(database.Connection));
    }

    [Fact]
    public async Task A_third_import_after_one_edited_file_changes_one_startup_and_keeps_what_was_known()
    {
        using var database = new TestDatabase();
        var other = Imported.Startup("b", "mission: b");
        var phases = Imported.PhaseLines(("investigation", "2024-01-01", ""));
        await database.ThenAsync(Imported.Startup("a", "mission: one\n" + phases, "Text"), other);
        var sequence = database.Sequence();
        var rest = "SELECT * FROM spans UNION ALL "
            + "SELECT id, startup_id, kind, key, value, name_key, known_from, known_to, 1,1,1,1,1,1,1,1,1 FROM startup_terms";
        var derived = database.Query(rest);

        var third = await database.ThenAsync(Imported.Startup("a", "mission: two\n" + phases, "Text"), other);

        Assert.Equal((2, 1, 1, 0), (third.Read, third.Imported, third.Unchanged, third.LeftOut));
        Assert.Equal(sequence + 1, database.Sequence());
        Assert.Equal("two", (await database.FactsAsync("a")).Pitch);
        Assert.Equal("one", (await database.FactsAsync("a", sequence)).Pitch);
        // Spans and terms do not depend on the pitch; the description is shared.
        Assert.Equal(derived, database.Query(rest));
        Assert.Single(database.Query("SELECT * FROM descriptions"));
        Assert.Equal("Text", (await database.FactsAsync("a")).Description);
        Assert.Equal(2, database.Query("SELECT * FROM startup_terms WHERE kind = 'incubator'").Count);
        Assert.Equal(3, database.Query("SELECT * FROM search_texts").Count);
    }

    [Fact]
    public async Task A_changed_phase_closes_the_spans_of_before_and_deletes_none()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Imported.PhaseLines(("investigation", "2024-01-01", ""))));
        var sequence = database.Sequence();
        var before = database.Query("SELECT from_day, to_day, phase FROM spans ORDER BY from_day");

        await database.ThenAsync(Imported.Startup("a", Imported.PhaseLines(("investigation", "2024-02-01", ""))));

        Assert.Equal(
            before,
            database.Query(
                $"SELECT from_day, to_day, phase FROM spans WHERE known_from <= {sequence} AND known_to > {sequence} ORDER BY from_day"));
        Assert.NotEqual(
            before, database.Query($"SELECT from_day, to_day, phase FROM spans WHERE known_to = {long.MaxValue} ORDER BY from_day"));
    }

    [Fact]
    public async Task What_changed_here_alone_is_kept_and_what_changed_there_alone_is_taken()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Full));
        await database.EditAsync("a", facts => facts with { Link = "https://agent.fr", Themes = ["Agent"], RiskAnalysis = new(true) });

        var result = await database.ThenAsync(
            Imported.Startup("a", Full.Edited("mission: one", "mission: two").Edited("2024-01-02", "2024-01-03")));

        var facts = await database.FactsAsync("a");
        Assert.Equal(
            ("two", "https://agent.fr", "Agent", true), (facts.Pitch, facts.Link, Assert.Single(facts.Themes), facts.RiskAnalysis!.Done));
        Assert.Equal(new DateOnly(2024, 1, 3), Assert.Single(facts.Events).On);
        Assert.Empty(result.Merging());
    }

    [Fact]
    public async Task What_changed_on_both_sides_is_kept_and_reported_once()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Full));
        await database.EditAsync("a", facts => facts with { Pitch = "agent", Themes = [], RiskAnalysis = new(true), Events = [] });
        var edited = Full.Edited("mission: one", "mission: two").Edited("Santé", "Emploi")
            .Edited("analyse_risques: false", "analyse_risques_url: https://r.fr").Edited("2024-01-02", "2024-01-03");

        var second = await database.ThenAsync(Imported.Startup("a", edited));
        var third = await database.ThenAsync(Imported.Startup("a", edited));

        Assert.Equal(
            [
                "changed-on-both-sides: events",
                "changed-on-both-sides: pitch",
                "changed-on-both-sides: riskAnalysis",
                "changed-on-both-sides: themes",
            ],
            second.Merging());
        var facts = await database.FactsAsync("a");
        Assert.Equal(("agent", 0, 0), (facts.Pitch, facts.Themes.Count, facts.Events.Count));
        Assert.Empty(third.Merging());
        Assert.Equal(1, third.Unchanged);
    }

    [Fact]
    public async Task The_same_value_on_both_sides_is_no_conflict_and_no_change()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Full));
        await database.EditAsync("a", facts => facts with { Pitch = "two", Link = null });
        var sequence = database.Sequence();

        var result = await database.ThenAsync(
            Imported.Startup("a", Full.Edited("mission: one", "mission: two").Edited("link: https://one.fr", "link: ''")));

        Assert.Empty(result.Merging());
        Assert.Equal((0, 1), (result.Imported, result.Unchanged));
        Assert.Equal(sequence, database.Sequence());
    }

    [Fact]
    public async Task A_field_that_the_source_drops_is_dropped_unless_it_changed_here()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Full), Imported.Startup("b", Full));
        await database.EditAsync("b", facts => facts with { Pitch = "agent" });

        var result = await database.ThenAsync(Imported.Startup("a", ""), Imported.Startup("b", ""));

        var (dropped, kept) = (await database.FactsAsync("a"), await database.FactsAsync("b"));
        Assert.Equal((null, null, 0, null), (dropped.Pitch, dropped.Link, dropped.Themes.Count, dropped.RiskAnalysis));
        Assert.Equal(("agent", null), (kept.Pitch, kept.Link));
        Assert.Equal(["changed-on-both-sides: pitch"], result.Merging());
    }

    [Fact]
    public async Task What_decides_nothing_is_kept_up_to_date_without_a_change()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", "stats: false"));
        var sequence = database.Sequence();

        var result = await database.ThenAsync(Imported.Startup("a", "stats: true"));

        Assert.Equal((0, 1, sequence), (result.Imported, result.Unchanged, database.Sequence()));
        Assert.Contains(
            "\"stats\":\"true\"",
            Assert.Single(database.Query("SELECT raw FROM sources WHERE kind = 'startup'"))[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_can_no_longer_be_read_is_not_gone()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Imported.Startup("a", Full), Imported.Startup("b", ""));

        var result = await database.ThenAsync(
            SmallContent.Text("_startups/a.md", "broken"), Imported.Startup("b", "redirect_from: /startups/a"));

        Assert.Empty(result.Merging());
        Assert.Equal(1, result.LeftOut);
        Assert.Equal("one", (await database.FactsAsync("a")).Pitch);
    }

    [Theory]
    [Checkouts]
    public async Task A_second_import_of_a_whole_checkout_changes_nothing_and_a_third_after_one_edited_file_one(Checkout checkout)
    {
        using var database = new TestDatabase();
        var files = ContentFolder.Read(checkout.Content).ToList();
        await database.ImportAsync(files);
        var before = Imported.Dump(database.Connection);
        var second = await database.ImportAsync(files);
        var after = Imported.Dump(database.Connection);
        var sequence = database.Sequence();
        var edited = files.FindIndex(file => file.Folder == ContentFolder.Startups && file.Stem == checkout.Edited);
        files[edited] = files[edited] with { Bytes = [.. files[edited].Bytes, .. "\nMore."u8] };

        var third = await database.ImportAsync(files);

        Assert.Equal((checkout.Startups, 0, checkout.Startups, 0), (second.Read, second.Imported, second.Unchanged, second.LeftOut));
        Assert.Equal(before, after);
        Assert.Equal((checkout.Startups, 1, checkout.Startups - 1, 0), (third.Read, third.Imported, third.Unchanged, third.LeftOut));
        Assert.Equal(sequence + 1, database.Sequence());
    }
}
