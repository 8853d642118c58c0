using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Data.Sqlite;

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

    [Theory]
    [InlineData("DELETE FROM search_texts")]
    [InlineData("DELETE FROM spans")]
    [InlineData("DELETE FROM startup_terms")]
    [InlineData("UPDATE spans SET known_to = known_from WHERE rowid = (SELECT max(rowid) FROM spans)")]
    [InlineData("UPDATE spans SET status = 'ended', phase = 'abandon' WHERE known_to > 99999")]
    [InlineData("UPDATE startup_terms SET key = 'autre', value = 'autre' WHERE kind = 'theme'")]
    [InlineData("UPDATE startup_terms SET startup_id = 'b' WHERE kind = 'theme' AND startup_id = 'a'")]
    [InlineData("UPDATE search_texts SET known_to = known_from WHERE startup_id = 'b'")]
    [InlineData("INSERT INTO search_words (search_words) VALUES ('delete-all')")]
    [InlineData("INSERT INTO search_words (rowid, name) SELECT max(id), 'de trop' FROM search_texts")]
    public async Task Whatever_is_derived_and_damaged_by_hand_is_found_and_made_as_it_was(string damage)
    {
        using var database = new TestDatabase();
        foreach (var (phase, theme) in ((string, string)[])[("investigation", "Santé"), ("construction", "Santé"), ("acceleration", "École")])
            _ = await database.ImportAsync(
            [
                Exchange.SmallContent.Text("_startups/a.md", Fiche("Éducation", phase, theme)),
                Exchange.SmallContent.Text("_startups/b.md", Fiche("Berger", "construction", "Agriculture")),
            ]);
        var (clean, before) = (await CheckAsync(database), Derived(database));
        Execute(database, damage);
        var damaged = Derived(database);

        var found = await CheckAsync(database);
        var repaired = await CheckAsync(database, "--repair");

        Assert.Equal((0, 1, 0, 0), (clean, found, repaired, await CheckAsync(database)));
        Assert.Equal(before, Derived(database));
        Assert.True(damage.StartsWith("INSERT INTO search_words", StringComparison.Ordinal) || !before.SequenceEqual(damaged), damage);
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", database.Connection));
        foreach (var question in (string[])["q=éducation", "theme=école", "phase=acceleration", "q=berger", "theme=agriculture"])
            Assert.Equal(
                1, (await TestApi.JsonAsync(await api.GetAsync($"/v1/startups?{question}"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Who_moved_between_domains_and_who_was_withdrawn_and_back_is_made_as_it_was()
    {
        using var database = new TestDatabase();
        await using var api = new TestApi(("ConnectionStrings:Incubateurs", database.Connection));
        using var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/administrations", new { name = "Mairie", kind = "Commune", domain = "Santé" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups", new { name = "Été", pitch = "p", sponsors = (string[])["mairie"] }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/administrations/mairie", new { domain = "Éducation" }));
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, "/v1/startups/ete/withdrawal", new { reason = "Fini." }));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.DeleteAsync("/v1/startups/ete/withdrawal")).StatusCode);
        var before = Derived(database);
        Execute(database, "DELETE FROM startup_terms");

        Assert.Equal((1, 0), (await CheckAsync(database), await CheckAsync(database, "--repair")));

        Assert.Equal(before, Derived(database));
        Assert.Equal(3, before.Count(row => row.StartsWith("term|", StringComparison.Ordinal) && row.Contains("|domain|", StringComparison.Ordinal)));
    }

    private static string Fiche(string title, string phase, string theme) =>
        $"---\ntitle: {title}\nmission: Où étudier\nthematiques:\n  - {theme}\nphases:\n  - name: {phase}\n    start: 2024-01-01\n---\nUn été.";

    // All of it, of every knowledge, but for the numbers of rows.
    private static List<string> Derived(TestDatabase database)
    {
        using var connection = new SqliteConnection(database.Connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT 'span', startup_id, known_from, known_to, from_day, to_day, name_key, status, phase, since, entered_on, built_on, exited_on
              FROM spans WHERE known_to > known_from
             UNION ALL
            SELECT 'term', startup_id, known_from, known_to, kind, key, value, name_key, '', '', '', '', ''
              FROM startup_terms WHERE known_to > known_from
             UNION ALL
            SELECT 'text', startup_id, known_from, known_to, name_key, '', '', '', '', '', '', '', ''
              FROM search_texts WHERE known_to > known_from
             ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
            """;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))));
        return rows;
    }

    private static void Execute(TestDatabase database, string sql)
    {
        using var connection = new SqliteConnection(database.Connection);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    // As a machine without ICU would have written it: accents stand for no letter.
    private static Task<int> DamageAsync(TestDatabase database) => database.Database.WriteAsync(
        Actor.System,
        async tx =>
        {
            await tx.Search.ClearAsync(tx);
            var id = await tx.ScalarAsync<long>("SELECT id FROM search_texts");
            await tx.Search.AddAsync(tx, new(id, "ducation", "o tudier", "un t"));
            await tx.ExecuteAsync("UPDATE spans SET name_key = 'ducation'");
            return 0;
        },
        CancellationToken.None);

    private static Task<int> CheckAsync(TestDatabase database, params string[] options) =>
        new System.CommandLine.RootCommand { Incubateurs.Commands.CheckCommand.Build() }
            .Parse(["check", .. options, $"--ConnectionStrings:Incubateurs={database.Connection}"]).InvokeAsync();
}
