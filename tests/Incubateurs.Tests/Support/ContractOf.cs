using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Incubateurs.Tests.Support;

/// <summary>An operation of the document, and the request that Swagger UI sends for it when one presses Execute.</summary>
internal sealed record Operation(string Id, string Method, string Path, JsonElement Description)
{
    /// <summary>Whether anybody may ask it.</summary>
    public bool IsOpen =>
        Description.TryGetProperty("security", out var security) && security.EnumerateArray().Any(way => !way.EnumerateObject().Any());

    /// <summary>The address alone, without a query.</summary>
    public string Address() => Example().Split('?')[0];

    /// <summary>The one type of body, its schema and its example; null where none is sent.</summary>
    public (string Type, JsonElement Schema, JsonNode Example)? Body =>
        Description.TryGetProperty("requestBody", out var body) && body.GetProperty("content").EnumerateObject().Single() is var media
            ? (media.Name, media.Value.GetProperty("schema"), JsonNode.Parse(media.Value.GetProperty("example").GetRawText())!)
            : null;

    /// <summary>As it is shown, with a body in place of the example at will.</summary>
    public HttpRequestMessage Request(JsonNode? body = null, string? address = null)
    {
        var request = new HttpRequestMessage(new(Method.ToUpperInvariant()), address ?? Example());
        if (Body is { } known)
            request.Content = new StringContent((body ?? known.Example).ToJsonString(), new MediaTypeHeaderValue(known.Type));
        foreach (var parameter in Parameters)
            if (parameter.GetProperty("in").GetString() == "header" && parameter.TryGetProperty("example", out var example))
                Assert.True(request.Headers.TryAddWithoutValidation(parameter.GetProperty("name").GetString()!, example.GetString()));
        return request;
    }

    public IEnumerable<JsonElement> Parameters =>
        Description.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    public string Example()
    {
        var path = "/v1" + Path;
        List<string> query = [];
        foreach (var parameter in Parameters)
            if (parameter.TryGetProperty("example", out var example))
            {
                var name = parameter.GetProperty("name").GetString()!;
                if (parameter.GetProperty("in").GetString() == "header")
                    continue;
                if (parameter.GetProperty("in").GetString() == "path")
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(example.ToString()), StringComparison.Ordinal);
                else if (parameter.GetProperty("in").GetString() == "query")
                    query.AddRange((example.ValueKind == JsonValueKind.Array ? [.. example.EnumerateArray()] : (JsonElement[])[example])
                        .Select(value => $"{name}={Uri.EscapeDataString(value.ToString())}"));
            }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}

/// <summary>The served document, and answers beside it.</summary>
internal sealed class ContractOf(JsonElement document)
{
    public JsonElement Document { get; } = document;

    public SchemaCheck Schemas { get; } = new(document);

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           select new Operation(method.Value.GetProperty("operationId").GetString()!, method.Name, path.Name, method.Value),
    ];

    public static async Task<ContractOf> ServedAsync(TestApi api) =>
        new(await TestApi.JsonAsync(await api.GetAsync("/v1/openapi.json")));

    public Operation Operation(string id) => Operations.Single(operation => operation.Id == id);

    /// <summary>What an answer has that the document does not say of it; the document's own words for it are returned.</summary>
    public async Task<JsonElement> CheckAsync(Operation operation, HttpResponseMessage response)
    {
        var address = response.RequestMessage!.RequestUri!.PathAndQuery;
        Assert.True(
            operation.Description.GetProperty("responses").TryGetProperty($"{(int)response.StatusCode}", out var described),
            $"{address}: {response.StatusCode} is not documented.");
        described = Schemas.Resolve(described);
        foreach (var header in described.GetProperty("headers").EnumerateObject())
        {
            Assert.True(
                response.Headers.TryGetValues(header.Name, out var values)
                    || response.Content.Headers.TryGetValues(header.Name, out values),
                $"{address}: {(int)response.StatusCode} without {header.Name}.");
            var schema = Schemas.Resolve(header.Value).GetProperty("schema");
            var text = string.Join(", ", values);
            Schemas.Check(
                JsonSerializer.SerializeToElement<object>(IsNumber(schema) ? long.Parse(text) : text), schema, $"{address} {header.Name}");
        }

        if (described.TryGetProperty("content", out var content) && response.RequestMessage.Method != HttpMethod.Head)
        {
            var type = response.Content.Headers.ContentType!.MediaType!;
            Assert.True(content.TryGetProperty(type, out var media), $"{address}: {type} is not documented.");
            var isJson = type.EndsWith("json", StringComparison.Ordinal) && !type.EndsWith("ndjson", StringComparison.Ordinal);
            Assert.Equal((address, isJson), (address, media.TryGetProperty("schema", out var schema)));
            if (isJson)
                Schemas.Check(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement, schema, address);
        }

        Assert.Empty(Schemas.Faults);
        return described;
    }

    private static bool IsNumber(JsonElement schema) => schema.GetProperty("type").GetString() == "integer";
}
