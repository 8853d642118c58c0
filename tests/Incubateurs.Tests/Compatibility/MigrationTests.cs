using System.Net;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Gateways;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Incubateurs.Tests.Compatibility;

/// <summary>docs/MIGRATE.md as an operator follows it: behind nginx a client changes the host name, and nothing else.</summary>
[Trait("Needs", "nginx")]
public sealed class MigrationTests
{
    private static readonly string Block = Assert.Single(Nginx.BlocksOf("MIGRATE.md"));

    [Fact]
    public async Task Only_files_of_persons_are_asked_of_their_publisher()
    {
        string[] persons = ["/api/v2.6/authors.json", "/api/v2/authors.csv?t=1", "/api/v2.5/startups_details.json?_=2&b"];
        string[] ours = ["/api/v2.7/startups.json", "/api/v2/startups.json?authors.json", "/api/v2.5/startups.csv?t=1", "/v1/startups?limit=1"];
        await using var publisher = await StandIn.OpenAsync((http, _) =>
            http.Response.WriteAsync($"[\"{http.Request.Host}{http.Request.Path}\"]", http.RequestAborted));
        await using var api = await ImportedAsync();
        var server = api.ClientOptions.BaseAddress;
        await using var nginx = await Nginx.StartAsync(
            Block.Replace("https://beta.gouv.fr", publisher.Address, StringComparison.Ordinal)
                .Replace("127.0.0.1:5080", server.Authority, StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = nginx.Address };
        using var straight = new HttpClient { BaseAddress = server };

        foreach (var address in persons)
            Assert.Equal($"[\"beta.gouv.fr{address.Split('?')[0]}\"]", await client.GetStringAsync(new Uri(address, UriKind.Relative)));
        foreach (var address in ours)
            Assert.Equal(await straight.GetStringAsync(address), await client.GetStringAsync(address));

        Assert.Equal(persons, publisher.Requests);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v2.8/authors.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v2.7/authors.jsonx")).StatusCode);
        Assert.Equal(persons, publisher.Requests);
    }

    [Fact]
    public async Task Who_has_a_file_gets_304_through_the_proxy()
    {
        await using var api = await ImportedAsync();
        await using var nginx = await Nginx.StartAsync(
            Block.Replace("127.0.0.1:5080", api.ClientOptions.BaseAddress.Authority, StringComparison.Ordinal)
                .Replace("https://beta.gouv.fr", "http://127.0.0.1:9", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = nginx.Address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        var first = await client.GetAsync("/api/v2.7/startups.json");
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var again = await client.GetAsync("/api/v2.7/startups.json?t=2");

        Assert.Equal("gzip", first.Content.Headers.ContentEncoding.Single());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, again.StatusCode));
    }

    [Fact]
    public void The_page_names_every_version_and_every_file()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "MIGRATE.md"));

        Assert.All(Incubateurs.Compatibility.StaticVersion.All, version => Assert.Contains(version.Name, page, StringComparison.Ordinal));
        Assert.All(
            ["startups.json", "incubators.json", "sponsors.json", "organisations.json", "startups.csv", "authors.json", "authors.csv", "startups_details.json"],
            file => Assert.Contains($"`{file}`", page, StringComparison.Ordinal));
    }

    private static async Task<TestApi> ImportedAsync()
    {
        var api = new TestApi(("Proxies:Known:0", "127.0.0.1"));
        api.UseKestrel(0);
        api.StartServer();
        _ = await api.ImportWholeAsync([.. ContentFolder.Read(ContentFolder.Find(Checkout.All[0].Directory)!)]);
        return api;
    }
}
