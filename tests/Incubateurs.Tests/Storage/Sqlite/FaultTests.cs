using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Storage.Sqlite;

/// <summary>What fails is told by what it means, with SQLite's own words.</summary>
public sealed class FaultTests
{
    private const string Nonsense = "SELECT nothing_of_this_name";

    [Theory]
    [InlineData(1, "Other")]
    [InlineData(5, "Busy")]
    [InlineData(6, "Busy")]
    [InlineData(8, "CannotStore")]
    [InlineData(10, "CannotStore")]
    [InlineData(11, "Corrupt")]
    [InlineData(13, "CannotStore")]
    [InlineData(14, "Other")]
    [InlineData(19, "Other")]
    [InlineData(26, "Corrupt")]
    public void Each_code_has_its_meaning(int code, string fault)
    {
        var inner = new SqliteException("text", code);

        var told = Faults.Of(inner);

        Assert.Equal(fault, told.Fault.ToString());
        Assert.Equal(inner.Message, told.Message);
        Assert.Same(inner, told.InnerException);
    }

    [Fact]
    public async Task Whatever_way_a_statement_is_run_its_fault_is_that_of_the_storage()
    {
        using var database = new TestDatabase();
        Func<Tx, Task>[] ways =
        [
            tx => tx.QueryAsync<long>(Nonsense),
            tx => tx.FirstAsync<long>(Nonsense),
            tx => tx.ScalarAsync<long>(Nonsense),
            tx => tx.ExecuteAsync(Nonsense),
            tx => tx.ExecuteAsync($"{Nonsense} WHERE @id = 1", new[] { new { id = 1 }, new { id = 2 } }),
        ];

        foreach (var way in ways)
        {
            var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(database.Database, way));

            Assert.Equal(StorageFault.Other, fault.Fault);
            Assert.Contains("nothing_of_this_name", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_process_that_writes_is_busy_and_the_next_write_goes_through()
    {
        using var database = new TestDatabase();
        using var impatient = new Database(new SqliteEngine(database.Connection + ";Default Timeout=1"), database.Time, WriteHooks.None);

        await RunAsync(database.Database, async _ =>
        {
            var fault = await Assert.ThrowsAsync<StorageException>(() => RunAsync(impatient, _ => Task.CompletedTask));

            Assert.Equal(StorageFault.Busy, fault.Fault);
        });

        await RunAsync(impatient, tx => tx.AppendAsync(Areas.Portfolio, "test", "startup", "a", new { }));
        Assert.Equal(1, database.Database.Versions().Sequence);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_a_fault_of_the_storage()
    {
        var engine = new SqliteEngine($"Data Source={Path.Combine(Path.GetTempPath(), "incubateurs-nowhere", "a.db")}");

        var fault = await Assert.ThrowsAsync<StorageException>(() => Rooms.OpenAsync(engine));

        Assert.False(engine.Exists());
        Assert.Equal("SQLite Error 14: 'unable to open database file'.", fault.Message);
    }

    [Fact]
    public async Task A_passing_database_is_empty_has_a_place_of_its_own_and_leaves_nothing()
    {
        using var database = new TestDatabase();
        string place;
        using (var passing = new SqliteEngine(database.Connection).MakePassing())
        {
            place = passing.Engine.Place;
            Assert.False(passing.Engine.Exists());
            using var opened = await Rooms.OpenAsync(passing.Engine);
            Assert.True(passing.Engine.Exists());
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(place)));
    }

    private static Task<int> RunAsync(Database database, Func<Tx, Task> write) => database.WriteAsync(
        Actor.System,
        async tx =>
        {
            await write(tx);
            return 0;
        },
        CancellationToken.None);
}
