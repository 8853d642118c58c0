using Incubateurs.Commands;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Commands;

/// <summary>The verb <c>backup</c>: the whole database in one file, or no file.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    private string Copy => Path.Combine(folder, "copy.db");

    [Fact]
    public async Task It_holds_all_that_is_committed_beside_whoever_has_the_database_open()
    {
        using var database = new TestDatabase();
        _ = await database.ThenAsync(Imported.Startup("a", ""));
        await database.EditAsync("a", facts => facts with { Pitch = "d'un agent" });

        Assert.Equal(0, await RunAsync(database.Connection, Copy));
        var then = Imported.Dump(database.Connection);
        await database.EditAsync("a", facts => facts with { Pitch = "après" });

        Assert.Equal([Copy], Directory.EnumerateFileSystemEntries(folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        Assert.Equal(then, Imported.Dump($"Data Source={Copy}"));
    }

    [Fact]
    public async Task A_server_serves_the_copy()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var asked = await Given.JsonAsync(await api.GetAsync("/v1/startups?limit=200"));
        Assert.Equal(0, (await api.RunAsync(BackupCommand.Build(), Copy)).ExitCode);

        await using var restored = new TestApi(("ConnectionStrings:Incubateurs", $"Data Source={Copy}"));

        Assert.Equal(
            asked.GetRawText(), (await Given.JsonAsync(await restored.GetAsync("/v1/startups?limit=200"))).GetRawText());
    }

    [Fact]
    public async Task What_is_there_is_left_as_it_is()
    {
        using var database = new TestDatabase();
        await File.WriteAllTextAsync(Copy, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(2, await RunAsync(database.Connection, Copy));
        Assert.Equal(2, await RunAsync(database.Connection, folder));
        Assert.Equal("mine", await File.ReadAllTextAsync(Copy, TestContext.Current.CancellationToken));
        Assert.Equal([Copy], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Where_there_is_no_database_none_is_made_nor_copied()
    {
        var missing = Path.Combine(folder, "missing.db");

        Assert.Equal(2, await RunAsync($"Data Source={missing}", Copy));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_copy_that_is_not_sound_is_not_kept()
    {
        var broken = Path.Combine(folder, "broken.db");
        using (var database = new TestDatabase())
        {
            _ = await database.ThenAsync(Enumerable.Range(0, 50).Select(i => Imported.Startup($"s{i}", $"mission: {new string('x', 900)}")));
            Assert.Equal(0, await RunAsync(database.Connection, broken));
        }

        // Of what was written last some is gone; the tables that tell whose file it is are at its beginning.
        using (var stream = new FileStream(broken, FileMode.Open))
        {
            stream.Position = stream.Length - (12 * 4096);
            stream.Write(new byte[8 * 4096]);
        }

        var (code, output) = await Verb.RunAsync(BackupCommand.Build(), $"Data Source={broken}", Copy);

        Assert.Equal(2, code);
        Assert.Contains("it was not sound", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Copy));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), path => path.Contains("partial", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<int> RunAsync(string connection, string file) =>
        (await Verb.RunAsync(BackupCommand.Build(), connection, file)).ExitCode;
}
