using System.Net;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Contract;

/// <summary>How the document and Swagger UI are served.</summary>
public sealed class ContractTests
{
    private const string Document = "/v1/openapi.json";

    [Fact]
    public async Task The_document_is_open_to_pages_of_any_origin_and_ignores_cache_busters()
    {
        await using var api = new TestApi();

        var response = await api.GetAsync(Document + "?t=123");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task The_document_is_not_sent_twice_to_who_has_it()
    {
        await using var api = new TestApi();
        var tag = (await api.GetAsync(Document)).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(Document, ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync(Document, ("If-None-Match", "W/" + tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(Document, ("If-None-Match", "\"other\""))).StatusCode);
    }

    [Fact]
    public async Task The_document_is_compressed_and_its_head_has_no_body()
    {
        await using var api = new TestApi();

        var compressed = await api.GetAsync(Document, ("Accept-Encoding", "br"));
        var head = await api.SendAsync(HttpMethod.Head, Document);

        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Swagger_UI_comes_from_the_program_alone()
    {
        await using var api = new TestApi();

        var redirect = await api.GetAsync("/swagger?v=2");
        var page = await api.GetAsync("/swagger/index.html?v=2");
        var html = await page.Content.ReadAsStringAsync();
        var script = await (await api.GetAsync("/swagger/index.js")).Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.StatusCode);
        Assert.Contains("default-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("//", html.Replace("<!--", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(Document, script, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/swagger/swagger-ui-bundle.js")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/swagger/unknown.js")).StatusCode);
    }
}
