using System.Security.Cryptography;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Incubateurs.Tests.Storage.Sqlite;

/// <summary>A file that is empty becomes a database, and whoever opens it is told; one that is somebody else's stays as it is.</summary>
public sealed class OwnershipTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    private string Place => Path.Combine(folder, "a #%?é.db");

    private SqliteEngine Engine => new($"Data Source={Place}");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE t (x); DROP TABLE t")]
    [InlineData("CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT")]
    public void A_file_without_any_table_becomes_a_database_and_that_is_logged_once(string? sql)
    {
        if (sql is "")
            File.WriteAllBytes(Place, []);
        else if (sql is not null)
            Make(sql);
        var log = new Lines<Database>();

        using (var database = new Database(Engine, TimeProvider.System, WriteHooks.None, log))
            Assert.True(database.IsNew);
        using (var database = new Database(Engine, TimeProvider.System, WriteHooks.None, log))
            Assert.False(database.IsNew);

        Assert.Equal([$"A new database was made: {Place}"], log.At(LogLevel.Information));
    }

    [Theory]
    [InlineData("CREATE TABLE notes (text)")]
    [InlineData("CREATE VIEW one AS SELECT 1")]
    [InlineData("CREATE TABLE migrations (id INTEGER PRIMARY KEY, batch INTEGER); INSERT INTO migrations VALUES (1, 1)")]
    [InlineData("CREATE TABLE migrations (name TEXT); INSERT INTO migrations VALUES ('0001_users.sql'); CREATE TABLE users (x)")]
    [InlineData("CREATE TABLE migrations (name TEXT); INSERT INTO migrations VALUES ('0001_users.sql')")]
    [InlineData("CREATE TABLE migrations (name TEXT); CREATE TABLE users (x)")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE notes (text)")]
    public void A_file_that_holds_anything_else_is_refused_and_stays_as_it_is(string sql)
    {
        Make(sql);

        AssertRefused();
    }

    [Fact]
    public void A_file_whose_tables_are_all_in_its_log_is_refused_and_so_is_one_that_is_open_elsewhere()
    {
        using var elsewhere = new SqliteConnection($"Data Source={Place};Pooling=False");
        elsewhere.Open();
        Run(elsewhere, "PRAGMA journal_mode = WAL");
        Run(elsewhere, "CREATE TABLE notes (text)");
        Assert.True(new FileInfo(Place + "-wal").Length > 0);

        AssertRefused("-shm");

        Run(elsewhere, "INSERT INTO notes VALUES ('still there')");
        var copy = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName;
        foreach (var file in (string[])["", "-wal"])
            File.Copy(Place + file, Path.Combine(copy, "b.db" + file));
        Assert.Throws<StorageException>(() => Rooms.OpenPassing(new SqliteEngine($"Data Source={Path.Combine(copy, "b.db")}")));
        Assert.Equal(File.ReadAllBytes(Place), File.ReadAllBytes(Path.Combine(copy, "b.db")));
        Assert.Equal(File.ReadAllBytes(Place + "-wal"), File.ReadAllBytes(Path.Combine(copy, "b.db-wal")));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_stays_as_it_is()
    {
        File.WriteAllText(Place, string.Concat(Enumerable.Repeat("Chers collègues, ", 500)));

        Assert.Equal("SQLite Error 26: 'file is not a database'.", AssertUntouched());
    }

    [Fact]
    public void A_folder_is_refused_in_a_sentence()
    {
        _ = Directory.CreateDirectory(Place);

        Assert.Equal("SQLite Error 14: 'unable to open database file'.", AssertUntouched());
    }

    [Fact]
    public async Task Of_many_who_open_a_new_file_at_once_one_has_made_it()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using var database = new Database(Engine, TimeProvider.System, WriteHooks.None);
            return database.IsNew;
        })));

        Assert.Single(opened, isNew => isNew);
    }

    [Fact]
    public void A_file_of_no_bytes_is_no_database_to_whoever_makes_none()
    {
        File.WriteAllBytes(Place, []);

        Assert.False(Engine.Exists());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void AssertRefused(params string[] except) => Assert.Equal(
        $"{Place} holds tables that are not of Incubateurs; it was left as it is. Name another file, or one that does not exist yet.",
        AssertUntouched(except));

    /// <summary>What is said, while nothing changes in the file nor beside it.</summary>
    private string AssertUntouched(params string[] except)
    {
        var before = Contents(except);

        var fault = Assert.Throws<StorageException>(() => Rooms.OpenPassing(Engine));

        Assert.Equal(before, Contents(except));
        return fault.Message;
    }

    private IEnumerable<string> Contents(string[] except) =>
    [
        .. Directory.EnumerateFiles(folder).Where(file => !except.Any(file.EndsWith)).Order()
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    private void Make(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Place};Pooling=False");
        connection.Open();
        Run(connection, sql);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        _ = command.ExecuteNonQuery();
    }
}
