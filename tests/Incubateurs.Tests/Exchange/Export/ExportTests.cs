using System.Net;
using System.Net.Http.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Export;

/// <summary>The verb <c>export</c>: what it writes, an import reads back into an empty database as it was.</summary>
public sealed class ExportTests
{
    [Theory]
    [Checkouts]
    public async Task A_checkout_that_was_imported_and_exported_gives_every_list_facet_and_figure_again(Checkout checkout)
    {
        await using var trip = new RoundTrip();
        _ = await trip.From.ImportWholeAsync(ContentFolder.Read(checkout.Content));

        var (code, output) = await trip.GoAsync();
        var (again, _) = await RoundTrip.ExportAsync(trip.To, Path.Combine(trip.Folder, "again"));

        Assert.True(code == 0, output);
        Assert.Equal(0, again);
        Assert.Contains($"{checkout.Startups} startups, {checkout.Administrations} administrations", output, StringComparison.Ordinal);
        await trip.AssertSameAsync($"/v1/startups/{checkout.Edited}/committees", $"/v1/startups/{checkout.Edited}/phases");
        Assert.Equal(Files(trip.Exported), Files(Path.Combine(trip.Folder, "again")));
    }

    [Fact]
    public async Task What_agents_wrote_comes_back_whatever_it_holds()
    {
        await using var trip = new RoundTrip();
        _ = await trip.From.ImportWholeAsync(Small());
        using var agent = await trip.From.AgentAsync();
        await WriteAsync(agent);

        var (code, output) = await trip.GoAsync();

        Assert.True(code == 0, output);
        await trip.AssertSameAsync("/v1/startups/v1.2.accents/phases");
        var held = (await Given.JsonAsync(await trip.To.GetAsync("/v1/startups/v1.2.accents/committees"))).GetProperty("items")[0];
        Assert.Equal(
            ("2024-06-01", "- bien : « oui »"), (held.GetProperty("heldOn").GetString(), held.GetProperty("note").GetString()));
        Assert.Equal(
            HttpStatusCode.PermanentRedirect, (await trip.To.GetAsync("/v1/startups/ancien%20nom.%C3%A9")).StatusCode);
        var ids = (await Given.JsonAsync(await trip.To.GetAsync("/v1/startups?limit=200"))).GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("id").GetString());
        Assert.Equal(["cache", "pix", "suite.md", "v1.2.accents"], ids.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(trip.Exported, "*", SearchOption.AllDirectories),
            path => Path.GetFileName(path).StartsWith("exemple", StringComparison.Ordinal) || path.Contains("retire", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(trip.Exported, "_events", "other.md")));
        Assert.True(File.Exists(Path.Combine(trip.Exported, "_events", "lancement: bêta.md")));
    }

    [Fact]
    public async Task What_the_source_said_beside_the_facts_stands_in_the_file_again()
    {
        await using var trip = new RoundTrip();
        _ = await trip.From.ImportWholeAsync(Small());

        _ = await RoundTrip.ExportAsync(trip.From, trip.Exported);

        var file = await File.ReadAllTextAsync(Path.Combine(trip.Exported, "_startups", "pix.md"));
        Assert.Contains("\nstats: true\n", file, StringComparison.Ordinal);
        Assert.Contains("accessibility_status: \"partiellement conforme (au moins 50%)\"", file, StringComparison.Ordinal);
        Assert.Contains("\nlogos:\n  - path: \"a: b\"\n    since: 2020-01-01\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain("contact_dinum", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_would_read_otherwise_is_named_and_ends_with_1()
    {
        await using var trip = new RoundTrip();
        using var agent = await trip.From.AgentAsync();
        var made = await agent.PostAsJsonAsync("/v1/startups", new
        {
            id = "ligne",
            name = "Ligne",
            pitch = "une\u2028autre",
            technologies = (string[])["a, b"],
            nationalImpactOn = "2024-05-01",
        });
        _ = await Given.JsonAsync(made, HttpStatusCode.Created);

        var (code, output) = await trip.GoAsync();
        var read = await Given.JsonAsync(await trip.To.GetAsync("/v1/startups/ligne"));

        Assert.Equal(1, code);
        Assert.Contains("not held: _startups/ligne.md: pitch, technologies, events\n", output, StringComparison.Ordinal);
        Assert.Equal("une\nautre", read.GetProperty("pitch").GetString());
        Assert.Equal("2024-05-01", read.GetProperty("nationalImpactOn").GetString());
    }

    [Fact]
    public async Task A_folder_that_holds_anything_is_refused_and_left_as_it_is()
    {
        await using var trip = new RoundTrip();
        Directory.CreateDirectory(trip.Exported);
        Assert.Equal(2, (await RoundTrip.ExportAsync(trip.From, trip.Exported)).ExitCode);
        _ = await trip.From.ImportWholeAsync(Small());
        var file = Path.Combine(trip.Exported, "mine");
        await File.WriteAllTextAsync(file, "x");

        Assert.Equal(2, (await RoundTrip.ExportAsync(trip.From, trip.Exported)).ExitCode);
        Assert.Equal(2, (await RoundTrip.ExportAsync(trip.From, file)).ExitCode);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(trip.Exported));
        File.Delete(file);
        Assert.Equal(0, (await RoundTrip.ExportAsync(trip.From, trip.Exported)).ExitCode);
        Assert.Equal([trip.Exported], Directory.EnumerateFileSystemEntries(trip.Folder));
    }

    [Fact]
    public async Task One_that_is_cut_off_leaves_no_folder_behind()
    {
        using var here = new Installation();
        Directory.CreateDirectory(Path.Combine(here.Folder, "content", "_startups"));
        await File.WriteAllTextAsync(
            Path.Combine(here.Folder, "content", "_startups", "a.md"), $"---\ntitle: a\n---\n{new string('x', 190_000)}");
        var (imported, said) = await Executable.RunAsync(here.Folder, "import", ".");
        Assert.True(imported == 0, said);

        await using var export = Executable.StartOnFullDisk(here.Folder, 128, "export", "out");
        var code = await export.ExitAsync();

        Assert.True(code == 2, export.Output);
        Assert.Contains("Nothing was exported", export.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateDirectories(here.Folder), path => path.Contains("out", StringComparison.Ordinal));
    }

    // A hidden incubator, former ids, and keys that no fact is made of.
    private static ContentFile[] Small() =>
    [
        .. Imported.References,
        SmallContent.Incubator("cache.html", "owner: /organisations/dinum\nhidden: true\nshort_description: 'a &lt;b&gt; &amp;amp; c'"),
        SmallContent.Text(
            "_startups/pix.md",
            "---\ntitle: Pix\nincubator: dinum\nsponsors: [/organisations/ign]\nstats: true\ncontact_dinum: a@b.example\n"
                + "accessibility_status: partiellement conforme (au moins 50%)\nlogos:\n  - path: 'a: b'\n    since: 2020-01-01\n"
                + "redirect_from:\n  - /startups/ancien%20nom.%C3%A9\n  - /startups/vieux.html\nphases:\n  - name: construction\n"
                + "    start: 2016-06-08\n  - name: investigation\n    start: 2016-06-08\n    end: 2016-01-01\n    comment: |\n"
                + "      un\n\n      deux\n  - name: transfere\n    start: 2031-01-01\n---\n\n    code\n\n---\ntitle: no\n"),
        SmallContent.Text("_startups/cache.md", "---\ntitle: Caché\nincubators:\n  - cache.html.html\n  - dinum\nincubator: dinum\n---\n"),
    ];

    private static async Task WriteAsync(HttpClient agent)
    {
        await AddAsync(agent, "/v1/administrations", new
        {
            id = "corps.html",
            name = "Corps : \"l'État\" — n° 1",
            directoryId = "172231",
            siret = Given.OtherSiret,
        });
        await AddAsync(agent, "/v1/startups", new
        {
            id = "v1.2.accents",
            name = "- Été : l'« accès » \"à\" #1 & co 🚀",
            pitch = "- tiret\n--- \n---\nclé: valeur\n\n  deux espaces\t# non\n'apostrophe' \\ fin:",
            description = "# Titre\n---\ntitle: x\n---\n  - a\n\n```yaml\nb: c\n```",
            incubators = (string[])["cache.html", "dinum"],
            sponsors = (string[])["corps.html", "dinum"],
            link = "https://x.example/?a=1&lt;=2&amp;b=%C3%A9",
            contact = "equipe@x.example",
            themes = (string[])["Éducation: nationale", "- x", "null", "true", "~", "2020-01-01", "a, b"],
            audiences = (string[])["#1", "'"],
            technologies = (string[])["C#", "Python (Django, Celery)"],
            accessibility = "full",
            riskAnalysis = new { done = false, url = "https://x.example/r" },
            events = (object[])
            [
                new { name = "lancement: bêta", on = "2024-02-01", comment = "deux\nlignes: oui" },
                new { name = "national_impact", on = "2024-03-01" },
            ],
            nationalImpactOn = "2024-03-01",
            phase = "construction",
            startedOn = "2023-05-01",
            reason = "parce que : \"oui\"",
        });
        await AddAsync(agent, "/v1/startups/v1.2.accents/phases", new { phase = "acceleration", startsOn = "2023-05-01" });
        await AddAsync(agent, "/v1/startups/v1.2.accents/phases", new { phase = "transfere", startsOn = "2029-01-01", reason = "plus tard" });
        await AddAsync(agent, "/v1/startups/v1.2.accents/committees", new { heldOn = "2024-06-01", decision = "continue", note = "- bien : « oui »" });
        await AddAsync(agent, "/v1/startups", new { id = "suite.md", name = "Suite", pitch = "null" });
        await AddAsync(agent, "/v1/startups", new { id = "retire", name = "Retiré", pitch = "x" });
        _ = await Given.JsonAsync(await agent.ChangeAsync(HttpMethod.Put, "/v1/startups/retire/withdrawal", new { reason = "deux fois" }));
    }

    private static async Task AddAsync(HttpClient agent, string address, object body) =>
        _ = await Given.JsonAsync(await agent.PostAsJsonAsync(address, body), HttpStatusCode.Created);

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder, path)}\n{File.ReadAllText(path)}"),
    ];
}
