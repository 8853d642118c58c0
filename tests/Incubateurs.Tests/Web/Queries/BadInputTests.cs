using System.Net;
using System.Text.Json;
using Incubateurs.Tests.Support;
using Incubateurs.Web.Problems;

namespace Incubateurs.Tests.Web.Queries;

/// <summary>
/// What cannot be answered is refused alike on every address that the document lists: the tables of bad values come from the
/// document itself, so that a new parameter is held without a new line here.
/// </summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("colour=red", "colour", "invalid_parameter")]
    [InlineData("phase=colour", "phase", "invalid_parameter")]
    [InlineData("phase=construction&phase=colour", "phase", "invalid_parameter")]
    [InlineData("status=colour", "status", "invalid_parameter")]
    [InlineData("limit=0", "limit", "invalid_parameter")]
    [InlineData("limit=201", "limit", "invalid_parameter")]
    [InlineData("limit=-1", "limit", "invalid_parameter")]
    [InlineData("limit=1000000000", "limit", "invalid_parameter")]
    [InlineData("limit=99999999999999999999", "limit", "invalid_parameter")]
    [InlineData("limit=%2B5", "limit", "invalid_parameter")]
    [InlineData("limit=5.0", "limit", "invalid_parameter")]
    [InlineData("limit=5&limit=5", "limit", "invalid_parameter")]
    [InlineData("cursor=abc", "cursor", "invalid_cursor")]
    [InlineData("asOf=01/05/2026", "asOf", "invalid_parameter")]
    [InlineData("asOf=2026-02-30", "asOf", "invalid_parameter")]
    [InlineData("asOf=2026-5-1", "asOf", "invalid_parameter")]
    [InlineData("asOf=2026-05-01T00:00:00Z", "asOf", "invalid_parameter")]
    [InlineData("asOf=", "asOf", "invalid_parameter")]
    [InlineData("knownAt=2026-05-01", "knownAt", "invalid_parameter")]
    [InlineData("knownAt=2026-05-01T00:00:00", "knownAt", "invalid_parameter")]
    [InlineData("sort=colour", "sort", "invalid_parameter")]
    [InlineData("sort=--name", "sort", "invalid_parameter")]
    [InlineData("sort=Name", "sort", "invalid_parameter")]
    [InlineData("fields=nothing", "fields", "invalid_parameter")]
    [InlineData("fields=name,nothing", "fields", "invalid_parameter")]
    [InlineData("fields=description", "fields", "invalid_parameter")]
    [InlineData("fields=phase.code", "fields", "invalid_parameter")]
    [InlineData("overdue=yes", "overdue", "invalid_parameter")]
    [InlineData("overdue", "overdue", "invalid_parameter")]
    [InlineData("enteredFrom=yesterday", "enteredFrom", "invalid_parameter")]
    [InlineData("asOf=x&limit=x&sort=x&colour=x", "asOf,limit,sort,colour", "invalid_parameter")]
    public async Task What_is_wrong_with_a_list_is_named_in_both_languages(string query, string named, string code)
    {
        await using var api = new TestApi();

        var french = await RefusedAsync(await api.GetAsync($"/v1/startups?{query}"), HttpStatusCode.BadRequest, code);
        var english = await RefusedAsync(
            await api.GetAsync($"/v1/startups?{query}", ("Accept-Language", "en-GB,en;q=0.8")), HttpStatusCode.BadRequest, code);

        Assert.All([french, english], problem => Assert.Equal(named.Split(','), Named(problem)));
        foreach (var text in (string[])["title", "detail"])
            Assert.NotEqual(french.GetProperty(text).GetString(), english.GetProperty(text).GetString());
        Assert.Equal(french.GetProperty("type").GetString(), english.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_cursor_belongs_to_one_query_and_to_no_other()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var next = (await TestApi.JsonAsync(await api.GetAsync("/v1/startups?limit=2&status=incubating"))).GetProperty("next").GetString()!;
        var cursor = next[next.IndexOf("cursor=", StringComparison.Ordinal)..];

        foreach (
            var other in (string[])["", "status=stopped&", "status=incubating&sort=-name&", "status=incubating&q=a&", "status=incubating&asOf=2020-01-01&"])
            Assert.Equal(
                ["cursor"],
                Named(
                    await RefusedAsync(await api.GetAsync($"/v1/startups?{other}{cursor}"), HttpStatusCode.BadRequest, "invalid_cursor")));
        foreach (
            var same in (string[])[next, $"/v1/startups?status=incubating&{cursor}", $"/v1/startups?{cursor}&limit=200&fields=name&status=incubating"])
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(same)).StatusCode);
    }

    [Fact]
    public async Task Every_read_refuses_what_it_does_not_know_and_what_is_out_of_bounds()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var refused = 0;

        foreach (var operation in await ReadsAsync(api))
            foreach (var (query, name) in BadQueries(operation))
            {
                var address = $"{Path(operation)}?{query}";
                Assert.Contains(
                    name,
                    Named(
                        await RefusedAsync(
                            await api.GetAsync(address),
                            HttpStatusCode.BadRequest,
                            name == "cursor" ? "invalid_cursor" : "invalid_parameter")));
                refused++;
            }

        Assert.True(refused > 500, $"{refused} bad queries are too few to be all.");
    }

    [Fact]
    public async Task An_unknown_id_is_404_on_every_read()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();

        foreach (var operation in (await ReadsAsync(api)).Where(operation => operation.Path.Contains('{', StringComparison.Ordinal)))
            foreach (var id in (string[])["inconnu", "EXEMPLE", "%F0%9F%98%80", new string('x', 300), "%27%20OR%201=1", "..%2F.."])
            {
                var response = await agent.GetAsync($"/v1{Parameters().Replace(operation.Path, id)}");
                _ = await RefusedAsync(response, HttpStatusCode.NotFound, "not_found");
            }
    }

    [Fact]
    public async Task A_wrong_method_is_405_and_names_the_right_ones_on_every_address()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);

        foreach (var path in contract.Operations.GroupBy(operation => operation.Path))
        {
            var allowed = path.Select(operation => operation.Method.ToUpperInvariant()).ToHashSet();
            if (allowed.Contains("GET"))
                _ = allowed.Add("HEAD");
            foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND" }.Except(allowed))
            {
                var response = await api.SendAsync(new(method), Path(path.First()));

                Assert.True(response.StatusCode == HttpStatusCode.MethodNotAllowed, $"{method} {path.Key}: {response.StatusCode}");
                Assert.Equal(allowed.Order(), response.Content.Headers.Allow.Order());
                if (method != "HEAD")
                    _ = await RefusedAsync(response, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
            }
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/v1/nowhere")]
    [InlineData("/v2/startups")]
    [InlineData("/v1/startups/exemple/nowhere")]
    [InlineData("/v1/startups/exemple/phases/nowhere/deeper")]
    [InlineData("/v1/startups.xml")]
    [InlineData("/v1/startups/")]
    [InlineData("/swagger/nowhere")]
    [InlineData("/health")]
    [InlineData("/api/v9/startups.json")]
    public async Task A_path_that_does_not_exist_is_a_problem_in_both_languages(string path)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var french = await RefusedAsync(await api.GetAsync(path), HttpStatusCode.NotFound, "not_found");
        var english = await RefusedAsync(await api.GetAsync(path, ("Accept-Language", "en")), HttpStatusCode.NotFound, "not_found");

        Assert.NotEqual(french.GetProperty("title").GetString(), english.GetProperty("title").GetString());
        foreach (var method in (string[])["POST", "PUT", "PATCH", "DELETE"])
            _ = await RefusedAsync(await api.SendAsync(new(method), path), HttpStatusCode.NotFound, "not_found");
    }

    private static async Task<IReadOnlyList<Operation>> ReadsAsync(TestApi api) =>
        [.. (await ContractOf.ServedAsync(api)).Operations.Where(operation => operation.Method == "get")];

    // The address of the example, without its query.
    private static string Path(Operation operation) => operation.Example().Split('?')[0];

    private static IEnumerable<(string Query, string Name)> BadQueries(Operation operation)
    {
        yield return ("colour=red", "colour");
        yield return ("_=1", "_");
        foreach (
            var parameter in operation.Description.TryGetProperty("parameters", out var parameters)
                ? [.. parameters.EnumerateArray()]
                : (JsonElement[])[])
        {
            if (parameter.GetProperty("in").GetString() != "query")
                continue;

            var name = parameter.GetProperty("name").GetString()!;
            var schema = parameter.GetProperty("schema");
            var isList = schema.GetProperty("type").GetString() == "array";
            yield return ($"{name}=", name);
            yield return (name, name);
            yield return ($"{name}=a%00b", name);
            foreach (var value in BadValues(isList ? schema.GetProperty("items") : schema))
                yield return ($"{name}={Uri.EscapeDataString(value)}", name);
            if (!isList)
                yield return ($"{name}=2026-01-01&{name}=2026-01-01", name);
            if (name.Any(char.IsAsciiLetterLower))
                yield return ($"{name.ToUpperInvariant()}=2026-01-01", name.ToUpperInvariant());
        }
    }

    private static IEnumerable<string> BadValues(JsonElement schema)
    {
        if (schema.GetProperty("type").GetString() is "integer")
            return
            [
                "x",
                "-1",
                "1.5",
                "1e1",
                "0x1",
                " 1",
                $"{schema.GetProperty("minimum").GetInt64() - 1}",
                $"{schema.GetProperty("maximum").GetInt64() + 1}",
                "99999999999999999999",
            ];
        if (schema.GetProperty("type").GetString() is "boolean")
            return ["1", "yes", "True", "true,false"];
        if (schema.TryGetProperty("enum", out _))
            return ["colour", "' OR 1=1"];
        if (schema.TryGetProperty("format", out var format))
            return format.GetString() == "date"
                ? ["01/05/2026", "2026-02-30", "2026-5-1", "20260501", "2026-05-01T00:00:00Z", "yesterday", "0000-00-00"]
                : ["2026-05-01", "2026-05-01T00:00:00", "2026-02-30T00:00:00Z", "now", "1780000000"];
        return schema.TryGetProperty("maxLength", out var most) ? [new string('x', most.GetInt32() + 1)] : [];
    }

    private static IEnumerable<string> Named(JsonElement problem) =>
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name);

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var asked = $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}";
        Assert.True(status == response.StatusCode, $"{asked}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        Assert.True(
            Problem.MediaType == response.Content.Headers.ContentType?.ToString(), $"{asked}: {response.Content.Headers.ContentType}");
        var problem = await TestApi.JsonAsync(response);
        Assert.True(code == problem.GetProperty("code").GetString(), $"{asked}: {problem.GetProperty("code").GetString()}");
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.All(["type", "title", "detail", "traceId"], member => Assert.NotEqual("", problem.GetProperty(member).GetString()));
        return problem;
    }

    private static System.Text.RegularExpressions.Regex Parameters() => new(@"\{[^}]+\}");
}
