using System.Text.Json;
using System.Xml.Linq;
using Incubateurs.Exchange.Reading;
using Incubateurs.Pictures;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Pictures;

/// <summary>The pictures as those meet them who do not see them: names, descriptions, figures.</summary>
public sealed class PictureTests
{
    private const string Space = "{http://www.w3.org/2000/svg}";

    private static readonly string[] Figures = ["/v1/flow.svg", "/v1/flow/durations.svg"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/flow.svg", "fr", "Flux cumulé des startups")]
    [InlineData("/v1/flow.svg", "en", "Cumulative flow of startups")]
    [InlineData("/v1/flow/durations.svg", "fr", "Durée des phases et des incubations")]
    [InlineData("/v1/flow/durations.svg", "en", "How long phases and incubations last")]
    [InlineData("/v1/startups/c-leap/timeline.svg", "fr", "c-leap")]
    [InlineData("/v1/startups/c-leap/timeline.svg", "en", "c-leap")]
    public async Task A_picture_is_named_and_described_in_the_language_asked_for(string address, string language, string title)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var svg = await DrawnAsync(api, address, language);

        Assert.Equal(
            ("img", language, "title description"),
            ((string?)svg.Attribute("role"), (string?)svg.Attribute("lang"), (string?)svg.Attribute("aria-labelledby")));
        Assert.Equal(("title", title), ((string?)svg.Element($"{Space}title")!.Attribute("id"), Title(svg)));
        Assert.Equal("description", (string?)svg.Element($"{Space}desc")!.Attribute("id"));
        Assert.EndsWith(".", Description(svg), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?interval=quarter&from=2024&incubator=dinum")]
    [InlineData("?interval=month&from=2020&to=2021&asOf=2024-02-29")]
    public async Task The_flow_says_the_figures_of_the_flow(string query)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);
        var items = (await api.FiguresAsync($"/v1/flow{query}")).GetProperty("items").EnumerateArray().ToList();

        var svg = await DrawnAsync(api, $"/v1/flow.svg{query}", "en");

        // The years before the first startup are left out, but for the last of them.
        var begun = items.SkipWhile(item => item.GetProperty("stock").GetInt32() == 0 && Sum(item, "exits") == 0).ToList();
        Assert.All(begun, item => Assert.Contains(
            $"{item.GetProperty("start")} to {item.GetProperty("end")}: {Counted(item.GetProperty("entries").GetInt32(), "entry", "entries")}, {Counted(Sum(item, "exits"), "exit", "exits")}, {item.GetProperty("stock")} incubating at the end.",
            Description(svg),
            StringComparison.Ordinal));
        var stock = items[^1].GetProperty("stockByPhase");
        Assert.Contains(
            $"On {items[^1].GetProperty("end")}: {items[^1].GetProperty("stock")} incubating (Investigation {stock.GetProperty("investigation")}, Construction {stock.GetProperty("construction")}, Acceleration {stock.GetProperty("acceleration")}, Consolidation {stock.GetProperty("consolidation")}). "
            + $"Exits so far: {items.Sum(item => Sum(item, "exits"))} (",
            Description(svg),
            StringComparison.Ordinal);
        Assert.Contains(
            $"Handed over {items.Sum(item => item.GetProperty("exits").GetProperty("transfere").GetInt32())}",
            Description(svg),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_legend_of_the_flow_is_in_the_order_of_its_layers_from_the_top()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var svg = await DrawnAsync(api, "/v1/flow.svg", "fr");

        var layers = svg.Elements($"{Space}polygon").Reverse().Select(area => ((string)area.Attribute("class")!).Split(' ')[1]);
        Assert.Equal(svg.Elements($"{Space}rect").Select(box => (string)box.Attribute("class")!), layers);
    }

    [Fact]
    public async Task Durations_say_the_figures_of_durations()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);
        var durations = (await api.FiguresAsync("/v1/flow/durations")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("phase").GetString()!);
        var whole = (await api.FiguresAsync("/v1/flow/incubations")).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("exit").GetString() == "all");

        var said = Description(await DrawnAsync(api, "/v1/flow/durations.svg", "en"));

        Assert.Equal(
            $"On 2026-08-20. {Ended("Investigation", durations["investigation"], "completed")} {Ended("Construction", durations["construction"], "completed")} Acceleration: none ended. Consolidation: none ended. {Ended("Whole incubation", whole, "count")}",
            said);

        static string Ended(string name, JsonElement item, string count) =>
            FormattableString.Invariant(
                $"{name}: {item.GetProperty(count)} ended, median {item.GetProperty("medianDays").GetDouble():#,0.#} days, nine out of ten within {item.GetProperty("p90Days").GetInt32():#,0} days.");
    }

    [Fact]
    public async Task A_timeline_says_each_phase_its_length_and_what_is_planned()
    {
        await using var api = await SmallPortfolio.OpenAsync(
            SmallPortfolio.Fiche(
                "x",
                "[dinum]",
                "investigation 2020-01-01",
                "construction 2020-01-01",
                "abandon 2021-01-01",
                "construction 2022-01-01",
                "acceleration 2026-08-19",
                "transfere 2027-01-01"));

        Assert.Equal(
            "Investigation à partir du 01/01/2020, durée inconnue. Construction à partir du 01/01/2020, 366 jours. Arrêté à partir du 01/01/2021, 365 jours. "
            + "Construction à partir du 01/01/2022, 1\u202F691 jours. Accélération à partir du 19/08/2026, 1 jour. Transféré, prévue à partir du 01/01/2027.",
            Description(await DrawnAsync(api, "/v1/startups/x/timeline.svg", "fr")));
        Assert.StartsWith(
            "Investigation from 2020-01-01, length unknown. Construction from 2020-01-01, 182 days. Stopped, planned from 2021-01-01. ",
            Description(await DrawnAsync(api, "/v1/startups/x/timeline.svg?asOf=2020-07-01", "en")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & \"Cie\"")]
    [InlineData("]]><svg onload='x'>")]
    [InlineData("Élan 🚀 ﷽")]
    public async Task A_name_with_markup_is_text(string name)
    {
        await using var api = await SmallPortfolio.OpenAsync(Exchange.SmallContent.Text(
            "_startups/x.md", $"---\ntitle: {JsonSerializer.Serialize(name)}\n{Imported.PhaseLines([("construction", "2024-01-01", "")])}---\n"));

        var svg = await DrawnAsync(api, "/v1/startups/x/timeline.svg", "fr");

        Assert.Equal(name, Title(svg));
        Assert.DoesNotContain(
            svg.Descendants(),
            element => element.Name.LocalName is "script"
                || element.Attributes().Any(attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
    }

    [Theory]
    [
        InlineData(
            "nothing",
            "fr",
            "Aucune startup n'était en incubation ni sortie au 20/08/2026.",
            "Aucune phase n'était achevée au 20/08/2026."),
    ]
    [InlineData("nothing", "en", "No startup was incubating or had left by 2026-08-20.", "No phase had ended by 2026-08-20.")]
    [
        InlineData(
            "planned",
            "fr",
            "Aucune startup n'était en incubation ni sortie au 20/08/2026.",
            "Aucune phase n'était achevée au 20/08/2026."),
    ]
    public async Task A_picture_of_nothing_is_a_sentence(string what, string language, string flow, string durations)
    {
        await using var api = await SmallPortfolio.OpenAsync(what == "planned" ? [SmallPortfolio.Planned] : Array.Empty<ContentFile>());

        foreach (var (address, sentence) in Figures.Zip([flow, durations]))
        {
            var svg = await DrawnAsync(api, address, language);
            Assert.Equal(sentence, Description(svg));
            Assert.Equal(sentence, string.Join(' ', svg.Elements($"{Space}text").Skip(1).Select(text => text.Value)));
        }
    }

    [Fact]
    public async Task A_startup_that_is_planned_only_or_has_no_phase_has_a_picture()
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Planned, SmallPortfolio.Fiche("z", "[dinum]"));

        Assert.Equal(
            "Construction, prévue à partir du 01/01/2027.",
            Description(await DrawnAsync(api, "/v1/startups/e-planned/timeline.svg", "fr")));
        Assert.Equal("Aucune phase n'est enregistrée.", Description(await DrawnAsync(api, "/v1/startups/z/timeline.svg", "fr")));
    }

    [Theory]
    [InlineData("/v1/flow.svg?asOf=0001-01-01")]
    [InlineData("/v1/flow.svg?asOf=9999-12-31&interval=month")]
    [InlineData("/v1/flow.svg?from=2026&to=2026")]
    [InlineData("/v1/flow.svg?interval=month&from=2026")]
    [InlineData("/v1/flow.svg?from=2100&to=2100")]
    [InlineData("/v1/flow/durations.svg?asOf=9999-12-31")]
    [InlineData("/v1/flow/durations.svg?asOf=0001-01-01")]
    [InlineData("/v1/startups/h-came-back/timeline.svg?asOf=9999-12-31")]
    [InlineData("/v1/startups/h-came-back/timeline.svg?asOf=0001-01-01")]
    [InlineData("/v1/startups/f-exit-alone/timeline.svg?asOf=2021-04-01")]
    public async Task Any_day_has_a_picture_of_a_bounded_size(string address)
    {
        await using var api = await SmallPortfolio.OpenAsync(SmallPortfolio.Files);

        var svg = await DrawnAsync(api, address, "fr");

        Assert.InRange(svg.Elements().Count(), 4, 300);
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("un deux trois", 8, "un deux|trois")]
    [InlineData("anticonstitutionnellement", 10, "anticonsti|tutionnell|ement")]
    [InlineData("", 10, "")]
    public void A_line_is_broken_at_blanks(string text, int letters, string lines) =>
        Assert.Equal(lines, string.Join('|', SvgText.Wrapped(text, letters)));

    [Theory]
    [InlineData(0, Language.Fr, "0 sortie")]
    [InlineData(0, Language.En, "0 exits")]
    [InlineData(1, Language.En, "1 exit")]
    [InlineData(1200, Language.En, "1,200 exits")]
    internal void A_count_has_its_noun(int count, Language language, string said) =>
        Assert.Equal(
            said,
            language == Language.Fr
                ? SvgText.Counted(count, language, "sortie", "sorties")
                : SvgText.Counted(count, language, "exit", "exits"));

    private static string Title(XElement svg) => svg.Element($"{Space}title")!.Value;

    private static string Description(XElement svg) => svg.Element($"{Space}desc")!.Value;

    private static int Sum(JsonElement item, string map) => item.GetProperty(map).EnumerateObject().Sum(entry => entry.Value.GetInt32());

    private static string Counted(int count, string one, string more) => $"{count} {(count == 1 ? one : more)}";

    private static async Task<XElement> DrawnAsync(TestApi api, string address, string language)
    {
        var response = await api.GetAsync(address, ("Accept-Language", language));
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.MediaType);
        return XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
