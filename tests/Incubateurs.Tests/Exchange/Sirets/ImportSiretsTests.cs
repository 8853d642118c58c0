using System.Text;
using Incubateurs.Administrations;
using Incubateurs.Commands;
using Incubateurs.Exchange.Merging;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Sirets;

/// <summary>The verb <c>import-sirets</c>: who takes which SIRET, what is left out and why.</summary>
public sealed class ImportSiretsTests : IDisposable
{
    private const string Dinum = Given.Siret;
    private const string Post = Given.ThirdSiret;

    private readonly TestDatabase database = new();
    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs-").FullName;

    [Theory]
    [InlineData($"dinum,{Dinum}\nign,{Post}\n")]
    [InlineData($"\uFEFFid;siret\r\ndinum;130 025 265 00013\r\nign;{Post}\r\n")]
    [InlineData($"Nom;Ville;SIRET\n\"Direction du numérique\";Paris;{Dinum}\ninstitut geographique;;{Post}")]
    [InlineData($"id,name,acronym,siret\nign,x,IGN,{Post}\n\"dinum\",,,\"{Dinum}\"\nother,Autre,,\n")]
    public async Task Ids_and_names_are_given_their_SIRET(string table)
    {
        await ImportAsync();

        var (code, output) = await RunAsync(table);

        Assert.True(code == 0, output);
        Assert.Contains("2 changed, 0 unchanged, 0 left out", output, StringComparison.Ordinal);
        Assert.Equal((Dinum, Post), (await SiretAsync("dinum"), await SiretAsync("ign")));
    }

    [Fact]
    public async Task A_change_is_recorded_as_that_of_a_patch_and_a_second_time_changes_nothing()
    {
        await ImportAsync();
        var before = database.Sequence();

        _ = await RunAsync($"dinum,{Dinum}");
        var first = Imported.Dump(database.Connection);
        var (code, output) = await RunAsync($"dinum,{Dinum}");

        Assert.Equal((0, first), (code, Imported.Dump(database.Connection)));
        Assert.Contains("0 changed, 1 unchanged", output, StringComparison.Ordinal);
        var change = Assert.Single(database.Query(
            $"SELECT type, subject_id, agent_id, data FROM changes WHERE sequence > {before}"));
        Assert.Equal(["administration.described", "dinum", "", $$$"""{"before":{},"after":{"siret":"{{{Dinum}}}"}}"""], change);
        Assert.Equal("administration.described", Assert.Single(database.Query(
            $"SELECT type FROM feed WHERE change > {before}"))[0]);
    }

    [Fact]
    public async Task Each_line_that_is_left_out_is_named_and_the_rest_is_taken()
    {
        await ImportAsync();
        await GiveAsync("ign", Post);

        var (code, output) = await RunAsync(
            $"id,siret\n\ndinun,{Dinum}\ndinum,13002526500014\nautre,{Post}\ndinum,{Dinum}\ndinum,{Dinum}\nautre-2,{Dinum}\n,{Dinum}\n");

        Assert.Equal(1, code);
        Assert.Equal(
            [
                "left out: line 3: no administration has the id or the name dinun; the nearest is dinum",
                "left out: line 4: not a SIRET (14 digits whose key is right): 13002526500014",
                $"left out: line 5: {Post} is that of ign already",
                "left out: line 7: dinum stands in line 6 already",
                $"left out: line 8: {Dinum} is given to dinum in line 6 already",
                "left out: line 9: no id and no name",
                "1 changed, 0 unchanged, 6 left out",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((Dinum, null), (await SiretAsync("dinum"), await SiretAsync("autre")));
    }

    [Fact]
    public async Task Two_may_exchange_theirs_and_a_name_of_two_is_nobodys()
    {
        await ImportAsync();
        await GiveAsync("ign", Post);
        await GiveAsync("dinum", Dinum);

        Assert.Equal(0, (await RunAsync($"ign,{Dinum}\ndinum,{Post}")).ExitCode);
        var (code, output) = await RunAsync($"Autre,{Given.OtherSiret}");

        Assert.Equal((Post, Dinum), (await SiretAsync("dinum"), await SiretAsync("ign")));
        Assert.Equal(2, code);
        Assert.Contains("line 1: Autre: so are called autre, autre-2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_by_a_dry_run_by_a_misspelt_one_and_where_nothing_can_be_done()
    {
        await ImportAsync();
        var before = Imported.Dump(database.Connection);

        Assert.Equal(0, (await RunAsync($"dinum,{Dinum}", "--dry-run")).ExitCode);
        Assert.Equal(2, (await RunAsync($"dinum,{Dinum}", "--dryrun")).ExitCode);
        Assert.Equal(2, (await RunAsync("")).ExitCode);
        Assert.Equal(2, (await RunAsync("dinum,x")).ExitCode);
        Assert.Equal(2, (await RunAsync($"siret,city\n{Dinum},Paris")).ExitCode);
        Assert.Equal(2, (await RunAsync(Encoding.Latin1.GetBytes($"Éé,{Dinum}"))).ExitCode);
        Assert.Equal(
            2, (await Verb.RunAsync(ImportSiretsCommand.Build(), database.Connection, Path.Combine(folder, "absent.csv"))).ExitCode);
        Assert.Equal(before, Imported.Dump(database.Connection));
    }

    [Fact]
    public async Task A_source_gives_no_SIRET_that_another_one_bears()
    {
        await ImportAsync();
        await GiveAsync("autre", Dinum);

        var result = await database.ThenAsync(
            Imported.Startup("a", ""),
            SmallContent.Text("_organisations/x.md", $"---\nname: X\nsiret: {Dinum}\n---\n"),
            SmallContent.Text("_organisations/y.md", $"---\nname: Y\nsiret: {Post}\n---\n"),
            SmallContent.Text("_organisations/z.md", $"---\nname: Z\nsiret: {Post}\n---\n"));

        Assert.Equal(
            ["_organisations/x.md", "_organisations/z.md"],
            result.Anomalies.Where(anomaly => anomaly.Class == "siret-taken").Select(anomaly => anomaly.File));
        Assert.Equal((null, Post, null), (await SiretAsync("x"), await SiretAsync("y"), await SiretAsync("z")));
    }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<ImportResult> ImportAsync() => database.ThenAsync(
        Imported.Startup("a", "sponsors: [/organisations/autre, /organisations/autre-2]"),
        SmallContent.Organisation("autre", "Autre"),
        SmallContent.Organisation("autre-2", "Autre"));

    private async Task<string?> SiretAsync(string id) =>
        (await database.ReadAsync(tx => tx.FindRecordedAdministrationAsync(id, Knowledge.Now)))!.Facts.Siret;

    private Task<(int ExitCode, string Output)> RunAsync(string table, params string[] options) =>
        RunAsync(Encoding.UTF8.GetBytes(table), options);

    private async Task<(int ExitCode, string Output)> RunAsync(byte[] table, params string[] options)
    {
        var path = Path.Combine(folder, "table.csv");
        await File.WriteAllBytesAsync(path, table);
        return await Verb.RunAsync(ImportSiretsCommand.Build(), database.Connection, [path, .. options]);
    }

    private Task GiveAsync(string id, string siret) => database.AgentAsync(id, async (tx, sequence) =>
    {
        var before = (await tx.FindRecordedAdministrationAsync(id, Knowledge.Now))!;
        _ = await tx.SaveAdministrationAsync(sequence, id, before, before.Facts with { Siret = siret });
    });
}
