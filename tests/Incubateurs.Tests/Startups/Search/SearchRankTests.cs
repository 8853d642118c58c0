using Incubateurs.Exchange.Reading;
using Incubateurs.Startups.Search;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Search;

/// <summary>
/// Rank by where the words stand, then by name (docs/ARCHITECTURE.md, Search), whether few are found or more than are ranked at once.
/// </summary>
public sealed class SearchRankTests
{
    private const int Many = SearchStore.Few + 40;

    // Where the word stands, startup after startup: in the name, in the pitch, in the description, nowhere.
    private static readonly string[] Places = ["name", "pitch", "description", "nowhere"];

    [Theory]
    [InlineData(60, "logement", 7)]
    [InlineData(Many * 4 / 3, "logement", 50)]
    [InlineData(60, "logement&sort=-name", 50)]
    public async Task Pages_follow_rank_and_name_and_the_total_is_all_of_them(int count, string query, int limit)
    {
        await using var api = await SmallPortfolio.OpenAsync(Enumerable.Range(0, count).Select(Fiche));
        var expected = Enumerable.Range(0, count).Where(i => i % 4 != 3)
            .OrderBy(
                i => query.Contains("sort", StringComparison.Ordinal) ? 0 : i % 4).ThenBy(Name, StringComparer.Ordinal).Select(Id).ToList();
        if (query.Contains("sort", StringComparison.Ordinal))
            expected.Reverse();

        List<string> found = [];
        for (string? address = $"/v1/startups?q={query}&limit={limit}"; address is not null;)
        {
            var page = await Given.JsonAsync(await api.GetAsync(address));
            Assert.Equal(expected.Count, page.GetProperty("total").GetInt32());
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            address = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Filters_and_words_combine()
    {
        await using var api = await SmallPortfolio.OpenAsync(Enumerable.Range(0, 20).Select(Fiche));

        var page = await Given.JsonAsync(await api.GetAsync("/v1/startups?q=logement&phase=acceleration"));

        Assert.Equal(
            [.. Named(0, 4, 8, 12, 16), .. Named(2, 6, 10, 14, 18)],
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(10, page.GetProperty("total").GetInt32());
    }

    private static IEnumerable<string> Named(params IEnumerable<int> startups) => startups.OrderBy(Name, StringComparer.Ordinal).Select(Id);

    private static string Id(int i) => $"s{i:0000}";

    private static string Name(int i) => $"{i * 7919 % 1000:000} {(Places[i % 4] == "name" ? "logement" : "nom")} {i:0000}";

    private static ContentFile Fiche(int i) => SmallContent.Text(
        $"_startups/{Id(i)}.md",
        $"---\ntitle: {Name(i)}\nmission: {(Places[i % 4] == "pitch" ? "Trouver un logement" : "Servir")}\nincubator: dinum\n"
        + Imported.PhaseLines((i % 2 == 0 ? "acceleration" : "construction", "2024-01-01", ""))
        + $"---\n{(Places[i % 4] == "description" ? "Des logements." : "Rien.")}\n");
}
