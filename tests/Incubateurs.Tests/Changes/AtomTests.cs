using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;
using Incubateurs.Changes;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Changes;

/// <summary>The feed for feed readers.</summary>
public sealed class AtomTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task It_is_read_by_a_feed_reader_the_latest_first_with_titles_that_a_person_understands()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var startup = await agent.StartupAsync("Mon <service> & Cie");
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Post, $"/v1/startups/{startup}/phases", new { phase = "transfere", startsOn = "2026-08-19" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Post, $"/v1/startups/{startup}/committees", new { heldOn = "2026-08-01", decision = "stop" }), HttpStatusCode.Created);

        var response = await api.GetAsync("/v1/changes.atom?limit=3");
        var feed = Read(await response.Content.ReadAsStringAsync());
        var english = Read(await (await api.GetAsync($"/v1/changes.atom?startup={startup}", ("Accept-Language", "en"))).Content.ReadAsStringAsync());

        Assert.Equal("application/atom+xml; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            ["Un comité de Mon <service> & Cie est consigné", "Mon <service> & Cie est transférée", "Mon <service> & Cie entre en accélération"],
            feed.Items.Select(item => item.Title.Text));
        Assert.Equal(
            [
                "A committee of Mon <service> & Cie is put on record", "Mon <service> & Cie is handed over",
                "Mon <service> & Cie enters acceleration",
            ],
            english.Items.Select(item => item.Title.Text));
        Assert.Equal($"http://localhost/?startup={startup}", feed.Items.First().Links[0].Uri.ToString());
        Assert.Equal(feed.Items.Select(item => item.Id), english.Items.Select(item => item.Id));
        Assert.Distinct(feed.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task It_has_all_that_the_standard_demands_and_names_the_address_that_was_asked()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"), ("PathBase", "/portefeuille"));

        var response = await api.GetAsync("/portefeuille/v1/changes.atom?phase=transfere&limit=200", ("Host", "startups.exemple.gouv.fr"));
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        var entries = feed.Elements(Atom + "entry").ToList();

        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal(
            "http://startups.exemple.gouv.fr/portefeuille/v1/changes.atom?phase=transfere&limit=200",
            feed.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href")!.Value);
        Assert.NotEmpty(entries);
        foreach (var part in entries.Prepend(feed))
        {
            Assert.NotEmpty(part.Element(Atom + "title")!.Value);
            Assert.True(Uri.TryCreate(part.Element(Atom + "id")!.Value, UriKind.Absolute, out _));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", part.Element(Atom + "updated")!.Value);
        }

        Assert.NotEmpty(feed.Element(Atom + "author")!.Value);
        Assert.All(entries, entry => Assert.StartsWith(
            "http://startups.exemple.gouv.fr/portefeuille/?startup=",
            entry.Elements(Atom + "link").First().Attribute("href")!.Value,
            StringComparison.Ordinal));
        Assert.Equal(
            HttpStatusCode.NotModified,
            (await api.GetAsync(
                "/portefeuille/v1/changes.atom?phase=transfere&limit=200", ("If-None-Match", response.Headers.ETag!.ToString()))).StatusCode);
    }

    [Fact]
    public void Every_type_and_every_phase_has_its_title()
    {
        foreach (var language in (Language[])[Language.Fr, Language.En])
        {
            Assert.All(FeedTypes.All, type => Assert.Contains("Pix", FeedTitles.Of(Item(type, null), language), StringComparison.Ordinal));
            Assert.All(
                Phases.All, phase => Assert.Contains("Pix", FeedTitles.Of(Item("phase.added", phase.Code), language), StringComparison.Ordinal));
        }
    }

    private static ChangeItem Item(string type, string? phase) => new(1, default, type, "startup", "pix", "/v1/startups/pix", null, null, phase) { Name = "Pix" };

    private static SyndicationFeed Read(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text));
        return SyndicationFeed.Load(reader);
    }
}
