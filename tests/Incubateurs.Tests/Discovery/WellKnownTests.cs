using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Discovery;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Discovery;

public sealed class WellKnownTests
{
    private static readonly (string Key, string Value)[] Who =
    [
        ("Operator:Name", "La fabrique <numérique>"),
        ("Operator:Contact", "securite@fabrique.example"),
        ("Operator:Privacy", "https://fabrique.example/donnees"),
        ("Operator:Terms", "https://fabrique.example/conditions"),
        ("Operator:SecurityPolicy", "https://fabrique.example/securite"),
    ];

    [Theory]
    [InlineData("/.well-known/api-catalog", "application/linkset+json")]
    [InlineData("/.well-known/security.txt", "text/plain")]
    [InlineData("/robots.txt", "text/plain")]
    [InlineData("/llms.txt", "text/plain")]
    [InlineData("/v1/catalog.jsonld", "application/ld+json")]
    public async Task Each_is_asked_as_any_other_address(string address, string type)
    {
        await using var api = new TestApi([("Portfolio:Embedded", "true"), .. Who]);

        var get = await api.GetAsync(address);
        var head = await api.SendAsync(HttpMethod.Head, address);
        var again = await api.GetAsync(address, ("If-None-Match", get.Headers.ETag!.Tag));
        var other = await api.GetAsync(address, ("Accept", "image/png"));
        var named = await api.GetAsync(address, ("Accept", type));
        var query = await api.GetAsync(address + "?x=1");
        var post = await api.SendAsync(HttpMethod.Post, address);

        Assert.Equal((HttpStatusCode.OK, type), (get.StatusCode, get.Content.Headers.ContentType!.MediaType));
        Assert.True(get.Headers.CacheControl!.NoCache);
        Assert.Equal("*", get.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, named.StatusCode));
        Assert.Equal(
            (HttpStatusCode.NotAcceptable, HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed),
            (other.StatusCode, query.StatusCode, post.StatusCode));
    }

    [Fact]
    public async Task The_catalogue_of_APIs_says_what_it_is_and_each_of_its_links_leads_somewhere()
    {
        await using var api = new TestApi([("Portfolio:Embedded", "true"), .. Who]);

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            var response = await api.SendAsync(method, "/.well-known/api-catalog");
            Assert.Equal(
                "<http://localhost/.well-known/api-catalog>; rel=\"api-catalog\"; type=\"application/linkset+json\"; "
                    + "profile=\"https://www.rfc-editor.org/info/rfc9727\"",
                response.Headers.GetValues("Link").Single());
            Assert.Equal(
                "profile=\"https://www.rfc-editor.org/info/rfc9727\"", response.Content.Headers.ContentType!.Parameters.Single().ToString());
        }

        var linkset = (await TestApi.JsonAsync(await api.GetAsync("/.well-known/api-catalog"))).GetProperty("linkset");
        var ours = Hrefs(linkset).Where(href => href.StartsWith("http://localhost/", StringComparison.Ordinal)).ToList();
        Assert.True(ours.Count >= 8);
        foreach (var href in ours.Where(href => !href.EndsWith("/mcp", StringComparison.Ordinal) && !href.EndsWith("/swagger", StringComparison.Ordinal)))
            Assert.True((await api.GetAsync(href)).IsSuccessStatusCode, href);
        var of = linkset.EnumerateArray().ToDictionary(context => context.GetProperty("anchor").GetString()!);
        Assert.Equal(
            "http://localhost/v1/openapi.json", of["http://localhost/v1"].GetProperty("service-desc")[0].GetProperty("href").GetString());
        Assert.Equal(
            "https://fabrique.example/conditions", of["http://localhost/mcp"].GetProperty("terms-of-service")[0].GetProperty("href").GetString());
    }

    [Fact]
    public async Task The_front_door_leads_to_the_catalogue_of_APIs()
    {
        await using var api = new TestApi();

        foreach (var response in (HttpResponseMessage[])[await api.GetAsync("/"), await api.GetAsync("/", ("Accept", "text/html")), await api.GetAsync("/v1")])
            Assert.Contains("</.well-known/api-catalog>; rel=\"api-catalog\"", response.Headers.GetValues("Link"));
    }

    [Fact]
    public async Task A_weakness_is_told_to_whom_the_setting_names()
    {
        await using var api = new TestApi(Who);

        var text = await (await api.GetAsync("/.well-known/security.txt")).Content.ReadAsStringAsync();

        Assert.Equal(
            """
            Contact: mailto:securite@fabrique.example
            Expires: 2026-12-31T23:59:59Z
            Preferred-Languages: fr, en
            Canonical: http://localhost/.well-known/security.txt
            Policy: https://fabrique.example/securite

            """.ReplaceLineEndings("\n"),
            text.TrimEnd('\n') + "\n");
    }

    [Fact]
    public async Task Without_a_contact_there_is_no_file_that_leads_nowhere_but_a_problem_that_names_the_setting()
    {
        await using var api = new TestApi();

        foreach (var language in (string[])["fr", "en"])
        {
            var response = await api.GetAsync("/.well-known/security.txt", ("Accept-Language", language));

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("Operator:Contact", (await TestApi.JsonAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_expires_within_a_year_and_not_before_a_quarter_is_over_whatever_the_day()
    {
        for (var day = new DateOnly(2026, 1, 1); day < new DateOnly(2030, 1, 1); day = day.AddDays(1))
        {
            var expires = SecurityTextEndpoints.Expires(day);

            Assert.InRange(expires.DayNumber - day.DayNumber, 85, 190);
            Assert.Equal(1, expires.AddDays(1).Day);
        }
    }

    [Fact]
    public async Task Crawlers_are_kept_from_endless_pages_and_models_are_told_where_to_begin()
    {
        await using var api = new TestApi([("Portfolio:Embedded", "true"), .. Who]);

        var robots = await (await api.GetAsync("/robots.txt")).Content.ReadAsStringAsync();
        var french = await api.GetAsync("/llms.txt");
        var english = await api.GetAsync("/llms.txt", ("Accept-Language", "en"));

        Assert.Contains("\nDisallow: /*?\n", robots, StringComparison.Ordinal);
        Assert.Equal(("fr", "en"), (french.Content.Headers.ContentLanguage.Single(), english.Content.Headers.ContentLanguage.Single()));
        foreach (var (answer, word) in new[] { (french, "Service tenu par La fabrique <numérique>."), (english, "Run by La fabrique <numérique>.") })
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.StartsWith("# Incubateurs\n\n> ", text, StringComparison.Ordinal);
            Assert.Contains(word, text, StringComparison.Ordinal);
            var links = Regex.Matches(text, @"\]\((?<href>[^)]+)\)").Select(link => link.Groups["href"].Value).ToList();
            Assert.True(links.Count >= 10);
            foreach (var link in links.Where(link => !link.EndsWith("/mcp", StringComparison.Ordinal)))
                Assert.True((await api.GetAsync(link)).IsSuccessStatusCode, link);
        }
    }

    [Theory]
    [InlineData("PathBase", "/incubateurs", "http://localhost/incubateurs")]
    [InlineData("Operator:Url", "https://api.fabrique.example/incubateurs/", "https://api.fabrique.example/incubateurs")]
    public async Task Addresses_are_those_by_which_others_reach_it(string key, string value, string public_)
    {
        await using var api = new TestApi([(key, value), .. Who]);

        var links = await TestApi.JsonAsync(await api.GetAsync("/.well-known/api-catalog"));
        var security = await (await api.GetAsync("/.well-known/security.txt")).Content.ReadAsStringAsync();
        var guide = await (await api.GetAsync("/llms.txt")).Content.ReadAsStringAsync();
        var catalogue = await TestApi.JsonAsync(await api.GetAsync("/v1/catalog.jsonld"));

        Assert.Contains($"{public_}/v1/openapi.json", Hrefs(links.GetProperty("linkset")));
        Assert.Contains($"Canonical: {public_}/.well-known/security.txt", security, StringComparison.Ordinal);
        Assert.Contains($"({public_}/mcp)", guide, StringComparison.Ordinal);
        Assert.Contains($"\"dcat:endpointURL\":{{\"@id\":\"{public_}/v1\"}}", catalogue.GetRawText(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Hrefs(JsonElement linkset) => linkset.EnumerateArray()
        .SelectMany(context => context.EnumerateObject()).Where(relation => relation.Value.ValueKind == JsonValueKind.Array)
        .SelectMany(relation => relation.Value.EnumerateArray()).Select(target => target.GetProperty("href").GetString()!);
}
