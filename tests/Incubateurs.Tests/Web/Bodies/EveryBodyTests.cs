using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Web.Bodies;

/// <summary>
/// Every writing route of the document on a real socket, whatever its body holds: refused in the shape of a problem, and
/// never a fault of the service.
/// </summary>
public sealed class EveryBodyTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly (string Name, byte[] Bytes, HttpStatusCode Status)[] Whole =
    [
        (
            "1 MB + 1 byte",
            Encoding.ASCII.GetBytes($$"""{"name":"{{new string('n', Megabyte + 1 - 11)}}"}"""),
            HttpStatusCode.RequestEntityTooLarge),
        (
            "10,000 nested arrays",
            Encoding.ASCII.GetBytes($$"""{"name":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
            HttpStatusCode.BadRequest),
        (
            "10,000 nested objects",
            Encoding.ASCII.GetBytes($"{string.Concat(Enumerable.Repeat("{\"name\":", 10_000))}1{new string('}', 10_000)}"),
            HttpStatusCode.BadRequest),
        ("10,000 arrays alone", Encoding.ASCII.GetBytes(new string('[', 10_000)), HttpStatusCode.BadRequest),
        ("half a pair, escaped", """{"name":"\ud800","reason":"\udc00"}"""u8.ToArray(), HttpStatusCode.BadRequest),
        ("half a pair, raw", [.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8], HttpStatusCode.BadRequest),
        ("half a pair in a name", """{"\ud800":1}"""u8.ToArray(), HttpStatusCode.BadRequest),
        ("NUL in a name", """{"na\u0000me":1}"""u8.ToArray(), HttpStatusCode.BadRequest),
        ("no UTF-8", [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], HttpStatusCode.BadRequest),
        ("UTF-16", Encoding.Unicode.GetBytes("""{"name":"n"}"""), HttpStatusCode.BadRequest),
        ("nothing", [], HttpStatusCode.BadRequest),
        ("blanks", "  \n"u8.ToArray(), HttpStatusCode.BadRequest),
        ("a byte order mark alone", [0xEF, 0xBB, 0xBF], HttpStatusCode.BadRequest),
        ("null", "null"u8.ToArray(), HttpStatusCode.BadRequest),
        ("a list", "[]"u8.ToArray(), HttpStatusCode.BadRequest),
        ("a text", "\"name\""u8.ToArray(), HttpStatusCode.BadRequest),
        ("a number", "1e400"u8.ToArray(), HttpStatusCode.BadRequest),
        ("half an object", """{"name":"""u8.ToArray(), HttpStatusCode.BadRequest),
        ("two objects", "{}{}"u8.ToArray(), HttpStatusCode.BadRequest),
        ("an unknown member", """{"colour":"red"}"""u8.ToArray(), HttpStatusCode.BadRequest),
    ];

    private static readonly string[] Types =
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/vnd.api+json",
        "text/json",
        "nonsense",
        "",
    ];

    [Fact]
    public async Task A_body_that_cannot_be_meant_is_refused_by_every_writing_route()
    {
        await using var service = await Service.StartAsync();
        foreach (var operation in service.Writes)
        {
            foreach (var (name, bytes, status) in Whole)
                await RefusedAsync(await service.SendAsync(operation, bytes), status, $"{operation.Id}, {name}");
            foreach (
                var type in (string[])[.. Types, .. Service.TypeOf(operation) == "application/json" ? ["application/merge-patch+json"] : (string[])[]])
                await RefusedAsync(
                    await service.SendAsync(operation, "{}"u8.ToArray(), type),
                    HttpStatusCode.UnsupportedMediaType,
                    $"{operation.Id}, {type}");
        }

        Assert.True(service.Writes.Count >= 24, $"{service.Writes.Count} routes");
    }

    [Fact]
    public async Task A_member_of_another_type_or_beyond_its_bounds_is_named_by_every_writing_route()
    {
        await using var service = await Service.StartAsync();
        var asked = 0;
        foreach (var operation in service.Writes)
            foreach (var member in service.SchemaOf(operation).GetProperty("properties").EnumerateObject())
                foreach (var wrong in Wrong(service.Contract.Schemas.Resolve(member.Value)))
                {
                    var body = service.Body(operation, member.Name, wrong);
                    var problem = await RefusedAsync(
                        await service.SendAsync(operation, Encoding.UTF8.GetBytes(body)),
                        HttpStatusCode.BadRequest,
                        $"{operation.Id}, {Shortened(body)}");
                    Assert.True(
                        problem.TryGetProperty("errors", out var errors)
                            && errors.EnumerateObject().Any(error => error.Name.StartsWith(member.Name, StringComparison.Ordinal)),
                        $"{operation.Id}, {Shortened(body)}: {problem}");
                    asked++;
                }

        Assert.True(asked > 500, $"{asked} bodies");
    }

    /// <summary>JSON values that a member of this schema cannot have.</summary>
    private static string[] Wrong(JsonElement schema)
    {
        var type = KindOf(schema);
        string[] others = type switch
        {
            "string" => ["1", "true", "[]", "{}", "1e400", """ "\u0000" """, """ "a\u0000b" """, """ "\ud800" """],
            "integer" or "number" => ["\"1\"", "true", "[]", "{}", "1e400", "-1e400", "99999999999999999999", "\"\""],
            "boolean" => ["\"true\"", "1", "[]", "{}"],
            "array" => ["{}", "1", "\"a\"", "[[]]", "[null]"],
            _ => ["[]", "1", "\"a\"", "{\"colour\":1}"],
        };
        if (type == "string" && (!schema.TryGetProperty("maxLength", out var most) || most.GetInt32() < 100_000))
            others = [.. others, $"\"{new string('n', 100_000)}\""];
        return others;
    }

    // A merge patch also takes null, which removes.
    private static string KindOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().First(kind => kind.GetString() != "null").GetString()!
        : type.GetString()!;

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{what}: {(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string Shortened(string body) => body.Length > 200 ? body[..200] : body;

    /// <summary>The application on Kestrel, which counts the bytes of a body as the server of the other tests does not.</summary>
    private sealed class Service : IAsyncDisposable
    {
        private readonly TestApi api = new(("Portfolio:Embedded", "true"));
        private HttpClient agent = new();

        public ContractOf Contract { get; private set; } = null!;

        public IReadOnlyList<Operation> Writes { get; private set; } = [];

        public static async Task<Service> StartAsync()
        {
            var service = new Service();
            service.api.UseKestrel(0);
            service.api.StartServer();
            service.agent.Dispose();
            service.agent = await service.api.AgentAsync();
            service.Contract = await ContractOf.ServedAsync(service.api);
            service.Writes =
                [.. service.Contract.Operations.Where(operation => operation.Description.TryGetProperty("requestBody", out _))];
            return service;
        }

        public static string TypeOf(Operation operation) => Content(operation).Name;

        public JsonElement SchemaOf(Operation operation) => Contract.Schemas.Resolve(Content(operation).Value.GetProperty("schema"));

        /// <summary>A body whose members are of the right types but for one.</summary>
        public string Body(Operation operation, string member, string wrong)
        {
            var schema = SchemaOf(operation);
            var body = operation.Method == "patch" ? [] : Made(schema).AsObject();
            _ = body.Remove(member);
            var rest = body.ToJsonString()[1..];
            return $"{{{JsonSerializer.Serialize(member)}:{wrong.Trim()}{(rest == "}" ? "" : ",")}{rest}";
        }

        public async Task<HttpResponseMessage> SendAsync(Operation operation, byte[] body, string? type = null)
        {
            var sender = await api.SenderAsync(agent, operation);
            for (var attempt = 1; ; attempt++)
                try
                {
                    return await sender.SendAsync(Request(operation, body, type));
                }
                catch (HttpRequestException) when (body.Length > Megabyte && attempt < 10)
                {
                    // The server answered and hung up while the rest was being sent; a busy client hears of that first.
                }
        }

        private static HttpRequestMessage Request(Operation operation, byte[] body, string? type)
        {
            var request = new HttpRequestMessage(
                new(operation.Method.ToUpperInvariant()), operation.Example())
            { Content = new ByteArrayContent(body) };
            if (type is not { Length: 0 })
                Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", type ?? TypeOf(operation)));
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
            request.Headers.ExpectContinue = body.Length > Megabyte;
            return request;
        }

        public async ValueTask DisposeAsync()
        {
            agent.Dispose();
            await api.DisposeAsync();
        }

        private static JsonProperty Content(Operation operation) =>
            operation.Description.GetProperty("requestBody").GetProperty("content").EnumerateObject().Single();

        private JsonNode Made(JsonElement schema)
        {
            schema = Contract.Schemas.Resolve(schema);
            if (schema.TryGetProperty("enum", out var words))
                return JsonNode.Parse(words[0].GetRawText())!;
            switch (KindOf(schema))
            {
                case "string":
                    var format = schema.TryGetProperty("format", out var named) ? named.GetString() : null;
                    return format switch { "date" => "2026-01-02", "date-time" => "2026-01-02T03:04:05Z", "uri" => "https://example.fr", _ => "texte" };
                case "integer" or "number":
                    return 1;
                case "boolean":
                    return true;
                case "array":
                    return new JsonArray();
                default:
                    var required = schema.TryGetProperty("required", out var names)
                        ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet()
                        : [];
                    return new JsonObject(schema.GetProperty("properties").EnumerateObject().Where(member => required.Contains(member.Name))
                        .Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Made(member.Value))));
            }
        }
    }
}
