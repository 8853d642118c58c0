using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Merging;

/// <summary>The id in the directory reaches administrations that were imported without it, and no conflict is made of that.</summary>
public sealed class DirectoryIdMergeTests
{
    private static readonly ContentFile Startup = Imported.Startup("a", "mission: one");

    [Fact]
    public async Task A_source_that_begins_to_say_it_is_followed_and_one_that_ceases_to_as_well()
    {
        using var database = new TestDatabase();

        _ = await database.ThenAsync(Startup, Organisation());
        var before = database.Sequence();
        var second = await database.ThenAsync(Startup, Organisation("172231"));
        var with = database.Sequence();
        var third = await database.ThenAsync(Startup, Organisation());

        Assert.Equal(
            [null, "172231", null],
            [await FindAsync(database, before), await FindAsync(database, with), await FindAsync(database, database.Sequence())]);
        Assert.Empty(second.Merging().Concat(third.Merging()));
    }

    [Fact]
    public async Task What_an_earlier_build_imported_without_it_gets_it_at_the_next_import_once_and_in_peace()
    {
        using var database = new TestDatabase();
        _ = await database.ThenAsync(Startup, Organisation("172231"));
        // What a build left that did not know the member, of the same file.
        _ = database.Query("UPDATE sources SET parsed = json_remove(parsed, '$.directoryId') WHERE kind = 'administration'");
        _ = database.Query("UPDATE administration_versions SET directory_id = NULL");
        var before = database.Sequence();

        var second = await database.ThenAsync(Startup, Organisation("172231"));
        var after = database.Sequence();
        var third = await database.ThenAsync(Startup, Organisation("172231"));

        Assert.Equal([null, "172231"], [await FindAsync(database, before), await FindAsync(database, after)]);
        Assert.Empty(second.Merging().Concat(third.Merging()));
        Assert.Equal((before + 1, after), (after, database.Sequence()));
    }

    [Theory]
    [InlineData("172231", null)]
    [InlineData("1256628", "changed-on-both-sides: directoryId")]
    public async Task What_an_agent_said_is_kept_and_reported_where_the_source_says_something_else(string says, string? reported)
    {
        using var database = new TestDatabase();
        _ = await database.ThenAsync(Startup, Organisation());
        await database.AgentAsync("x", async (tx, sequence) =>
        {
            var before = await tx.FindRecordedAdministrationAsync("x", Knowledge.Now);
            _ = await tx.SaveAdministrationAsync(sequence, "x", before, before!.Facts with { DirectoryId = "172231" });
        });

        var result = await database.ThenAsync(Startup, Organisation(says));

        Assert.Equal(reported is null ? [] : [reported], result.Merging());
        Assert.Equal("172231", await FindAsync(database, database.Sequence()));
    }

    private static ContentFile Organisation(string? directoryId = null) =>
        SmallContent.Text(
            "_organisations/x.md", $"---\nname: Une administration\n{(directoryId is null ? "" : $"annuaire: {directoryId}\n")}---\n");

    private static async Task<string?> FindAsync(TestDatabase database, long sequence) =>
        (await database.ReadAsync(tx => tx.FindRecordedAdministrationAsync("x", new(sequence))))!.Facts.DirectoryId;
}
