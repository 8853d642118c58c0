using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Incubateurs.Tests.Storage;

/// <summary>What a transaction goes by once the clock was wrong, and how whoever runs the service is told.</summary>
public sealed class ClockLagTests
{
    private static readonly DateTimeOffset Wrong = TestDatabase.Noon.AddYears(10);

    [Fact]
    public async Task A_write_is_recorded_after_the_last_one_and_its_day_and_its_waits_go_by_the_clock()
    {
        using var database = new TestDatabase();
        database.Time.AdjustTime(Wrong);
        await WriteAsync(database.Database);
        database.Time.AdjustTime(TestDatabase.Noon.AddHours(1));

        var (now, clock, today) = await database.Database.WriteAsync(
            Actor.System, tx => Task.FromResult((tx.Now, tx.Clock, tx.Today)), CancellationToken.None);

        Assert.Equal(Wrong.AddMilliseconds(1), now);
        Assert.Equal(TestDatabase.Noon.AddHours(1), clock);
        Assert.Equal(new(2026, 8, 20), today);
    }

    [Fact]
    public async Task A_clock_that_falls_behind_is_logged_once_each_time_and_not_at_every_write()
    {
        using var file = new TestDatabase();
        var log = new Lines<Database>();
        using var database = new Database(new SqliteEngine(file.Connection), file.Time, WriteHooks.None, log);
        await WriteAsync(database);
        file.Time.AdjustTime(Wrong);
        await WriteAsync(database);
        Assert.Empty(log.At(LogLevel.Warning));
        file.Time.AdjustTime(TestDatabase.Noon);

        for (var i = 0; i < 3; i++)
            await WriteAsync(database);

        var line = Assert.Single(log.At(LogLevel.Warning));
        Assert.Contains("2026-08-20T10:00:00.000Z", line, StringComparison.Ordinal);
        Assert.Contains("2036-08-20T10:00:00.001Z", line, StringComparison.Ordinal);
        file.Time.AdjustTime(Wrong.AddYears(1));
        await WriteAsync(database);
        file.Time.AdjustTime(TestDatabase.Noon);
        await WriteAsync(database);
        Assert.Equal(2, log.At(LogLevel.Warning).Count);
    }

    [Theory]
    [InlineData(60_000, 0)]
    [InlineData(60_001, 1)]
    public async Task A_clock_that_is_behind_by_over_a_minute_is_logged_at_the_start(int milliseconds, int lines)
    {
        using var file = new TestDatabase();
        await WriteAsync(file.Database);
        file.Time.AdjustTime(TestDatabase.Noon.AddMilliseconds(-milliseconds));
        var log = new Lines<Database>();

        using var database = new Database(new SqliteEngine(file.Connection), file.Time, WriteHooks.None, log);

        Assert.Equal(lines, log.At(LogLevel.Warning).Count);
        await WriteAsync(database);
        _ = Assert.Single(log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task The_verb_check_tells_from_which_change_on_the_clock_was_wrong_where_it_is_asked()
    {
        using var here = new Installation();
        var time = new FakeTimeProvider(new(2024, 1, 1, 10, 0, 0, TimeSpan.Zero));
        using (var database = new Database(new SqliteEngine(here.Connection), time, WriteHooks.None))
        {
            await WriteAsync(database, "juste");
            var sound = await here.RunAsync("check", "--clock");
            Assert.True(sound.ExitCode == 0, sound.Output);

            time.AdjustTime(new(2999, 1, 1, 10, 0, 0, TimeSpan.Zero));
            await WriteAsync(database, "faux");
            await WriteAsync(database, "apres");
        }

        var (code, output) = await here.RunAsync("check", "--clock");

        Assert.Equal(1, code);
        Assert.Contains(
            "Changes that are later than the clock by over a minute: 2. The first is 2, recorded at 2999-01-01T10:00:00.000Z: "
                + "startup.described, startup faux.",
            output,
            StringComparison.Ordinal);
        Assert.Equal(0, (await here.RunAsync("check")).ExitCode);
    }

    private static Task<long> WriteAsync(Database database, string id = "a") => database.WriteAsync(
        Actor.System, tx => tx.AppendAsync(Areas.Portfolio, "startup.described", Kinds.Startup, id, new { }), CancellationToken.None);
}
