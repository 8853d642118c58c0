using System.Net;
using System.Text.Json;
using Incubateurs.Quality;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Flow;

/// <summary>Every figure has its paragraph, in both languages, where <c>definition</c> leads.</summary>
public sealed class DefinitionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [
        InlineData(
            "/v1/flow",
            "entries",
            "buildEntries",
            "exits",
            "stock",
            "stockByPhase",
            "littlesLaw",
            "littlesLaw.meanStock",
            "littlesLaw.exitsPerYear",
            "littlesLaw.years"),
    ]
    [
        InlineData(
            "/v1/flow/durations", "completed", "medianDays", "p90Days", "zeroLength", "open", "openMedianDays", "kaplanMeierMedianDays"),
    ]
    [InlineData("/v1/flow/incubations", "count", "medianDays", "p90Days", "underOneYear", "oneToThreeYears", "overThreeYears")]
    [InlineData(
        "/v1/flow/stock", "total", "byPhase", "age", "age.medianDays", "age.p90Days", "age.underOneYear", "age.oneToThreeYears", "age.overThreeYears", "byIncubator", "oldest",
        "byIncubator.total", "byIncubator.incubating", "byIncubator.handedOverOrOperated", "byIncubator.stopped", "byIncubator.inconclusive", "byIncubator.overThreeYears",
        "byIncubator.medianDaysToHandOver")]
    public async Task Each_figure_of_an_answer_is_defined_where_it_says(string address, params string[] figures)
    {
        await using var api = new TestApi();

        var definition = (await api.FiguresAsync(address)).GetProperty("definition").GetString()!;

        foreach (var language in new[] { "fr", "en" })
        {
            var page = await (
                await api.GetAsync(
                    definition, ("Accept", "text/html"), ("Accept-Language", language))).Content.ReadAsStringAsync(Cancellation);
            var defined = (await ParagraphsAsync(api, definition, language)).Select(First).Where(name => name.Length > 0);
            Assert.Equal(figures.Order(StringComparer.Ordinal), defined.Order(StringComparer.Ordinal));
            Assert.All(figures, figure => Assert.Single(page.Split($" id=\"{figure}\"").Skip(1)));
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Each_rule_of_quality_has_a_paragraph(string language)
    {
        await using var api = new TestApi();

        var paragraphs = await ParagraphsAsync(api, "/definitions/quality", language);

        Assert.Equal(QualityRules.All.Select(rule => $"`{rule.Code}`"), paragraphs.Skip(1).Select(paragraph => paragraph.Split(',')[0]));
    }

    [Fact]
    public async Task People_get_a_page_with_the_words_it_uses()
    {
        await using var api = new TestApi();

        var response = await api.GetAsync("/definitions/flow", ("Accept", "text/html"), ("Accept-Language", "en"));
        var page = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(
            ("text/html", "en"),
            (response.Content.Headers.ContentType!.MediaType, Assert.Single(response.Content.Headers.ContentLanguage)));
        Assert.Contains("<p id=\"littlesLaw.years\"><code>littlesLaw.years</code> is", page, StringComparison.Ordinal);
        Assert.Contains("<em>current phase</em>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("`", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_languages_define_the_same_figures()
    {
        await using var api = new TestApi();

        foreach (var section in new[] { "words", "flow", "durations", "incubations", "stock", "quality" })
        {
            var (french, english) = (
                await ParagraphsAsync(api, $"/definitions/{section}", "fr"), await ParagraphsAsync(api, $"/definitions/{section}", "en"));
            Assert.Equal(english.Select(First), french.Select(First));
        }
    }

    [Fact]
    public async Task What_is_not_defined_is_not_found()
    {
        await using var api = new TestApi();

        _ = await Given.RefusedAsync(await api.GetAsync("/definitions/nothing"), HttpStatusCode.NotFound, "not_found");
    }

    // The figure a paragraph is about, or nothing.
    private static string First(string paragraph) => paragraph.StartsWith('`') ? paragraph.Split('`')[1] : "";

    private static async Task<List<string>> ParagraphsAsync(TestApi api, string address, string language)
    {
        JsonElement definition = await Given.JsonAsync(await api.GetAsync(address, ("Accept-Language", language)));
        return [.. definition.GetProperty("paragraphs").EnumerateArray().Select(paragraph => paragraph.GetString()!)];
    }
}
