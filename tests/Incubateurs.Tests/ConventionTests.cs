using System.Text.RegularExpressions;
using Incubateurs.Commands;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Conventions;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests;

/// <summary>
/// What reading the sources alone can hold: the clock and chance have one place each, nothing is long, and nothing is there
/// without its line in the documentation. Who knows whom is held by <see cref="FloorTests"/>, who speaks what by
/// <see cref="SpeechTests"/>.
/// </summary>
public sealed class ConventionTests
{
    private const int MostLines = 250;

    [Fact]
    public void The_clock_and_chance_have_one_place_each()
    {
        Assert.Empty(Sources.Offending(Sources.Application, @"\b(UtcNow|DateTime\.(Now|Today)|DateTimeOffset\.Now|NewGuid)\b"));
        Assert.Equal(
            ["src/Incubateurs/Words/Ids.cs"],
            Sources.Offending(Sources.Application, @"\bCreateVersion7\b").Select(found => found.Split(':')[0]));
    }

    [Fact]
    public void Texts_are_normalised_in_one_place_which_takes_any_of_them() => Assert.Equal(
        ["src/Incubateurs/Words/SoundText.cs"],
        Sources.Offending(Sources.Application, @"\.(Is)?Normalized?\(").Select(found => found.Split(':')[0]));

    [Fact]
    public void Every_setting_has_its_line_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var read = Sources.Application
            .SelectMany(source => Settings().Matches(source.Text)).Select(match => match.Groups["key"].Value).Append("urls").ToHashSet();

        Assert.Superset(new HashSet<string> { "ConnectionStrings:Incubateurs", "Portfolio:Embedded", "RateLimit:PerMinute" }, read);
        Assert.DoesNotContain(read, key => !readme.Contains($"`{key}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_and_every_anomaly_has_its_line_in_the_documentation()
    {
        var errors = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ERRORS.md"));
        var anomalies = File.ReadAllText(Path.Combine(Repository.Root, "docs", "IMPORT.md"));

        Assert.All(Rooms.Problems.All, type => Assert.Contains($"| `{type.Code}` | {type.Status} |", errors, StringComparison.Ordinal));
        Assert.All(AnomalyClasses.All, kind => Assert.Contains($"| `{kind.Name}` |", anomalies, StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_is_tooLongand_no_folder_is_called_after_a_kind_of_code()
    {
        var all = Sources.Application.Concat(Sources.Tests).ToList();

        Assert.Empty(all.Where(source => source.Text.Count(c => c == '\n') > MostLines).Select(source => source.Path));
        Assert.Empty(
            all.Where(
                source => Regex.IsMatch(source.Path, "/(Services|Models|Helpers|Extensions|Common|Utils)/")).Select(source => source.Path));
        Assert.Empty(Sources.Offending(Sources.Application, @"//\s*(TODO|FIXME|HACK|XXX)\b"));
        Assert.True(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count() <= 150, "The README has more than 150 lines.");
    }

    [Fact]
    public void Lines_are_within_the_columns_that_are_set()
    {
        var set = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));
        var most = int.Parse(Regex.Match(set, @"max_line_length = (\d+)").Groups[1].Value);

        // A style sheet and a regular expression are one word each.
        var tooLong = Sources.Application.Where(source => Sources.Name(source.Path) is not ("SvgStyle" or "SourceDates"))
            .SelectMany(source => source.Text.Split('\n').Index().Where(line => line.Item.Length > most).Select(line => $"{source.Path}:{line.Index + 1}"));

        Assert.Empty(tooLong);
    }

    [Fact]
    public void What_cites_the_page_of_the_architecture_names_a_part_of_it()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"));
        var parts = Regex.Matches(
            page, @"^(?:## |- \*\*)(?<name>[\w -]+)", RegexOptions.Multiline).Select(match => match.Groups["name"].Value).ToHashSet();
        var cited = Sources.Application.Concat(Sources.Tests)
            .SelectMany(
                source => Regex.Matches(
                    source.Text, @"docs/ARCHITECTURE\.md, (?<name>[\w -]+)\)").Select(match => match.Groups["name"].Value)).ToList();

        Assert.True(cited.Count > 10);
        Assert.All(cited, name => Assert.Contains(name, parts));
        Assert.True(page.Count(c => c == '\n') < 150);
        Assert.Empty(Sources.Offending(Sources.Application, "DESIGN §"));
    }

    [Fact]
    public void The_program_is_short_and_holds_no_lambda()
    {
        var program = Sources.Application.Single(source => Sources.Name(source.Path) == "Program");

        Assert.True(program.Text.Count(c => c == '\n') < 40);
        Assert.DoesNotContain("=>", program.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_runs_in_the_folder_of_its_caller_also_under_dotnet_run() => Assert.Contains(
        "<EnableDefaultRunWorkingDirectory>false<",
        File.ReadAllText(Path.Combine(Repository.Root, "src", "Incubateurs", "Incubateurs.csproj")),
        StringComparison.Ordinal);

    [Fact]
    public void Every_table_is_strict_but_those_of_the_search()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Incubateurs", "Storage", "Sqlite"), "*.sql"))
            foreach (
                var table in Regex.Matches(
                    File.ReadAllText(file),
                    @"CREATE (?<virtual>VIRTUAL )?TABLE (?<name>\w+)(?<body>[^;]*);").Where(match => !match.Groups["virtual"].Success))
                Assert.True(
                    Regex.IsMatch(table.Groups["body"].Value, @"\)\s*(WITHOUT ROWID,\s*)?STRICT"),
                    $"{Path.GetFileName(file)}: {table.Groups["name"].Value}");
    }

    // Each is a constant that names it; where to listen is ASP.NET Core's own.
    private static Regex Settings() => new("\"(?<key>(?!Kestrel:)[A-Z][A-Za-z]+:[A-Z][A-Za-z]+)\"");
}
