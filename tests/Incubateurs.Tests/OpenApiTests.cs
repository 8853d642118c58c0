using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Incubateurs.Contract;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests;

/// <summary>
/// Locks the contract. When it changes on purpose: <c>UPDATE_CONTRACT=1 dotnet test --project tests/Incubateurs.Tests --
/// --filter-class "*OpenApiTests"</c>, twice when an answer has changed, as examples are built into the program.
/// </summary>
public sealed partial class OpenApiTests
{
    private static readonly bool Updates = Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_that_of_the_application()
    {
        await using var api = new TestApi();
        var file = Path.Combine(Repository.Root, "openapi", "incubateurs.v1.json");

        var document = await api.Services.GetRequiredService<ContractDocument>().PublicAsync();

        if (Updates)
            await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        Assert.Equal((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), document);
        var servers = JsonDocument.Parse(document).RootElement.GetProperty("servers");
        Assert.StartsWith("https://", servers[0].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_served_document_is_OpenAPI_3_1_1_which_tools_know_and_names_its_own_server()
    {
        await using var api = new TestApi();

        var document = (await ContractOf.ServedAsync(api)).Document;

        Assert.Equal("3.1.1", document.GetProperty("openapi").GetString());
        Assert.Equal("/v1", document.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task Every_route_of_v1_is_in_the_document_and_nothing_else_is()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        var routes = api.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is { } text && (text == "/v1" || text.StartsWith("/v1/", StringComparison.Ordinal)))
            .SelectMany(route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} /{route.RoutePattern.RawText!["/v1".Length..].Trim('/')}"));

        // The document does not describe itself, nor the entry points, which lie at the address of its server, nor the catalogue, whose
        // words are those of a vocabulary of its own.
        var described = contract.Operations.Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}");
        Assert.Equal(routes.Except(["GET /", "GET /openapi.json", "GET /catalog.jsonld"]).Order(), described.Order());
    }

    [Fact]
    public async Task Every_operation_can_be_executed_on_the_embedded_portfolio_and_answers_its_example()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();

        foreach (var operation in contract.Operations.Where(operation => operation.Method == "get"))
        {
            var response = operation.IsOpen && operation.Id != "ReadCandidacy"
                ? await api.GetAsync(operation.Example())
                : await agent.GetAsync(operation.Example(), TestContext.Current.CancellationToken);

            Assert.True(response.IsSuccessStatusCode, $"{operation.Example()}: {(int)response.StatusCode}");
            var described = await contract.CheckAsync(operation, response);
            await CompareAsync(operation, described, response);
        }
    }

    [Fact]
    public async Task Refusals_redirections_and_unchanged_answers_are_as_documented()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        var one = contract.Operation("ReadStartup");
        var many = contract.Operation("ListStartups");
        var tag = (await api.GetAsync("/v1/startups/exemple")).Headers.ETag!.ToString();

        HttpResponseMessage[] responses =
        [
            await api.GetAsync("/v1/startups/inconnue"),
            await api.GetAsync($"/v1/startups/{new string('x', 8000)}"),
            await api.GetAsync("/v1/startups/exemple?nothing=1"),
            await api.GetAsync("/v1/startups/ancien-exemple"),
            await api.GetAsync("/v1/startups/exemple", ("If-None-Match", tag)),
        ];

        Assert.Equal([404, 404, 400, 308, 304], responses.Select(response => (int)response.StatusCode));
        foreach (var response in responses)
            _ = await contract.CheckAsync(one, response);
        _ = await contract.CheckAsync(many, await api.GetAsync("/v1/startups?limit=0&sort=colour&asOf=01/05/2026&fields=nothing&q="));
    }

    [Fact]
    public async Task Every_description_is_a_sentence_and_every_operation_has_one_tag_and_a_name_of_its_own()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        var descriptions = Parts(contract.Document).Where(
            part => part.Name == "description" && part.Value.ValueKind == JsonValueKind.String)
            .Select(part => part.Value.GetString()!);
        var tags = contract.Document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString());

        Assert.DoesNotContain(descriptions, text => text.Length < 20 || text[0] is < 'A' or > 'Z' || text[^1] != '.');
        Assert.Distinct(contract.Operations.Select(operation => operation.Id));
        foreach (var operation in contract.Operations)
        {
            Assert.Contains(Assert.Single(operation.Description.GetProperty("tags").EnumerateArray()).GetString(), tags);
            Assert.DoesNotMatch("^(?i:get|head|post|put|patch|delete)", operation.Id);
            Assert.NotEmpty(operation.Description.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Description.GetProperty("description").GetString()!);
        }
    }

    [Fact]
    public async Task Everything_is_bounded_and_nothing_is_null()
    {
        await using var api = new TestApi();
        var document = (await ContractOf.ServedAsync(api)).Document;

        foreach (var (path, type, schema) in Parts(document).Where(part => part.Name == "type" && part.Parent.ValueKind == JsonValueKind.Object)
            .Where(part => !part.Path.Contains("securitySchemes", StringComparison.Ordinal))
            .Where(part => part.Value.ValueKind != JsonValueKind.Object)
            .Select(part => (part.Path, part.Value, part.Parent)))
        {
            // A member of a merge patch may be null, and its type is then two.
            var name = type.ValueKind == JsonValueKind.Array ? type[0].GetString() : type.GetString();
            string[] needed = name switch
            {
                "null" => [],
                "number" => ["format", Has(schema, "exclusiveMinimum") ? "exclusiveMinimum" : "minimum", "maximum"],
                "string" when Has(schema, "enum") => [],
                "string" => ["maxLength", Has(schema, "pattern") ? "pattern" : "format"],
                "integer" => ["format", "minimum", "maximum"],
                "array" => ["maxItems", "items"],
                "object" => [Has(schema, "properties") ? "properties" : "additionalProperties"],
                "boolean" => [],
                { } other => [$"no type such as {other}"],
                null => ["one type"],
            };
            Assert.True(needed.All(keyword => Has(schema, keyword)), $"{path}: {string.Join(", ", needed)}");
        }
    }

    [Fact]
    public async Task The_values_of_a_member_have_a_name_which_clients_call_them_by()
    {
        await using var api = new TestApi();
        var schemas = (await ContractOf.ServedAsync(api)).Document.GetProperty("components").GetProperty("schemas");

        var nameless = Parts(schemas).Where(part => part.Name == "enum" && part.Path.Contains("/properties/", StringComparison.Ordinal))
            .Where(part => part.Value[0].ValueKind == JsonValueKind.String).Select(part => part.Path);

        Assert.Empty(nameless);
    }

    [Fact]
    public async Task A_body_may_say_null_of_whatever_it_may_leave_out()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        foreach (var body in contract.Operations.Where(operation => operation.Body?.Type == "application/json"))
        {
            var schema = contract.Schemas.Resolve(body.Body!.Value.Schema);
            var required = Has(schema, "required") ? schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()) : [];
            foreach (var member in schema.GetProperty("properties").EnumerateObject())
                Assert.True(
                    required.Contains(member.Name) != contract.Schemas.IsValid(JsonSerializer.SerializeToElement<string?>(null), member.Value),
                    $"{body.Id} {member.Name}");
        }
    }

    private static bool Has(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out _);

    // All but the examples, which are data.
    private static IEnumerable<(
        string Path, string Name, JsonElement Value, JsonElement Parent)> Parts(JsonElement element, string path = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Where(member => member.Name != "example").SelectMany(member =>
                Parts(member.Value, $"{path}/{member.Name}").Prepend((path, member.Name, member.Value, element))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, i) => Parts(item, $"{path}/{i}")),
            _ => [],
        };

    [GeneratedRegex("cursor=[A-Za-z0-9_-]+")]
    private static partial Regex Signed();

    private static async Task CompareAsync(Operation operation, JsonElement described, HttpResponseMessage response)
    {
        // They say when it was built and started, and what was asked before.
        if (operation.Id is "ReadStatus" or "ListAccesses" or "ReadAccessSeal")
            return;

        // Cursors are signed with a key of the database's own.
        var body = Signed().Replace(
            (await response.Content.ReadAsStringAsync()).TrimStart('\uFEFF').ReplaceLineEndings("\n"), "cursor=AoeULSIAABBYYnNTSkx4Y1FP");
        var isJson = response.Content.Headers.ContentType!.MediaType == "application/json";
        if (Updates)
        {
            var file = Path.Combine(
                Repository.Root, "src", "Incubateurs", "Contract", "Examples", operation.Id + (isJson ? ".json" : ".txt"));
            await File.WriteAllTextAsync(file, isJson ? JsonNode.Parse(body)!.ToJsonString(Indented) + "\n" : body);
            return;
        }

        Assert.True(
            described.GetProperty("content").EnumerateObject().Single().Value.TryGetProperty("example", out var example),
            $"{operation.Id} has no example.");
        if (isJson)
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, example), $"{operation.Id} answers {body}");
        else
            Assert.Equal(body, example.GetString());
    }
}
