using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>Phases by (phase, start) and committees by (day, note), between the source and agents.</summary>
public sealed class PhaseMergeTests
{
    private static readonly (string, string, string) First = ("investigation", "2024-01-01", "");
    private static readonly (string, string, string) Second = ("construction", "2024-06-01", "");

    [Fact]
    public async Task Phases_are_added_removed_moved_and_amended_with_the_source()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First, Second, ("acceleration", "2025-01-01", "")));
        var sequence = database.Sequence();

        var result = await database.ThenAsync(Files(
            (
                "investigation",
                "2024-01-01",
                "    end: 2024-05-31\n    comment: why\n"), ("construction", "2024-07-01", ""), ("abandon", "2025-02-01", "")));

        Assert.Equal(
            ["investigation 2024-01-01 2024-05-31 why", "construction 2024-07-01", "abandon 2025-02-01"], await database.PhasesAsync("a"));
        Assert.Equal(
            ["investigation 2024-01-01", "construction 2024-06-01", "acceleration 2025-01-01"], await database.PhasesAsync("a", sequence));
        Assert.Empty(result.Merging());
    }

    [Fact]
    public async Task A_phase_that_an_agent_added_stays()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First));
        await database.EditPhaseAsync("a", null, _ => Imported.Phase("consolidation", "2025-05-05", "agent"));

        var result = await database.ThenAsync(Files(First, Second));

        Assert.Equal(
            ["investigation 2024-01-01", "construction 2024-06-01", "consolidation 2025-05-05  agent"], await database.PhasesAsync("a"));
        Assert.Empty(result.Merging());
    }

    [Theory]
    [InlineData("2024-08-01")]
    [InlineData(null)]
    public async Task What_an_agent_corrected_or_withdrew_stays_so_and_is_reported_once_when_the_source_moves_it(string? corrected)
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First, Second));
        await database.EditPhaseAsync(
            "a", "2024-06-01", phase => corrected is null ? null : phase! with { StartsOn = Instants.Day(corrected) });
        var mine = await database.PhasesAsync("a");

        var same = await database.ThenAsync(Files(First, Second));
        var moved = await database.ThenAsync(Files(First, ("construction", "2024-07-01", "")));
        var again = await database.ThenAsync(Files(First, ("construction", "2024-07-01", "")));

        Assert.Equal(mine, await database.PhasesAsync("a"));
        Assert.Empty(same.Merging());
        Assert.Equal(["changed-on-both-sides: phases: construction"], moved.Merging());
        Assert.Empty(again.Merging());
    }

    [Fact]
    public async Task The_same_correction_on_both_sides_is_no_conflict()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First, Second));
        await database.EditPhaseAsync("a", "2024-06-01", phase => phase! with { StartsOn = new(2024, 7, 1) });
        await database.EditPhaseAsync("a", "2024-01-01", _ => null);
        var sequence = database.Sequence();

        var result = await database.ThenAsync(Files(("construction", "2024-07-01", "")));

        Assert.Equal(["construction 2024-07-01"], await database.PhasesAsync("a"));
        Assert.Empty(result.Merging());
        Assert.Equal(sequence, database.Sequence());
    }

    [Fact]
    public async Task A_reason_that_an_agent_gave_is_kept_against_another_comment_while_the_end_is_taken()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First));
        await database.EditPhaseAsync("a", "2024-01-01", phase => phase! with { Reason = "agent" });

        var result = await database.ThenAsync(Files(("investigation", "2024-01-01", "    end: 2024-02-02\n    comment: source\n")));
        var gone = await database.ThenAsync(Files(Second));

        Assert.Equal(["changed-on-both-sides: phases: investigation"], result.Merging());
        Assert.Equal(["changed-on-both-sides: phases: investigation"], gone.Merging());
        Assert.Equal(["investigation 2024-01-01 2024-02-02 agent", "construction 2024-06-01"], await database.PhasesAsync("a"));
    }

    [Fact]
    public async Task A_phase_comes_back_although_the_one_that_an_agent_moved_bears_its_id()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Files(First, Second));
        await database.EditPhaseAsync("a", "2024-06-01", phase => phase! with { StartsOn = new(2024, 8, 1) });
        await database.ThenAsync(Files(First));

        await database.ThenAsync(Files(First, Second));

        Assert.Equal(["investigation 2024-01-01", "construction 2024-06-01", "construction 2024-08-01"], await database.PhasesAsync("a"));
    }

    [Fact]
    public async Task Committees_follow_the_source_but_for_those_with_a_decision()
    {
        using var database = new TestDatabase();
        await database.ThenAsync(Held("2024-01-01", "2024-02-02", "2024-03-03"));
        await database.AgentAsync("a", async (tx, sequence) =>
        {
            var committee = (await tx.ListCommitteesAsync("a", Knowledge.Now))[0];
            await tx.CloseCommitteeAsync(sequence, "a", committee.Id);
            await tx.AddCommitteeAsync(sequence, "a", committee with { Decision = "continue" });
        });

        var result = await database.ThenAsync(Held("2024-03-03", "2024-04-04"));
        var back = await database.ThenAsync(Held("2024-01-01", "2024-02-02"));

        Assert.Equal(["changed-on-both-sides: committees: 2024-01-01"], result.Merging());
        Assert.Empty(back.Merging());
        var held = await database.ReadAsync(tx => tx.ListCommitteesAsync("a", Knowledge.Now));
        Assert.Equal(
            [("2024-01-01", "continue"), ("2024-02-02", null)], held.Select(committee => (committee.HeldOn.Text(), committee.Decision)));
    }

    private static ContentFile Files(params IEnumerable<(string, string, string)> phases) =>
        Imported.Startup("a", Imported.PhaseLines(phases));

    private static ContentFile Held(params IEnumerable<string> days) =>
        Imported.Startup("a", "events:\n" + string.Concat(days.Select(day => $"  - name: committee\n    date: {day}\n")));
}
