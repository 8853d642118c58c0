using System.Text.RegularExpressions;

namespace Incubateurs.Tests.Conventions;

/// <summary>Who speaks HTTP, who SQL, and who neither: a suffix and a room are promises.</summary>
public sealed class SpeechTests
{
    private const string Statement = @"\b(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|BEGIN\s+IMMEDIATE|\sMATCH\s+@)";

    private static readonly string[] HttpRooms = ["Web.", "Access", "Limits", "Contract", "Site", "Commands"];

    private static readonly string[] SqlSpaces = ["Dapper", "Microsoft.Data.Sqlite", "SQLitePCL", "System.Data"];

    private static readonly string[] Asking = ["Tx.QueryAsync", "Tx.FirstAsync", "Tx.ScalarAsync", "Tx.ExecuteAsync"];

    [Fact]
    public void SQL_stands_in_stores_and_in_the_storage_alone()
    {
        var others = Sources.Application.Where(source => !MayHoldSql(source.Path)).ToList();

        Assert.True(others.Count > 200);
        Assert.Empty(Sources.Offending(others, Statement));
        // What the engine throws and how it is addressed is not yet behind the seam.
        Assert.Equal(
            [],
            Sources.Mentions.Where(
                mention => SpeaksSql(mention)
                    && !MayHoldSql(mention.Path)
                    && mention.Namespace is not ("Microsoft.Data.Sqlite" or "SQLitePCL" or "System.Data.Common")));
    }

    [Fact]
    public void What_is_called_a_store_speaks_SQL_and_no_HTTP()
    {
        var stores = Sources.Application.Where(source => IsStore(source.Path)).ToList();

        Assert.True(stores.Count > 25);
        Assert.All(
            stores,
            source => Assert.True(
                Regex.IsMatch(source.Text, Statement) || Sources.Mentions.Any(mention => mention.Path == source.Path && SpeaksSql(mention)),
                source.Path));
        Assert.Equal([], Sources.Mentions.Where(mention => IsStore(mention.Path) && SpeaksHttp(mention)));
    }

    [Fact]
    public void HTTP_is_spoken_by_endpoints_and_the_rooms_made_for_it_alone()
    {
        var others = Sources.Application.Where(source => !MaySpeakHttp(source.Path)).ToList();

        Assert.True(others.Count > 120);
        Assert.Equal([], Sources.Mentions.Where(mention => SpeaksHttp(mention) && !MaySpeakHttp(mention.Path)));
    }

    [Fact]
    public void Rules_the_lifecycle_the_figures_and_the_reading_of_files_are_pure()
    {
        var pure = Sources.Application.Where(source => IsPure(source.Path)).Select(source => source.Path).ToHashSet();

        Assert.True(pure.Count > 50);
        Assert.Equal([], Sources.Mentions.Where(mention => pure.Contains(mention.Path)
            && (
                SpeaksHttp(mention)
                    || SpeaksSql(mention)
                    || mention.Name.Split('.')[0] is "Tx" or "Database" or "TimeProvider" or "Refusal" or "ProblemTypes")));
    }

    [Theory]
    [InlineData("namespace Incubateurs.Flow;\nclass A { const string FindSql = \"SELECT 1\"; }", true, false)]
    [InlineData("namespace Incubateurs.Flow;\nclass A { string Sql(string t) => $\"DELETE FROM {t} \"; }", true, false)]
    [InlineData("using Dapper;\nnamespace Incubateurs.Flow;\nclass A { DynamicParameters? all; }", true, false)]
    [InlineData("namespace Incubateurs.Flow;\nclass A { Microsoft.Data.Sqlite.SqliteException? fault; }", true, false)]
    [InlineData("namespace Incubateurs.Flow;\nclass A { HttpContext? http; }", false, true)]
    [InlineData("namespace Incubateurs.Flow;\nclass A { Microsoft.AspNetCore.Http.IResult? result; }", false, true)]
    [InlineData("namespace Incubateurs.Flow;\n// SELECT what HttpContext has\nclass A { }", false, false)]
    public void Speech_is_found_in_whatever_way_it_is_written(string text, bool sql, bool http)
    {
        (string Path, string Text)[] sources = [("src/Incubateurs/Flow/A.cs", text)];
        var mentions = SourceReader.Mentions(sources);

        Assert.Equal(sql, Sources.Offending(sources, Statement).Count > 0 || mentions.Any(SpeaksSql));
        Assert.Equal(http, mentions.Any(SpeaksHttp));
    }

    private static bool IsStore(string path) => Sources.Name(path).EndsWith("Store", StringComparison.Ordinal);

    private static bool MayHoldSql(string path) => IsStore(path) || Plan.RoomOfPath(path).Split('.')[0] == "Storage";

    private static bool MaySpeakHttp(string path) =>
        Sources.Name(path).EndsWith("Endpoints", StringComparison.Ordinal)
        || HttpRooms.Any(room => Plan.RoomOfPath(path).StartsWith(room, StringComparison.Ordinal));

    private static bool IsPure(string path) =>
        Plan.RoomOfPath(path) is "Words" or "Exchange.Reading" or "Pictures"
            || Regex.IsMatch(Sources.Name(path), "(?<!Body)Rules$|^Lifecycle$|^Phases$|^FlowFigures$|Chart$|^Findings$|Merge$")
        && !HttpRooms.Any(room => Plan.RoomOfPath(path).StartsWith(room, StringComparison.Ordinal));

    private static bool SpeaksHttp(Mention mention) => mention.Namespace.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static bool SpeaksSql(Mention mention) =>
        SqlSpaces.Any(space => mention.Namespace == space || mention.Namespace.StartsWith(space + ".", StringComparison.Ordinal))
        || (mention.Namespace == "Incubateurs.Storage" && Asking.Contains(mention.Name));
}
