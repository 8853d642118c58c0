using System.Text.RegularExpressions;

namespace Incubateurs.Tests.Conventions;

/// <summary>What a project reference would forbid, forbidden by reading the sources: rooms know each other in one direction.</summary>
public sealed class FloorTests
{
    private const int FewestSources = 250;
    private const int MostPairs = 25;

    [Fact]
    public void Rooms_know_the_floors_below_and_on_their_own_only_what_the_plan_lists()
    {
        var mentions = Sources.Mentions;

        Assert.True(Sources.Application.Count >= FewestSources, $"Only {Sources.Application.Count} sources were read.");
        Assert.True(mentions.Count(mention => Plan.RoomOf(mention.Namespace) is not null) > 5_000);
        Assert.Empty(Plan.Violations(mentions));
    }

    [Fact]
    public void The_plan_lists_every_room_once_and_no_room_that_is_not_there()
    {
        var rooms = Sources.Application.Select(source => Plan.RoomOfPath(source.Path)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(rooms, Plan.Floors.SelectMany(floor => floor).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_pairs_of_a_floor_are_few_in_no_circle_and_each_is_used()
    {
        var used = Sources.Mentions
            .Select(mention => (From: Plan.RoomOfPath(mention.Path), To: Plan.RoomOf(mention.Namespace))).ToHashSet();

        Assert.True(Plan.Pairs.Count <= MostPairs);
        Assert.All(Plan.Pairs, pair => Assert.Equal(Plan.FloorOf(pair.From), Plan.FloorOf(pair.To)));
        Assert.All(Plan.Pairs, pair => Assert.Contains((pair.From, (string?)pair.To), used));
        Assert.All(Plan.Pairs, pair => Assert.DoesNotContain(pair.From, Reached(pair.To)));
    }

    [Fact]
    public void No_two_folders_use_each_other()
    {
        var folders = Sources.Mentions
            .Where(mention => Plan.RoomOf(mention.Namespace) is not null)
            .Select(mention => (From: Top(Plan.RoomOfPath(mention.Path)), To: Top(Plan.RoomOf(mention.Namespace)!)))
            .Where(pair => pair.From != pair.To).ToHashSet();

        Assert.True(folders.Count > 50);
        Assert.DoesNotContain(folders, pair => folders.Contains((pair.To, pair.From)));
    }

    [Fact]
    public void A_namespace_is_its_folder_and_nothing_is_imported_globally()
    {
        foreach (var (path, text) in Sources.Application)
        {
            var room = Plan.RoomOfPath(path);
            var expected = room.Length == 0 ? Plan.Root : $"{Plan.Root}.{room}";
            var declared = Regex.Matches(
                text, @"^namespace (?<name>[\w.]+)", RegexOptions.Multiline).Select(match => match.Groups["name"].Value);

            Assert.All(declared, name => Assert.True(name == expected, $"{path} declares {name}."));
            Assert.DoesNotContain("global using", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("using Incubateurs.Storage;\nnamespace Incubateurs.Words;\nclass Low { High? high; }")]
    [InlineData("using Incubateurs.Storage;\nnamespace Incubateurs.Words;\nclass Low { }")]
    [InlineData("namespace Incubateurs.Words;\nclass Low { Incubateurs.Storage.High? high; }")]
    [InlineData("namespace Incubateurs.Words;\nclass Low { Storage.High? high; }")]
    [InlineData("namespace Incubateurs.Words;\nclass Low { global::Incubateurs.Storage.High? high; }")]
    [InlineData("using Alias = Incubateurs.Storage.High;\nnamespace Incubateurs.Words;\nclass Low { Alias? high; }")]
    [InlineData("using static Incubateurs.Storage.Highs;\nnamespace Incubateurs.Words;\nclass Low { int high = Count(); }")]
    [InlineData("using Incubateurs.Storage;\nnamespace Incubateurs.Words;\nclass Low { int high = 1.Raised(); }")]
    [InlineData("global using Incubateurs.Storage;\nnamespace Incubateurs.Words;\nclass Low { }")]
    [InlineData("namespace Incubateurs.Words;\nclass Low { object high = typeof(Incubateurs.Storage.High); }")]
    public void Whatever_way_a_room_above_is_named_it_is_found(string low)
    {
        const string High = """
            namespace Incubateurs.Storage;
            class High { }
            static class Highs { public static int Count() => 1; public static int Raised(this int i) => i + 1; }
            """;

        var violations = Plan.Violations(
            SourceReader.Mentions([("src/Incubateurs/Words/Low.cs", low), ("src/Incubateurs/Storage/High.cs", High)]));

        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.Equal("src/Incubateurs/Words/Low.cs", violation.Path));
    }

    [Fact]
    public void A_room_inside_another_one_knows_it_only_where_the_plan_says_so()
    {
        // The namespace around one's own needs no using.
        var found = Plan.Violations(SourceReader.Mentions(
        [
            ("src/Incubateurs/Startups/Search/Word.cs", "namespace Incubateurs.Startups.Search;\nclass Word { Startup? startup; }"),
            ("src/Incubateurs/Startups/Startup.cs", "namespace Incubateurs.Startups;\nclass Startup { }"),
        ]));

        Assert.Equal("src/Incubateurs/Startups/Search/Word.cs", Assert.Single(found).Path);
    }

    private static string Top(string room) => room.Split('.')[0];

    private static HashSet<string> Reached(string room)
    {
        HashSet<string> reached = [];
        Queue<string> next = new([room]);
        while (next.TryDequeue(out var one))
            if (reached.Add(one))
                foreach (var pair in Plan.Pairs.Where(pair => pair.From == one))
                    next.Enqueue(pair.To);
        return reached;
    }
}
