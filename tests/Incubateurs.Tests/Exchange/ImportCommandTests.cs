using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Commands;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Exchange;

/// <summary>The verb <c>import</c>: exit codes, the report, and what it leaves alone.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

    private string DatabaseFile => Path.Combine(folder, "test.db");

    private string Connection => $"Data Source={DatabaseFile}";

    [Fact]
    public async Task The_report_has_exactly_its_members()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");
        Write("_startups/b.md", "no front matter");

        Assert.Equal(1, await ImportAsync("--report", Path.Combine(folder, "report.json")));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json")));
        Assert.Equal(
            ["read", "imported", "unchanged", "leftOut", "withdrawn", "writerMilliseconds", "anomalies"], report.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal([2, 1, 0, 1], report.RootElement.EnumerateObject().Take(4).Select(member => member.Value.GetInt32()));
        Assert.All(report.RootElement.GetProperty("anomalies").EnumerateArray(), anomaly =>
        {
            Assert.Equal(["file", "class", "severity", "detail"], anomaly.EnumerateObject().Select(member => member.Name));
            Assert.Contains(anomaly.GetProperty("severity").GetString(), (string[])["info", "warning", "error"]);
        });
    }

    [Fact]
    public async Task It_ends_with_0_where_everything_is_imported_or_unchanged()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");

        Assert.Equal(0, await ImportAsync());
        Assert.Equal(0, await ImportAsync());
    }

    [Fact]
    public async Task It_ends_with_2_and_writes_nothing_where_there_is_nothing_to_import()
    {
        Assert.Equal(2, await ImportAsync());
        Assert.False(File.Exists(DatabaseFile));

        Directory.CreateDirectory(Path.Combine(folder, "content", "_startups"));
        Assert.Equal(2, await ImportAsync());

        Write("content/_startups/a.md", "broken");
        Write("content/_organisations/dinum.md", "---\nname: DINUM\n---\n");
        Assert.Equal(2, await ImportAsync());
        Assert.Equal(0, Changes());
    }

    [Fact]
    public async Task A_checkout_that_lacks_too_much_ends_with_2_and_writes_nothing_unless_it_is_allowed()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");
        Write("_startups/b.md", "---\ntitle: b\n---\n");
        Assert.Equal(0, await ImportAsync());
        File.Delete(Path.Combine(folder, "_startups", "b.md"));
        var before = Imported.Dump(Connection);

        Assert.Equal(2, await ImportAsync());
        Assert.Equal(2, await ImportAsync("--dry-run"));
        Assert.Equal(2, await ImportAsync("--max-withdrawn", "49.9"));
        Assert.Equal(2, await ImportAsync("--max-withdrawn", "101"));
        Assert.Equal(before, Imported.Dump(Connection));
        Assert.Equal(0, await ImportAsync("--max-withdrawn", "50", "--report", Path.Combine(folder, "report.json")));

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json")));
        Assert.Equal(1, report.RootElement.GetProperty("withdrawn").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_reports_what_the_real_one_does_and_writes_nothing()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");
        Assert.Equal(0, await ImportAsync("--dry-run"));
        Assert.False(File.Exists(DatabaseFile));
        Assert.Equal(0, await ImportAsync());
        Write("_startups/a.md", "---\ntitle: a2\n---\n");
        Write("_startups/b.md", "---\ntitle: b\n---\n");
        var before = Imported.Dump(Connection);

        Assert.Equal(0, await ImportAsync("--dry-run", "--report", Path.Combine(folder, "dry.json")));
        var after = Imported.Dump(Connection);
        Assert.Equal(0, await ImportAsync("--report", Path.Combine(folder, "real.json")));

        Assert.Equal(before, after);
        Assert.Equal(await TimelessAsync("real.json"), await TimelessAsync("dry.json"));
        Assert.NotEqual(before, Imported.Dump(Connection));
    }

    [Fact]
    public async Task A_misspelt_option_writes_nothing()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");

        Assert.Equal(2, await ImportAsync("--dryrun"));
        Assert.False(File.Exists(DatabaseFile));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_stops_the_import_before_it_begins()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");

        Assert.Equal(2, await ImportAsync("--report", Path.Combine(folder, "absent", "report.json")));
        Assert.False(File.Exists(DatabaseFile));
    }

    [Fact]
    public async Task A_report_that_finds_no_space_leaves_the_import_as_it_is_and_ends_with_1()
    {
        Assert.True(File.Exists("/dev/full"), "A disk without space, /dev/full, is there on Linux alone.");
        Write("_startups/a.md", "---\ntitle: a\n---\n");

        Assert.Equal(1, await ImportAsync("--report", "/dev/full"));
        Assert.Equal(1, Changes());
    }

    [Fact]
    public async Task A_database_that_is_locked_or_read_only_is_left_alone()
    {
        Write("_startups/a.md", "---\ntitle: a\n---\n");
        Assert.Equal(0, await ImportAsync());
        var before = Imported.Dump(Connection);
        Write("_startups/a.md", "---\ntitle: b\n---\n");

        Assert.Equal(2, await RunAsync($"{Connection};Mode=ReadOnly"));
        using (var writer = new SqliteConnection(Connection + ";Pooling=False"))
        {
            await writer.OpenAsync();
            using var begin = writer.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();
            Assert.Equal(2, await ImportAsync());
        }

        Assert.Equal(2, await RunAsync($"Data Source={Path.Combine(folder, "absent", "test.db")}"));
        Assert.Equal(before, Imported.Dump(Connection));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<int> ImportAsync(params string[] options) => RunAsync(Connection, options);

    private Task<int> RunAsync(string connection, params string[] options) =>
        new RootCommand { ImportCommand.Build() }
            .Parse(["import", folder, .. options, $"--ConnectionStrings:Incubateurs={connection}"])
            .InvokeAsync();

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    // How long the writer was held is another number each time.
    private async Task<string> TimelessAsync(string report)
    {
        var text = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, report)))!.AsObject();
        Assert.True(text.Remove("writerMilliseconds"));
        return text.ToJsonString();
    }

    private long Changes()
    {
        using var db = new SqliteConnection(Connection + ";Pooling=False");
        db.Open();
        using var count = db.CreateCommand();
        count.CommandText = "SELECT count(*) FROM changes";
        return (long)count.ExecuteScalar()!;
    }
}
