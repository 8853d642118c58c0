using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Incubateurs.Compatibility;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Compatibility;

/// <summary>How the files of the static API are asked for: as a static server's, whatever a client adds.</summary>
public sealed class StaticAddressTests
{
    private const string Newest = "/api/v2.7/startups.json";

    public static TheoryData<string> Files =>
        [Newest, "/api/v2/startups.json", "/api/v2.3/incubators.json", "/api/v2.6/organisations.json", "/api/v2.5/sponsors.json", "/api/v2.5/startups.csv"];

    public static TheoryData<string> Persons =>
        [.. StaticVersion.All.SelectMany(version => new[] { "authors.json", "authors.csv", "startups_details.json" }, (version, file) => $"/api/{version.Name}/{file}")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Whatever_a_client_adds_it_gets_the_body_that_is_kept(string address)
    {
        await using var api = await OpenAsync();
        var statements = new Statements(api);
        var first = await api.GetAsync(address);
        var body = await first.Content.ReadAsByteArrayAsync();

        foreach (var query in (string[])["?t=1", "?_=2&t", "?asOf=2020-01-01&knownAt=2020-01-01T00:00:00Z", "?%FF=%FF", "?limit=a&limit=b"])
        {
            var (again, asked) = await statements.OfAsync(() => api.GetAsync(address + query, ("Accept-Language", "en"), ("Accept", "text/html")));

            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Equal(body, await again.Content.ReadAsByteArrayAsync());
            Assert.Empty(asked);
            Assert.Equal(
                HttpStatusCode.NotModified, (await api.GetAsync(address + query, ("If-None-Match", first.Headers.ETag!.ToString()))).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Who_has_the_file_gets_304_on_any_day_and_after_a_restart_of_the_cache(string address)
    {
        await using var api = await OpenAsync();
        var statements = new Statements(api);
        var first = await api.GetAsync("/api/v2.7/startups.csv");
        var (tag, modified) = (await TagAsync(api, address), first.Content.Headers.GetValues("Last-Modified").Single());

        api.Time.Advance(TimeSpan.FromDays(40));
        var (known, asked) = await statements.OfAsync(() => api.GetAsync(address, ("If-None-Match", $"W/{tag[..^1]}-gzip\"")));
        var since = await api.GetAsync(address, ("If-Modified-Since", modified));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (known.StatusCode, since.StatusCode));
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("")]
    public async Task A_file_is_sent_in_the_encoding_that_is_asked_for_and_headers_alone_to_who_asks_for_them(string encoding)
    {
        await using var api = await OpenAsync();
        var plain = await (await api.GetAsync(Newest)).Content.ReadAsStringAsync();

        foreach (var _ in (int[])[1, 2])
        {
            var sent = await api.GetAsync(Newest, ("Accept-Encoding", encoding));
            var head = await api.SendAsync(HttpMethod.Head, Newest, ("Accept-Encoding", encoding));
            var bytes = await sent.Content.ReadAsByteArrayAsync();
            await using Stream stream = encoding switch
            {
                "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
                "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
                _ => new MemoryStream(bytes),
            };

            Assert.Equal(encoding, string.Join(',', sent.Content.Headers.ContentEncoding));
            Assert.Equal(plain, await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync());
            Assert.Equal((HttpStatusCode.OK, bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
            Assert.Equal(sent.Headers.ETag, head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Many_who_ask_at_once_have_it_built_once()
    {
        await using var api = await OpenAsync();
        var statements = new Statements(api);

        var (answers, asked) = await statements.OfAsync(() => Task.WhenAll(Enumerable.Range(0, 30).Select(_ => api.GetAsync(Newest))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(asked, statement => statement.Contains("FROM startup_versions", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Persons))]
    public async Task Files_of_persons_are_gone_and_it_is_said_where_they_are(string address)
    {
        await using var api = await OpenAsync();

        var gone = await Given.RefusedAsync(await api.GetAsync(address + "?t=1", ("Accept-Language", "en")), HttpStatusCode.Gone, "persons_not_here");
        var french = await Given.RefusedAsync(await api.GetAsync(address), HttpStatusCode.Gone, "persons_not_here");

        Assert.Equal($"This file lists persons, whom this service does not know. It is at https://beta.gouv.fr{address}.", Detail(gone));
        Assert.EndsWith($"https://beta.gouv.fr{address}.", Detail(french), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await api.SendAsync(HttpMethod.Head, address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(gone.GetProperty("type").GetString()!)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v2.8/startups.json")]
    [InlineData("/api/v2.2/incubators.json")]
    [InlineData("/api/v2.4/sponsors.json")]
    [InlineData("/api/v2.5/organisations.json")]
    [InlineData("/api/v2.7/Startups.json")]
    [InlineData("/api/v2.7/startups.json/")]
    [InlineData("/API/v2.7/startups.json")]
    [InlineData("/api")]
    public async Task What_was_never_published_is_not_found(string address)
    {
        await using var api = await OpenAsync();
        _ = await api.GetAsync(Newest);

        _ = await Given.RefusedAsync(await api.GetAsync(address), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_page_elsewhere_may_read_it_and_nobody_writes_it()
    {
        await using var api = await OpenAsync();

        var preflight = await api.SendAsync(
            HttpMethod.Options, Newest, ("Origin", "https://ailleurs.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "x-y"));
        var post = await api.SendAsync(HttpMethod.Post, Newest);

        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("*", (await api.GetAsync(Newest)).Headers.GetValues("Access-Control-Allow-Origin").Single());
        _ = await Given.RefusedAsync(post, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    public async Task An_agent_reads_the_same_and_nobody_keeps_it()
    {
        await using var api = await OpenAsync();
        using var agent = await api.AgentAsync();

        var answer = await agent.GetAsync(Newest);

        Assert.Equal(await (await api.GetAsync(Newest)).Content.ReadAsStringAsync(), await answer.Content.ReadAsStringAsync());
        Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
    }

    private static async Task<TestApi> OpenAsync()
    {
        var api = new TestApi();
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("pix", Imported.PhaseLines(("construction", "2020-01-01", "")), new string('a', 2_000))]);
        return api;
    }

    private static async Task<string> TagAsync(TestApi api, string address) => (await api.GetAsync(address)).Headers.ETag!.ToString();

    private static string Detail(JsonElement problem) => problem.GetProperty("detail").GetString()!;
}
