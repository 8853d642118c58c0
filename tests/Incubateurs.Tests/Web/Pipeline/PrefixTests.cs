using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.Options;

namespace Incubateurs.Tests.Web.Pipeline;

/// <summary>Behind a gateway that shows the service below a path: every address that an answer gives can be followed.</summary>
public sealed partial class PrefixTests
{
    private const string Prefix = "/incubateurs";

    // What an agent asked for stands in the log as the service knows it.
    private static readonly string[] NoAddresses = ["route", "resource"];

    [Theory]
    [InlineData("proxy")]
    [InlineData("setting, taken from the path")]
    [InlineData("setting, left in the path")]
    public async Task Every_address_in_every_answer_stands_below_it(string style)
    {
        await using var api = Api(style == "proxy" ? ("Proxies:Known:0", "0.0.0.0/0") : ("PathBase", Prefix));
        using var client = await api.AgentAsync();
        if (style == "proxy")
            client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", Prefix);
        var before = style == "setting, left in the path" ? Prefix : "";
        var contract = new ContractOf(await JsonAsync(client, before + "/v1/openapi.json"));
        List<string> found = [contract.Document.GetProperty("servers")[0].GetProperty("url").GetString()!];

        foreach (var operation in contract.Operations.Where(operation => operation.Method == "get"))
        {
            var response = await client.SendAsync(operation.Request(address: before + operation.Example()), TestContext.Current.CancellationToken);
            found.AddRange(await AddressesAsync(response));
            _ = await contract.CheckAsync(operation, response);
        }

        foreach (
            var address in new[]
            {
                "/", "/v1", "/problems", "/problems/not_found", "/definitions/stock", "/swagger", "/swagger/index.html", "/absent",
                "/v1/startups?limit=0", "/v1/startups?cursor=x", "/v1/startups?limit=1&fields=id",
            })
            foreach (var type in new[] { "text/html", "application/json" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, before + address) { Headers = { { "Accept", type } } };
                found.AddRange(await AddressesAsync(await client.SendAsync(request, TestContext.Current.CancellationToken)));
            }

        Assert.All(found, address => Assert.StartsWith(Prefix + "/", address, StringComparison.Ordinal));
        foreach (
            var kind in new[] { "/v1", "/v1/startups?", "/definitions/flow", "/problems/not_found", "/swagger", "/v1/startups.csv", "/" })
            Assert.True(found.Exists(address => address.StartsWith(Prefix + kind, StringComparison.Ordinal)), kind);
        Assert.InRange(found.Count, 100, int.MaxValue);
    }

    [Fact]
    public async Task A_page_follows_the_other_below_it_and_no_cursor_knows_it()
    {
        await using var api = Api(("Proxies:Known:0", "0.0.0.0/0"));

        var next = (await JsonAsync(await BelowAsync(api, "/v1/startups?limit=1"))).GetProperty("next").GetString()!;
        var second = await BelowAsync(api, next[Prefix.Length..]);
        var elsewhere = await api.GetAsync(next[Prefix.Length..]);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
        Assert.Equal(
            [(await JsonAsync(second)).GetProperty("next").GetString()!],
            new[] { Prefix + (await JsonAsync(elsewhere)).GetProperty("next").GetString() });
        Assert.Contains($"<{Prefix}/v1/startups?", string.Join(", ", second.Headers.GetValues("Link")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_bodies_and_tags_of_two_prefixes_are_not_mixed()
    {
        await using var api = Api(("Proxies:Known:0", "0.0.0.0/0"));
        const string Address = "/v1/startups?limit=1";

        var one = await BelowAsync(api, Address, "/one");
        _ = await BelowAsync(api, Address, "/one");
        var two = await BelowAsync(api, Address, "/two");
        var none = await api.GetAsync(Address);
        var tag = one.Headers.ETag!.ToString();

        Assert.StartsWith("/one/v1/", (await JsonAsync(one)).GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/two/v1/", (await JsonAsync(two)).GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/v1/", (await JsonAsync(none)).GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await BelowAsync(api, Address, "/one", ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await BelowAsync(api, Address, "/two", ("If-None-Match", tag))).StatusCode);
    }

    [Fact]
    public async Task What_is_made_stands_below_it_also_when_the_answer_is_repeated_through_another_one()
    {
        await using var api = Api(("Proxies:Known:0", "0.0.0.0/0"));
        using var agent = await api.AgentAsync();

        async Task<HttpResponseMessage> AddAsync(string prefix)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/startups")
            {
                Content = JsonContent.Create(new { name = "Un service", pitch = "Utile." }),
                Headers = { { "X-Forwarded-Prefix", prefix }, { "Idempotency-Key", "1" } },
            };
            return await agent.SendAsync(request, TestContext.Current.CancellationToken);
        }

        var made = await AddAsync("/one");
        var repeated = await AddAsync("/two");

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("/one/v1/startups/un-service", made.Headers.Location!.OriginalString);
        Assert.Equal("/two/v1/startups/un-service", repeated.Headers.Location!.OriginalString);
        var read = await BelowAsync(api, "/v1/startups/un-service", "/one");
        Assert.Equal(made.Headers.ETag!.ToString().Split('.')[0], read.Headers.ETag!.ToString().Split('.')[0]);
    }

    [Fact]
    public async Task A_former_id_leads_below_it()
    {
        await using var api = Api(("PathBase", Prefix));
        using var agent = await api.AgentAsync();
        var ids = new List<string>();
        foreach (var name in new[] { "Premier", "Second" })
            ids.Add(await agent.StartupAsync(name));
        _ = await Given.JsonAsync(await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/startups/{ids[1]}/withdrawal", new { reason = "Doublon.", mergedInto = ids[0] }));

        var moved = await api.GetAsync($"{Prefix}/v1/startups/{ids[1]}/phases?asOf=2026-08-01");

        Assert.Equal(HttpStatusCode.PermanentRedirect, moved.StatusCode);
        Assert.Equal($"{Prefix}/v1/startups/{ids[0]}/phases?asOf=2026-08-01", moved.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_prefix_alone_leads_to_the_page_whose_links_are_relative()
    {
        await using var api = Api(("PathBase", Prefix));

        var bare = await api.GetAsync(Prefix + "?q=x");
        var page = await api.GetAsync(Prefix + "/", ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.PermanentRedirect, bare.StatusCode);
        Assert.Equal(Prefix + "/?q=x", bare.Headers.Location!.OriginalString);
        Assert.True(bare.Headers.Contains("Request-Id"));
        Assert.DoesNotMatch("""(?:href|src)="/""", await page.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/incubateurs/", "/incubateurs/v1/")]
    [InlineData("/a/b-c_d.e~f", "/a/b-c_d.e~f/v1/")]
    [InlineData("/", "/v1/")]
    [InlineData("incubateurs", "/v1/")]
    [InlineData("//evil.example", "/v1/")]
    [InlineData("/%2F/evil.example", "/v1/")]
    [InlineData("https://evil.example", "/v1/")]
    [InlineData("/a\\b", "/v1/")]
    [InlineData("/a/../b", "/v1/")]
    [InlineData("/a?b", "/v1/")]
    [InlineData("/a%0Ab", "/v1/")]
    [InlineData("/a%0A", "/v1/")]
    [InlineData("/a\"onload=\"b", "/v1/")]
    [InlineData("/<b>", "/v1/")]
    [InlineData("/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x", "/v1/")]
    public async Task What_is_no_prefix_is_not_believed(string sent, string expected)
    {
        await using var api = Api(("Proxies:Known:0", "0.0.0.0/0"));

        var response = await BelowAsync(api, "/v1/startups?limit=1", sent);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith(expected, (await JsonAsync(response)).GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_believed_who_is_no_known_proxy()
    {
        await using var api = Api();

        var response = await BelowAsync(api, "/v1/startups?limit=1");

        Assert.StartsWith("/v1/", (await JsonAsync(response)).GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incubateurs")]
    [InlineData("/incubateurs/")]
    [InlineData("/")]
    [InlineData("//x")]
    [InlineData("https://hote/incubateurs")]
    [InlineData("/é")]
    public async Task A_setting_that_is_no_path_is_refused_at_start(string setting)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => House.OpenAsync(_ => { }, settings: [("PathBase", setting)]));

        Assert.Contains($"Setting PathBase: \"{setting}\" is not a path", refused.Message, StringComparison.Ordinal);
    }

    private static TestApi Api(params (string Key, string Value)[] settings) => new([("Portfolio:Embedded", "true"), .. settings]);

    private static Task<HttpResponseMessage> BelowAsync(
        TestApi api, string address, string prefix = Prefix, params (string Name, string Value)[] headers) =>
        api.GetAsync(address, [("X-Forwarded-Prefix", prefix), .. headers]);

    private static Task<JsonElement> JsonAsync(HttpResponseMessage response) => TestApi.JsonAsync(response);

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address) =>
        await JsonAsync(await client.GetAsync(address, TestContext.Current.CancellationToken));

    // In headers, JSON and HTML, as they would be followed from the address that was asked below the prefix.
    private static async Task<IReadOnlyList<string>> AddressesAsync(HttpResponseMessage response)
    {
        List<string> found = [];
        if (response.Headers.Location is { OriginalString: var location })
            found.Add(Followed(response, location));
        if (response.Headers.TryGetValues("Link", out var links))
            found.AddRange(InLink().Matches(string.Join(", ", links)).Select(match => match.Groups[1].Value));
        var body = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (type.EndsWith("json", StringComparison.Ordinal) && !type.EndsWith("ndjson", StringComparison.Ordinal) && body.Length > 0)
            found.AddRange(InJson(JsonDocument.Parse(body).RootElement, ""));
        else if (type == "text/html")
            found.AddRange(InHtml().Matches(body).Select(match => Followed(response, match.Groups[1].Value)));
        return found;
    }

    private static string Followed(HttpResponseMessage response, string address)
    {
        var path = response.RequestMessage!.RequestUri!.AbsolutePath;
        return new Uri(new Uri("http://gateway" + (path.StartsWith(Prefix, StringComparison.Ordinal) ? "" : Prefix) + path), address).PathAndQuery;
    }

    private static IEnumerable<string> InJson(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => InJson(member.Value, member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => InJson(item, name)),
        JsonValueKind.String when element.GetString() is ['/', ..] text && !NoAddresses.Contains(name) => [text],
        _ => [],
    };

    [GeneratedRegex("<(/[^>]*)>")]
    private static partial Regex InLink();

    [GeneratedRegex("""(?:href|src)="([^"#:]*)["#]""")]
    private static partial Regex InHtml();
}
