using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Reading;

/// <summary>What is wrong with the YAML of a file says where, and costs no more than it must.</summary>
public sealed class YamlFaultTests
{
    private const string Startups = "_startups";
    private const string Begun = "---\ntitle: Pix\n";

    [Theory]
    [InlineData(Startups, "---\ntitle: Pix\nmission: un\nlink: ''\nmission: deux\n---\n", "line 5, column 1: mission")]
    [InlineData(Startups, "---\r\ntitle: Pix\r\nmission: un\r\n\"mission\": deux\r\n---\r\n", "line 4, column 1: mission")]
    [InlineData(Startups, Begun + "phases:\n  - name: death\n    start: 2020-01-01\n    name: construction\n---", "line 6, column 5: name")]
    [InlineData(Startups, Begun + "phases: [ { name: death, start: 2020-01-01, name: construction } ]\n---\n", "line 3, column 45: name")]
    [InlineData(Startups, Begun + "events:\n  - { name: committee, date: 2020-01-01, date: 2021-01-01 }\n---", "line 4, column 42: date")]
    [InlineData("_incubators", "---\ntitle: Labo\ntitle: Pix\n---\n", "line 3, column 1: title")]
    [InlineData("_organisations", "---\nname: Agence\nname: Pix\n---\n", "line 3, column 1: name")]
    public void A_key_twice_takes_the_last_value_and_says_where(string folder, string text, string detail)
    {
        var portfolio = SmallContent.Read(SmallContent.Text($"{folder}/x.md", text));

        var anomaly = Assert.Single(portfolio.Anomalies, anomaly => anomaly.Class == "duplicate-key");
        Assert.Equal((Severity.Warning, detail), (anomaly.Severity, anomaly.Detail));
        Assert.DoesNotContain(portfolio.Anomalies, anomaly => anomaly.Severity == Severity.Error);
        if (folder != Startups)
        {
            Assert.Equal(["Pix"], [.. portfolio.Incubators.Select(one => one.Name), .. portfolio.Administrations.Select(one => one.Name)]);
            return;
        }

        var startup = Assert.Single(portfolio.Startups);
        Assert.Contains(startup.Facts.Pitch, (string?[])[null, "deux"]);
        Assert.All(startup.Phases, phase => Assert.Equal("construction", phase.Phase.Code));
        Assert.All(startup.Committees, committee => Assert.Equal(new(2021, 1, 1), committee.HeldOn));
    }

    [Fact]
    public async Task A_key_twice_ends_an_import_as_done()
    {
        using var database = new TestDatabase();

        var result = await database.ImportAsync([SmallContent.Fiche("usertypes: [agent]\nusertypes: [entreprise]")]);

        Assert.Equal((1, ExitCodes.Done), (result.Imported, ImportReport.Of(result).ExitCode));
        Assert.Equal(["entreprise"], (await database.FactsAsync("pix")).Audiences);
    }

    [Theory]
    [InlineData("title: [a] b", "line 2, column ")]
    [InlineData("title: a\n\tmission: b", "line 2, column 8: ")]
    [InlineData("title: a\nlink: *nobody", "line 3, column 7: an alias without an anchor before it")]
    [InlineData("title: a\n? [a]\n: b", "line 3, column 3: a key that is no text")]
    [InlineData("title: a\nphases:\n  - name: alumni\n  start: 2020-01-01", "line 5, column 3")]
    [InlineData("title: a: b", "line 2, column ")]
    [InlineData("title: a\nmission: \"b", "line ")]
    [InlineData("title: a\nmission: \"\\uD800\"", "line 3, column ")]
    [InlineData("title: a\n...\n%YAML 9.9", "line ")]
    public void Yaml_that_no_reader_takes_says_line_and_column(string frontMatter, string where)
    {
        var portfolio = SmallContent.Read(SmallContent.Text("_startups/x.md", $"---\n{frontMatter}\n---\n"));

        var anomaly = Assert.Single(portfolio.Anomalies);
        Assert.Equal(("invalid-yaml", 1), (anomaly.Class, portfolio.LeftOut));
        Assert.StartsWith(where, anomaly.Detail, StringComparison.Ordinal);
        Assert.Matches(@"^line \d+, column \d+: \S", anomaly.Detail);
    }

    [Fact]
    public void A_pit_and_a_bomb_say_where_they_went_too_far()
    {
        var bomb = string.Concat(Enumerable.Range(1, 12)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        var portfolio = SmallContent.Read(
            SmallContent.Text("_startups/bomb.md", $"---\na0: &a0 [x, x, x]\n{bomb}---\n"),
            SmallContent.Text("_startups/pit.md", $"---\ntitle: x\nl: {new string('[', 1000)}\n---\n"));

        Assert.Equal(["invalid-yaml", "invalid-yaml"], portfolio.Anomalies.Select(anomaly => anomaly.Class));
        Assert.Matches(@"^line \d+, column \d+: aliases", portfolio.Anomalies[0].Detail);
        Assert.Equal("line 3, column 36: nested too deep", portfolio.Anomalies[1].Detail);
    }

    [Theory]
    [InlineData("link: >-\n  \nmission: b")]
    [InlineData("link: |\n    \n  \nmission: b")]
    [InlineData("link: >\n\t\nmission: b")]
    [InlineData("mission: b\nlink: |+\n  ")]
    public void A_block_of_blanks_is_absent(string frontMatter)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche(frontMatter));

        Assert.Equal((null, "b"), (startup.Facts.Link, startup.Facts.Pitch));
        Assert.Equal(["empty-value"], classes);
    }

    [Fact]
    public void Blanks_above_the_first_line_of_a_block_are_no_fault()
    {
        var (startup, _) = SmallContent.One(SmallContent.Fiche("mission: |\n      \n  un\n     \n  deux"));

        Assert.Equal("un\n\ndeux", startup.Facts.Pitch);
    }
}
