using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Gateways;

/// <summary>Below a prefix: whatever the API gives as an address leads somewhere.</summary>
[Trait("Needs", "nginx")]
public sealed partial class GatewayTests
{
    internal const string Prefix = "/incubateurs";

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_address_that_is_given_leads_somewhere_behind_nginx(bool strips)
    {
        await using var house = await OpenAsync(strips);
        var (client, agent) = (house.Client, house.Agent);

        var rule = (await Given.JsonAsync(await client.GetAsync("v1/quality"))).GetProperty("items").EnumerateArray()
            .First(found => found.GetProperty("count").GetInt32() > 1).GetProperty("code");
        string[] lists =
            ["startups?limit=2", "incubators?limit=2", "administrations?limit=2", $"quality/{rule}?limit=1", "startups/exemple/history?limit=1"];
        foreach (var list in lists)
        {
            var page = await client.GetAsync($"v1/{list}");
            var body = await Given.JsonAsync(page);
            var next = body.GetProperty("next").GetString()!;
            Assert.StartsWith($"{Prefix}/v1/", next, StringComparison.Ordinal);
            Assert.Contains($"<{next}>; rel=\"next\"", string.Join(", ", page.Headers.GetValues("Link")), StringComparison.Ordinal);
            Assert.NotEmpty((await Given.JsonAsync(await client.GetAsync(next))).GetProperty("items").EnumerateArray());
        }

        var missing = await TestApi.JsonAsync(await client.GetAsync("v1/startups/nobody"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(missing.GetProperty("type").GetString())).StatusCode);
        var former = await client.GetAsync("v1/startups/ancien-exemple/phases");
        Assert.Equal(HttpStatusCode.PermanentRedirect, former.StatusCode);
        Assert.Equal($"{Prefix}/v1/startups/exemple/phases", former.Headers.Location!.ToString());
        foreach (var figures in (string[])["flow", "flow/durations", "flow/incubations", "flow/stock", "quality"])
        {
            var definition = (await Given.JsonAsync(await client.GetAsync($"v1/{figures}"))).GetProperty("definition").GetString();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(definition)).StatusCode);
        }

        foreach (var door in (await Given.JsonAsync(await client.GetAsync("v1"))).GetProperty("items").EnumerateArray())
            Assert.True((int)(await client.GetAsync(door.GetProperty("href").GetString())).StatusCode < 400, door.ToString());

        agent.DefaultRequestHeaders.Add("Idempotency-Key", "once");
        foreach (var _ in (int[])[1, 2])
        {
            var made = await agent.PostAsJsonAsync("v1/startups", new { name = "Mon service", pitch = "p" });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            Assert.Equal($"{Prefix}/v1/startups/mon-service", made.Headers.Location!.ToString());
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(made.Headers.Location)).StatusCode);
        }

        var document = await Given.JsonAsync(await client.GetAsync("v1/openapi.json"));
        Assert.Equal($"{Prefix}/v1", document.GetProperty("servers")[0].GetProperty("url").GetString());
        foreach (var page in (string[])["definitions/flow", "problems", ""])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Accept.ParseAdd("text/html");
            var html = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
            foreach (Match link in Links().Matches(html))
                if (!link.Groups[1].Value.StartsWith("https:", StringComparison.Ordinal))
                    Assert.True(
                        (int)(await client.GetAsync(link.Groups[1].Value)).StatusCode < 400, $"{page}: {link.Groups[1].Value}");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Through_gzip_and_a_cache_a_client_gets_304_and_never_what_is_stale(bool strips)
    {
        await using var house = await OpenAsync(strips);
        var limit = 20;
        Task<HttpResponseMessage> AskAsync(params (string Name, string Value)[] headers) =>
            house.SendAsync($"v1/startups?limit={limit}", [("Accept-Encoding", "gzip"), .. headers]);

        var first = await AskAsync();
        var tag = first.Headers.ETag!.ToString();
        var again = await AskAsync(("If-None-Match", tag));

        // The machine may have stood still for longer than the cache keeps an answer.
        while (Cached(again).Item2 != "HIT" && ++limit < 30)
        {
            first = await AskAsync();
            tag = first.Headers.ETag!.ToString();
            again = await AskAsync(("If-None-Match", tag));
        }

        await Task.Delay(2200);
        var asked = await AskAsync(("If-None-Match", tag));
        _ = await house.Agent.PostAsJsonAsync("v1/startups", new { name = "Mon service", pitch = "p" });
        await Task.Delay(2200);
        var changed = await AskAsync(("If-None-Match", tag));

        Assert.Equal("gzip", first.Content.Headers.ContentEncoding.Single());
        Assert.Equal(strips, first.Headers.ETag.IsWeak);
        Assert.Equal((HttpStatusCode.OK, "MISS"), Cached(first));
        Assert.Equal((HttpStatusCode.NotModified, "HIT"), Cached(again));
        Assert.Equal((HttpStatusCode.NotModified, "REVALIDATED"), Cached(asked));
        Assert.Equal((HttpStatusCode.OK, "EXPIRED"), Cached(changed));
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/a/../b")]
    [InlineData("/\"><script>")]
    public async Task A_prefix_that_is_none_is_not_put_before_anything(string prefix)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"), ("Proxies:Known:0", "127.0.0.1"));
        api.UseKestrel(0);
        api.StartServer();
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/startups?limit=1");
        Assert.True(request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.1"));

        var answer = await Given.JsonAsync(await client.SendAsync(request));

        Assert.StartsWith("/v1/startups?", answer.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_a_known_proxy_says_a_prefix_and_two_prefixes_are_two_bodies()
    {
        await using var unknown = new TestApi(("Portfolio:Embedded", "true"));
        var ignored = await TestApi.JsonAsync(await unknown.GetAsync("/v1/startups?limit=1", ("X-Forwarded-Prefix", "/a")));
        await using var house = await OpenAsync(strips: true);
        var through = await Given.JsonAsync(await house.Client.GetAsync("v1/startups?limit=1"));
        using var straight = new HttpClient { BaseAddress = house.Server };

        var past = await Given.JsonAsync(await straight.GetAsync("/v1/startups?limit=1"));

        Assert.StartsWith("/v1/", ignored.GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.StartsWith($"{Prefix}/v1/", through.GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/v1/", past.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:0/incubateurs", "urls")]
    [InlineData("--urls=http://127.0.0.1:0;http://127.0.0.1:0/incubateurs", "urls")]
    [InlineData("--Kestrel:Endpoints:Here:Url=http://127.0.0.1:0/incubateurs", "Kestrel:Endpoints:Here:Url")]
    [InlineData("--PathBase=incubateurs", "PathBase")]
    [InlineData("--PathBase=/incubateurs/", "PathBase")]
    [InlineData("--PathBase=//evil", "PathBase")]
    public async Task A_setting_that_is_no_prefix_is_told_in_a_sentence(string argument, string setting)
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

        var (code, output) = await Executable.RunAsync(folder, argument);

        Assert.Equal(1, code);
        Assert.Contains($"Setting {setting}:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_a_stranger_says_of_prefixes_is_not_passed_on(bool strips)
    {
        await using var house = await OpenAsync(strips);

        var page = await TestApi.JsonAsync(await house.SendAsync("v1/startups?limit=1", ("X-Forwarded-Prefix", "/evil")));

        Assert.StartsWith($"{Prefix}/v1/", page.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+)")]
    private static partial Regex Links();

    private static (HttpStatusCode Status, string Cache) Cached(HttpResponseMessage response) =>
        (response.StatusCode, response.Headers.GetValues("X-Cache").Single());

    private static async Task<Behind> OpenAsync(bool strips)
    {
        var api = new TestApi(("Portfolio:Embedded", "true"), strips ? ("Proxies:Known:0", "127.0.0.1") : ("PathBase", Prefix));
        api.UseKestrel(0);
        api.StartServer();
        var server = api.ClientOptions.BaseAddress;
        var key = (await api.AgentAsync()).DefaultRequestHeaders.Authorization!;
        return new(api, server, await Nginx.StartAsync(server, strips), key);
    }

    private sealed class Behind(TestApi api, Uri server, Nginx nginx, AuthenticationHeaderValue key) : IAsyncDisposable
    {
        public Uri Server => server;

        public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = nginx.Address };

        public HttpClient Agent { get; } = new() { BaseAddress = nginx.Address, DefaultRequestHeaders = { Authorization = key } };

        public async Task<HttpResponseMessage> SendAsync(string address, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var (name, value) in headers)
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            return await Client.SendAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            Agent.Dispose();
            await nginx.DisposeAsync();
            await api.DisposeAsync();
        }
    }
}
