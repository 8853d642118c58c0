using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Assistants;

/// <summary>Whatever is sent to <c>/mcp</c> is answered in the shape that its sender can read, and never by 500.</summary>
public sealed class AssistantMessageTests
{
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    [Theory]
    [InlineData("", -32700)]
    [InlineData("{", -32700)]
    [InlineData("nope", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("[" + List + "," + List + "]", -32600)]
    [InlineData("5", -32600)]
    [InlineData("null", -32600)]
    [InlineData("\"x\"", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("""{"jsonrpc":2,"id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":5}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":null}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_startups","arguments":{"q":"\udfff"}}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_startups","arguments":{"\ud800":1}}}""", -32600)]
    public async Task What_is_no_message_is_an_error_of_JSON_RPC(string body, int code)
    {
        await using var api = new TestApi();

        var response = await api.SendMessageAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var message = await Assistant.MessageAsync(response);
        Assert.Equal(("2.0", code), (message.GetProperty("jsonrpc").GetString(), message.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.Equal(JsonValueKind.Null, message.GetProperty("id").ValueKind);
        Assert.DoesNotContain("ModelContextProtocol", message.GetRawText(), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("RateLimit-Limit") && response.Headers.Contains("Request-Id"));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"nope"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"tools/call"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":5}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"find_startups","arguments":[]}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"resources/read","params":{}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"resources/read","params":{"uri":"file:///etc/passwd"}}""", -32002)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"prompts/get","params":{"name":"x"}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"subscriptions/listen"}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"logging/setLevel","params":{"level":"loud"}}""", null)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"1066-10-14","capabilities":5}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":5}}""", -32602)]
    public async Task What_the_protocol_does_not_take_is_its_error_with_the_id_and_no_word_of_the_program(string body, int? code)
    {
        await using var api = new TestApi();

        var response = await api.SendMessageAsync(body);

        Assert.True((int)response.StatusCode < 500);
        var message = await Assistant.MessageAsync(response);
        Assert.Equal("a", message.GetProperty("id").GetString());
        var error = message.GetProperty("error");
        Assert.True(code is null || code == error.GetProperty("code").GetInt32(), error.GetRawText());
        Assert.DoesNotMatch("Exception|System\\.|ModelContextProtocol\\.|JSON value", error.GetRawText());
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    public async Task Of_bodies_only_JSON_is_read(string type, HttpStatusCode status)
    {
        await using var api = new TestApi();

        var response = await api.SendMessageAsync(List, type);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_large_or_compressed_is_a_problem()
    {
        await using var api = new TestApi();
        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(List));

        var large = await api.SendMessageAsync($"{{\"jsonrpc\":\"2.0\",\"x\":\"{new string('x', 1024 * 1024)}\"}}");
        var compressed = await api.SendMessageAsync(zipped.ToArray(), headers: ("Content-Encoding", "gzip"));
        var deep = await api.SendMessageAsync($"{{\"jsonrpc\":\"2.0\",\"params\":{new string('[', 5000)}{new string(']', 5000)}}}");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (large.StatusCode, await CodeAsync(large)));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (compressed.StatusCode, await CodeAsync(compressed)));
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task It_is_asked_by_POST_alone(string method)
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(new(method), "/mcp", ("Accept", "text/event-stream, application/problem+json"));

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, response.Content.Headers.Allow.Single()));
    }

    [Fact]
    public async Task Who_names_no_type_gets_an_answer_and_who_names_another_does_not()
    {
        await using var api = new TestApi();

        var any = await api.SendMessageAsync(List, headers: ("Accept", "*/*"));
        var events = await api.SendMessageAsync(List, headers: ("Accept", "text/event-stream"));
        var other = await api.SendMessageAsync(List, headers: ("Accept", "text/csv"));
        var query = await api.SendAsync(HttpMethod.Post, "/mcp?x=1");
        var below = await api.SendAsync(HttpMethod.Post, "/mcp/sse");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotAcceptable), (any.StatusCode, events.StatusCode, other.StatusCode));
        Assert.Equal(("not_acceptable", "invalid_parameter"), (await CodeAsync(other), await CodeAsync(query)));
        Assert.Equal(HttpStatusCode.NotFound, below.StatusCode);
    }

    [Fact]
    public async Task A_message_is_a_request_of_its_sender_and_of_any_origin()
    {
        await using var api = new TestApi(("RateLimit:PerMinute", "2"));

        var first = await api.SendMessageAsync(List, headers: ("Origin", "https://elsewhere.example"));
        _ = await api.SendMessageAsync(List);
        var third = await api.SendMessageAsync(List);
        var preflight = await api.SendAsync(
            HttpMethod.Options, "/mcp", ("Origin", "https://x.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "mcp-protocol-version"));

        Assert.Equal((HttpStatusCode.OK, "*"), (first.StatusCode, first.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (third.StatusCode, await CodeAsync(third)));
        Assert.Equal(HttpStatusCode.TooManyRequests, preflight.StatusCode);
    }

    [Fact]
    public async Task Bad_credentials_are_refused_and_good_ones_open_no_more()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_hand_over","arguments":{"id":"aa037fa2-793f-827d-94af-dd0610071804"}}}""";

        var bad = await api.SendMessageAsync(List, headers: ("Authorization", "Bearer inc_nobody"));
        var known = await Assistant.MessageAsync(await agent.PostAsync("/mcp", new StringContent(call, Encoding.UTF8, "application/json")));
        var anybody = await Assistant.MessageAsync(await api.SendMessageAsync(call));
        var log = await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses?resource=/mcp"));

        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
        Assert.Equal(anybody.GetRawText(), known.GetRawText());
        Assert.Equal("POST", log.GetProperty("items")[0].GetProperty("method").GetString());
    }

    [Fact]
    public async Task Whatever_bytes_are_changed_in_a_message_it_is_answered()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var message = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_startups","arguments":{"limit":1,"q":"é"},"_meta":{"progressToken":1}}}""");
        var random = new Random(20260820);

        for (var i = 0; i < 400; i++)
        {
            var changed = message.ToArray();
            for (var many = random.Next(1, 4); many > 0; many--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var response = await api.SendMessageAsync(changed);

            Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}: {Convert.ToHexString(changed)}");
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest)
                Assert.Equal("2.0", (await Assistant.MessageAsync(response)).GetProperty("jsonrpc").GetString());
        }
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await TestApi.JsonAsync(response)).GetProperty("code").GetString();
}
