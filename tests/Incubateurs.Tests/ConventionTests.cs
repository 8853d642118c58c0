using System.Text.RegularExpressions;
using Incubateurs.Exchange;
using Incubateurs.Http;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests;

/// <summary>
/// What a project reference would forbid, forbidden by reading the sources: who may speak HTTP, who SQL, who the clock;
/// and that nothing is there without its line in the documentation.
/// </summary>
public sealed class ConventionTests
{
    private const int MostLines = 250;

    private const string Http = @"\b(HttpContext|HttpRequest|HttpResponse|HttpMethods|IResult|TypedResults|StatusCodes|Microsoft\.AspNetCore|IEndpointRouteBuilder|Refusal|ProblemTypes?)\b";
    private const string Sql = """\b(SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s)|\bDapper\b|\bSqliteConnection\b|\.(QueryAsync|ExecuteAsync|ScalarAsync|FirstAsync)(<|\()""";

    private static readonly IReadOnlyList<(string Path, string Text)> Sources = Read("src");

    [Fact]
    public void Rules_the_lifecycle_and_the_figures_know_neither_HTTP_nor_SQL()
    {
        var pure = Sources.Where(source => Regex.IsMatch(Name(source.Path), "Rules$|^Lifecycle$|^FlowFigures$"))
            // Rules of bodies are FluentValidation's, which the folder Http runs.
            .Where(source => !source.Path.EndsWith("Http/BodyRules.cs", StringComparison.Ordinal)
                && !source.Path.Contains("/Contract/", StringComparison.Ordinal)).ToList();

        Assert.True(pure.Count > 5);
        Assert.Empty(Offending(pure, Http));
        Assert.Empty(Offending(pure, Sql));
        Assert.Empty(Offending(pure, @"\bTx\b|\bDatabase\b|\bTimeProvider\b"));
    }

    [Fact]
    public void No_endpoint_holds_SQL() =>
        Assert.Empty(Offending(Sources.Where(source => Name(source.Path).EndsWith("Endpoints", StringComparison.Ordinal)), Sql));

    [Fact]
    public void No_store_knows_HTTP() =>
        Assert.Empty(Offending(Sources.Where(source => Regex.IsMatch(source.Text, @"const string \w*Sql\b") && !source.Path.Contains("/Http/", StringComparison.Ordinal)), Http));

    [Fact]
    public void What_is_called_a_store_speaks_SQL_and_the_storage_knows_no_HTTP()
    {
        Assert.All(Sources.Where(source => Name(source.Path).EndsWith("Store", StringComparison.Ordinal)), source => Assert.Matches(Sql, source.Text));
        Assert.Empty(Offending(Sources.Where(source => source.Path.Contains("/Storage/", StringComparison.Ordinal) && Name(source.Path) != "StorageSettings"), Http));
    }

    [Fact]
    public void The_clock_and_chance_have_one_place_each()
    {
        Assert.Empty(Offending(Sources, @"\b(UtcNow|DateTime\.(Now|Today)|DateTimeOffset\.Now|NewGuid)\b"));
        Assert.Equal(["src/Incubateurs/Storage/Ids.cs"], Offending(Sources, @"\bCreateVersion7\b").Select(found => found.Split(':')[0]));
    }

    [Fact]
    public void Every_setting_has_its_line_in_the_README()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var read = Sources.SelectMany(source => Settings().Matches(source.Text)).Select(match => match.Groups["key"].Value).Append("urls").ToHashSet();

        Assert.Superset(new HashSet<string> { "ConnectionStrings:Incubateurs", "Portfolio:Embedded", "RateLimit:PerMinute" }, read);
        Assert.DoesNotContain(read, key => !readme.Contains($"`{key}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_and_every_anomaly_has_its_line_in_the_documentation()
    {
        var errors = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ERRORS.md"));
        var anomalies = File.ReadAllText(Path.Combine(Repository.Root, "docs", "IMPORT.md"));

        Assert.All(ProblemTypes.All, type => Assert.Contains($"| `{type.Code}` | {type.Status} |", errors, StringComparison.Ordinal));
        Assert.All(AnomalyClasses.All, kind => Assert.Contains($"| `{kind.Name}` |", anomalies, StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_is_long_and_no_folder_is_called_after_a_kind_of_code()
    {
        var all = Sources.Concat(Read("tests")).ToList();

        Assert.Empty(all.Where(source => source.Text.Count(c => c == '\n') > MostLines).Select(source => source.Path));
        Assert.Empty(all.Where(source => Regex.IsMatch(source.Path, "/(Services|Models|Helpers|Extensions|Common|Utils)/")).Select(source => source.Path));
        Assert.Empty(Offending(Sources, @"//\s*(TODO|FIXME|HACK|XXX)\b"));
        Assert.True(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count() <= 150, "The README has more than 150 lines.");
    }

    [Fact]
    public void The_program_is_short_and_holds_no_lambda()
    {
        var program = Sources.Single(source => Name(source.Path) == "Program");

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
            foreach (var table in Regex.Matches(File.ReadAllText(file), @"CREATE (?<virtual>VIRTUAL )?TABLE (?<name>\w+)(?<body>[^;]*);").Where(match => !match.Groups["virtual"].Success))
                Assert.True(Regex.IsMatch(table.Groups["body"].Value, @"\)\s*(WITHOUT ROWID,\s*)?STRICT"), $"{Path.GetFileName(file)}: {table.Groups["name"].Value}");
    }

    private static List<(string Path, string Text)> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    // Comments may speak of what the code must not know.
    private static IReadOnlyList<string> Offending(IEnumerable<(string Path, string Text)> sources, string pattern) =>
    [
        .. from source in sources
           from line in source.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
           where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(line.Text, pattern)
           select $"{source.Path}:{line.Number}: {line.Text.Trim()}",
    ];

    // Each is a constant that names it; where to listen is ASP.NET Core's own.
    private static Regex Settings() => new("\"(?<key>(?!Kestrel:)[A-Z][A-Za-z]+:[A-Z][A-Za-z]+)\"");
}
