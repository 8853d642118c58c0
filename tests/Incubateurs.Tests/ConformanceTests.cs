using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests;

/// <summary>
/// The document as a machine takes it: every example works on a fresh embedded portfolio, and what a schema forbids is refused
/// by the name that the document has for it.
/// </summary>
public sealed class ConformanceTests
{
    // A hand-over is completed or cancelled, not both; a candidate is retained or withdraws.
    private static readonly string[][] Walks =
    [
        [
            "AddAdministration", "EditAdministration", "AddIncubator", "EditIncubator", "AddStartup", "EditStartup", "AddCommittee", "AddBenefit",
            "AddReview", "ModerateReview", "AddReport", "ResolveReport", "ModerateReport", "EditHandOver", "AddCandidacy", "RenewSecret",
            "CorrectContact", "RetainHost", "AddControl", "AddSecondment", "SetAdaptation", "SetCost", "CompleteHandOver", "AddFollowUp", "AddPhase", "CorrectPhase", "WithdrawPhase",
        ],
        ["WithdrawCandidacy", "CancelHandOver", "OpenHandOver"],
        ["WithdrawStartup", "BringStartupBack"],
        ["AddWebhook", "EditWebhook", "RotateSecret", "TestWebhook", "AddRedelivery", "RemoveWebhook"],
    ];

    [Fact]
    public async Task Every_write_can_be_executed_on_the_embedded_portfolio_in_an_order_that_makes_sense()
    {
        List<string> executed = [];
        foreach (var walk in Walks)
        {
            await using var api = new TestApi(("Portfolio:Embedded", "true"));
            var contract = await ContractOf.ServedAsync(api);
            using var agent = await api.AgentAsync();
            foreach (var operation in walk.Select(contract.Operation))
            {
                var sender = await api.SenderAsync(agent, operation);
                var response = await sender.SendAsync(operation.Request(), TestContext.Current.CancellationToken);

                Assert.True(
                    response.IsSuccessStatusCode,
                    $"{operation.Id}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
                _ = await contract.CheckAsync(operation, response);
                executed.Add(operation.Id);
            }

            Assert.Empty(
                contract.Operations.Where(
                    operation => operation.Method != "get").Select(operation => operation.Id).Except(Walks.SelectMany(ids => ids)));
        }

        Assert.Distinct(executed);
    }

    [Fact]
    public async Task Every_example_of_a_body_is_as_its_schema_says()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);

        foreach (var operation in contract.Operations.Where(operation => operation.Body is not null))
            contract.Schemas.Check(
                JsonSerializer.SerializeToElement(operation.Body!.Value.Example), operation.Body.Value.Schema, operation.Id);

        Assert.Empty(contract.Schemas.Faults);
    }

    [Fact]
    public async Task Every_parameter_that_its_schema_forbids_is_refused_by_name()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();
        List<string> faults = [];

        foreach (var operation in contract.Operations.Where(operation => operation.Method == "get"))
            foreach (var parameter in operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query"))
            {
                var name = parameter.GetProperty("name").GetString()!;
                var schema = parameter.GetProperty("schema");
                var one = schema.GetProperty("type").GetString() == "array" ? schema.GetProperty("items") : schema;
                foreach (var value in Misfits.OfParameter(contract.Schemas, one))
                {
                    var response = await agent.SendAsync(
                        operation.Request(
                            address: $"{operation.Example().Split('?')[0]}?{name}={Uri.EscapeDataString(value)}"), TestContext.Current.CancellationToken);
                    if (response.StatusCode != HttpStatusCode.BadRequest || !(await ErrorsAsync(response)).Contains(name))
                        faults.Add($"{operation.Id} {name}={value}: {(int)response.StatusCode}");
                    _ = await contract.CheckAsync(operation, response);
                }
            }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_member_that_its_schema_forbids_is_refused_by_its_path()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();
        List<string> faults = [];

        foreach (var operation in contract.Operations.Where(operation => operation.Body is not null))
            foreach (var (path, body) in Broken(contract.Schemas, operation.Body!.Value.Schema, operation.Body.Value.Example))
            {
                var sender = await api.SenderAsync(agent, operation);
                var response = await sender.SendAsync(operation.Request(body), TestContext.Current.CancellationToken);
                if (response.StatusCode != HttpStatusCode.BadRequest
                    || !(await ErrorsAsync(response)).Any(named => IsIn(path, named) || IsIn(named, path)))
                    faults.Add($"{operation.Id} {path}: {(int)response.StatusCode} to {body.ToJsonString()}");
                _ = await contract.CheckAsync(operation, response);
            }

        Assert.Empty(faults);
    }

    // Bodies with one fault each, and where it is.
    private static IEnumerable<(string Path, JsonNode Body)> Broken(SchemaCheck schemas, JsonElement schema, JsonNode example)
    {
        schema = schemas.Resolve(schema);
        var unknown = example.DeepClone();
        unknown["unknownMember"] = 1;
        yield return ("unknownMember", unknown);
        foreach (
            var required in schema.TryGetProperty("required", out var names)
                ? names.EnumerateArray().Select(name => name.GetString()!)
                : [])
        {
            var without = example.DeepClone();
            _ = without.AsObject().Remove(required);
            yield return (required, without);
        }

        foreach (var member in schema.GetProperty("properties").EnumerateObject())
        {
            // A null is the member left out, also in what answers hold too, whose schemas do not say so.
            foreach (var value in Misfits.OfMember(schemas, member.Value).Where(value => value is not null))
                yield return (member.Name, With(example, member.Name, value));
            if (schemas.Resolve(member.Value).TryGetProperty("items", out var items))
                foreach (var value in Misfits.OfMember(schemas, items))
                    yield return (member.Name, With(example, member.Name, new JsonArray(value?.DeepClone())));
            if (example[member.Name] is JsonObject present)
                foreach (var (path, inner) in Broken(schemas, member.Value, present))
                    yield return ($"{member.Name}.{path}", With(example, member.Name, inner));
        }
    }

    private static JsonNode With(JsonNode example, string member, JsonNode? value)
    {
        var body = example.DeepClone();
        body[member] = value?.DeepClone();
        return body;
    }

    private static bool IsIn(string path, string whole) =>
        path == whole || path.StartsWith(whole + ".", StringComparison.Ordinal) || path.StartsWith(whole + "[", StringComparison.Ordinal);

    private static async Task<List<string>> ErrorsAsync(HttpResponseMessage response) =>
        (await TestApi.JsonAsync(response)).TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateObject().Select(error => error.Name)]
            : [];
}
