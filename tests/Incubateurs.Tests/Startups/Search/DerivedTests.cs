using System.Diagnostics;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Search;

/// <summary>Where Unicode's normal forms are missing nothing is derived; where they were, it is told and mended.</summary>
public sealed class DerivedTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("serve")]
    [InlineData("import", ".")]
    [InlineData("keys", "list")]
    [InlineData("check")]
    public async Task Without_normal_forms_no_verb_begins(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Executable.Path, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("ICU", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public async Task A_damaged_index_is_found_and_repaired_for_every_knowledge()
    {
        using var database = new TestDatabase();
        _ = await database.ImportAsync(
        [
            Exchange.SmallContent.Text(
                "_startups/a.md", "---\ntitle: Éducation\nmission: Où étudier\nphases:\n  - name: construction\n    start: 2024-01-01\n---\nUn été."),
        ]);
        var clean = await CheckAsync(database);
        await DamageAsync(database);

        var found = await CheckAsync(database);
        var repaired = await CheckAsync(database, "--repair");

        Assert.Equal((0, 1, 0, 0), (clean, found, repaired, await CheckAsync(database)));
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", database.Connection));
        foreach (var q in (string[])["education", "éducation", "etudier", "été"])
            Assert.Equal(
                1, (await TestApi.JsonAsync(await api.GetAsync($"/v1/startups?q={q}"))).GetProperty("total").GetInt32());
    }

    // As a machine without ICU would have written it: accents stand for no letter.
    private static Task<int> DamageAsync(TestDatabase database) => database.Database.WriteAsync(
        Actor.System,
        async tx =>
        {
            await tx.Search.ClearAsync(tx);
            var id = await tx.ScalarAsync<long>("SELECT id FROM search_texts");
            await tx.Search.AddAsync(tx, id, "ducation", "o tudier", "un t");
            await tx.ExecuteAsync("UPDATE spans SET name_key = 'ducation'");
            return 0;
        },
        CancellationToken.None);

    private static Task<int> CheckAsync(TestDatabase database, params string[] options) =>
        new System.CommandLine.RootCommand { Incubateurs.Commands.CheckCommand.Build() }
            .Parse(["check", .. options, $"--ConnectionStrings:Incubateurs={database.Connection}"]).InvokeAsync();
}
