using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Incubateurs.Tests.Conventions;

/// <summary>Which engine keeps the data is known in the folder of that engine, and where one is chosen; nowhere else.</summary>
public sealed class EngineTests
{
    private const string Room = "Storage.Sqlite";

    // The settings say which engine it is, and somebody must read them.
    private const string Composer = "src/Incubateurs/Commands/Engines.cs";

    // Words that engines have of their own, in names and in texts.
    private const string Words =
        @"(?i:sqlite|postgre|npgsql|fts\d|pragma|data_version|wal_checkpoint|tsvector|tsquery)|\browid|Row[Ii]d"
        + @"|\b(MATCH|INDEXED BY|AUTOINCREMENT|GLOB|INSERT OR|REPLACE INTO)\b"
        + @"|\b(ifnull|iif|strftime|julianday|group_concat|json_\w+)\(";

    private static readonly string[] Packages = ["Microsoft.Data.Sqlite", "SQLitePCL", "Npgsql"];

    [Fact]
    public void No_file_outside_of_its_folder_names_an_engine()
    {
        var others = Sources.Application
            .Where(source => !IsEngine(source.Path) && source.Path != Composer).ToList();

        Assert.True(others.Count > 250, $"Only {others.Count} sources were read.");
        Assert.Equal([], Naming(others));
        Assert.NotEmpty(Naming(Sources.Application.Where(source => IsEngine(source.Path))));
    }

    [Fact]
    public void No_file_outside_of_its_folder_knows_the_package_of_an_engine()
    {
        var known = Sources.Mentions.Where(Knows).ToList();

        Assert.True(known.Count > 20);
        Assert.All(known, mention => Assert.True(IsEngine(mention.Path), mention.ToString()));
    }

    [Fact]
    public void An_engine_is_known_where_it_is_chosen_alone_and_knows_the_storage_alone()
    {
        var rooms = Sources.Mentions.Select(mention => (mention.Path, Room: Plan.RoomOf(mention.Namespace))).Distinct().ToList();

        Assert.Equal([Composer], rooms.Where(pair => pair.Room == Room && !IsEngine(pair.Path)).Select(pair => pair.Path));
        Assert.Equal(
            ["Storage", "Words"],
            rooms.Where(pair => IsEngine(pair.Path) && pair.Room is not (null or Room))
                .Select(pair => pair.Room).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_thrown_and_caught_outside_of_it_is_no_exception_of_an_engine() => Assert.Equal(
        ["src/Incubateurs/Storage/IEngine.cs", "src/Incubateurs/Storage/StorageException.cs", "src/Incubateurs/Storage/Tx.cs"],
        Sources.Mentions.Where(mention => mention.Name == "DbException" && !IsEngine(mention.Path))
            .Select(mention => mention.Path).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("class A { const string FindSql = \"SELECT rowid FROM spans\"; }", true)]
    [InlineData("class A { const string FindSql = \"\"\"\n SELECT 1 FROM words WHERE words MATCH @q\n \"\"\"; }", true)]
    [InlineData("class A { string Sql(string t) => $\"PRAGMA table_info({t})\"; }", true)]
    [InlineData("class A { int SqliteBusy = 5; }", true)]
    [InlineData("class A { string key = \"Sqlite:Path\"; }", true)]
    [InlineData("class A { const string FindSql = \"SELECT ifnull(a, 0) FROM t\"; }", true)]
    [InlineData("class A { Microsoft.Data.Sqlite.SqliteException? fault; }", true)]
    [InlineData("using Npgsql;\nclass A { }", true)]
    [InlineData("/// <summary>As SQLite has rowid.</summary>\nclass A { } // PRAGMA\n", false)]
    [InlineData("class A { bool IfNoneMatch(string match) => match == \"a match\"; int ZeroWidthSpace; }", false)]
    public void An_engine_is_found_in_whatever_way_it_is_named(string text, bool named) =>
        Assert.Equal(named, Naming([("src/Incubateurs/Flow/A.cs", text)]).Count > 0);

    [Fact]
    public void A_package_is_found_however_it_is_reached()
    {
        const string Text = "using Microsoft.Data.Sqlite;\nclass A { object Db(string a) => new SqliteConnection(a); }";

        Assert.Contains(SourceReader.Mentions([("src/Incubateurs/Flow/A.cs", Text)]), Knows);
    }

    // Names and texts, and no comments: these may speak of what the code must not know.
    private static List<string> Naming(IEnumerable<(string Path, string Text)> sources) =>
    [
        .. from source in sources
           from token in CSharpSyntaxTree.ParseText(source.Text, new(LanguageVersion.Preview)).GetRoot().DescendantTokens()
           where Regex.IsMatch(token.Text, Words)
           select $"{source.Path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.Text}",
    ];

    private static bool IsEngine(string path) => Plan.RoomOfPath(path) == Room;

    private static bool Knows(Mention mention) =>
        Packages.Any(package => mention.Namespace == package || mention.Namespace.StartsWith(package + ".", StringComparison.Ordinal));
}
