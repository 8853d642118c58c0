using System.Globalization;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Durability;

/// <summary>A folder from which the program is called: its database, and a checkout to import.</summary>
internal sealed class Installation : IDisposable
{
    public Installation() => Folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    public string Folder { get; }

    public string File => Path.Combine(Folder, "incubateurs.db");

    public string Connection => $"Data Source={File};Pooling=False";

    /// <summary>A checkout of fiches under a name of its own; the lengths are those of their texts.</summary>
    public string Checkout(string name, int fiches, int length = 0, int pitch = 0)
    {
        var startups = Directory.CreateDirectory(Path.Combine(Folder, name, "_startups")).FullName;
        foreach (var i in Enumerable.Range(0, fiches))
            System.IO.File.WriteAllText(
                Path.Combine(startups, $"{name}-{i:0000}.md"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"---\ntitle: {name} {i}\nmission: Une mission {Words(i, pitch)}\nphases:\n  - name: construction\n    start: 2024-01-01\n---\n{Words(i, length)}"));
        return name;
    }

    public Task<(int ExitCode, string Output)> RunAsync(params string[] args) => Executable.RunAsync(Folder, args);

    public Executable Serve(params string[] args) => Executable.Start(Folder, [.. Serving, .. args]);

    public Executable ServeOnFullDisk(int blocks) => Executable.StartOnFullDisk(Folder, blocks, Serving);

    /// <summary>A key of an agent, made by the program.</summary>
    public async Task<string> KeyAsync()
    {
        var (code, output) = await RunAsync("keys", "create", "--agent", "camille@dinum.example", "--administration", Given.Siret);
        Assert.True(code == 0, output);
        return output.TrimEnd().Split('\n')[^1];
    }

    public string Dump() => Imported.Dump($"Data Source={File}");

    public long Count(string table) => long.Parse(Query($"SELECT count(*) FROM {table}")[0], CultureInfo.InvariantCulture);

    /// <summary>The file is what SQLite wrote, and every reference leads somewhere.</summary>
    public void AssertSound()
    {
        Assert.Equal(["ok"], Query("PRAGMA integrity_check"));
        Assert.Empty(Query("SELECT \"table\" FROM pragma_foreign_key_check"));
    }

    /// <summary>The first column of a query, at once or not at all.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var db = new SqliteConnection(Connection);
        db.Open();
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // The texts are those of tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 1;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static readonly string[] Serving = ["--urls", "http://127.0.0.1:0", "--Portfolio:Embedded=false", "--RateLimit:PerMinute=0"];

    // Words that differ, so that the index of the search grows too.
    private static string Words(int i, int length) => length == 0
        ? ""
        : string.Join(
            ' ', Enumerable.Range(0, length / 8).Select(word => (word * 7919 + i * 104729).ToString("x7", CultureInfo.InvariantCulture)));
}
