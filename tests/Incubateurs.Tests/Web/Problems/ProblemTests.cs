using System.Net;
using System.Text;
using Incubateurs.Commands;
using Incubateurs.Storage.Sqlite;
using Incubateurs.Tests.Support;
using Incubateurs.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Tests.Web.Problems;

public sealed class ProblemTests
{
    [Fact]
    public async Task An_unknown_address_is_a_problem_whose_type_leads_to_the_catalogue()
    {
        await using var api = new TestApi();

        var response = await api.GetAsync("/v1/nowhere");
        var problem = await TestApi.JsonAsync(response);
        var entry = await api.GetAsync(problem.GetProperty("type").GetString()!);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(Problem.MediaType, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("not_found", problem.GetProperty("code").GetString());
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
        Assert.Equal(response.Headers.GetValues("Request-Id").Single(), problem.GetProperty("traceId").GetString());
        Assert.False(problem.TryGetProperty("errors", out _));
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("not_found", (await TestApi.JsonAsync(entry)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_wrong_method_names_those_allowed_HEAD_among_them()
    {
        await using var api = new TestApi();

        var response = await api.SendAsync(HttpMethod.Delete, "/status");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
        Assert.Equal("method_not_allowed", (await TestApi.JsonAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_fault_of_ours_says_nothing_of_itself_in_any_environment()
    {
        foreach (var environment in new[] { "Production", "Development" })
        {
            await using var house = await House.OpenAsync(
                app => app.MapGet("/fault", string () => throw new InvalidOperationException("secret")), environment);

            var response = await house.Client.GetAsync("/fault");
            var body = await response.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Equal(Problem.MediaType, response.Content.Headers.ContentType?.ToString());
            Assert.Contains("internal_error", body, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
            Assert.True(response.Headers.Contains("API-Version"));
        }
    }

    [Theory]
    [InlineData(5, "1")]
    [InlineData(6, "1")]
    [InlineData(8, "30")]
    [InlineData(10, "30")]
    [InlineData(13, "30")]
    public async Task A_database_that_is_busy_or_cannot_write_is_503_with_a_time_to_come_back(int sqlite, string seconds)
    {
        await using var house = await House.OpenAsync(
            app => app.MapGet("/write", string () => throw Faults.Of(new SqliteException("text", sqlite))));

        var response = await house.Client.GetAsync("/write");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(seconds, response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_refusal_drops_what_was_said_of_the_answer_that_was_not_given()
    {
        await using var house = await House.OpenAsync(app => app.MapGet("/stale", Stale));

        var response = await house.Client.GetAsync("/stale");

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_catalogue_is_JSON_for_programs_and_a_page_for_people()
    {
        await using var api = new TestApi();

        var json = await TestApi.JsonAsync(await api.GetAsync("/problems", ("Accept", "*/*")));
        var page = await api.GetAsync("/problems", ("Accept", "text/html,application/xml;q=0.9,*/*;q=0.8"));

        Assert.Equal(Rooms.Problems.All.Count, json.GetProperty("items").GetArrayLength());
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", page.Headers.Vary);
        Assert.Contains("id=\"stale_version\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_are_unique_snake_case_and_say_both_languages()
    {
        Assert.Equal(Rooms.Problems.All.Count, Rooms.Problems.All.Select(type => type.Code).Distinct().Count());
        Assert.All(Rooms.Problems.All, type =>
        {
            Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", type.Code);
            Assert.InRange(type.Status, 400, 599);
            Assert.All(
                [type.Title.Fr, type.Title.En, type.Meaning.Fr, type.Meaning.En], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        });
    }

    [Fact]
    public async Task The_page_of_errors_in_docs_is_the_catalogue()
    {
        var page = Path.Combine(Repository.Root, "docs", "ERRORS.md");

        // The page is written anew with INCUBATEURS_WRITE=1 in the environment.
        if (Environment.GetEnvironmentVariable("INCUBATEURS_WRITE") == "1")
            await File.WriteAllTextAsync(page, Catalogue());

        Assert.Equal(Catalogue(), await File.ReadAllTextAsync(page));
    }

    private static string Catalogue()
    {
        var text = new StringBuilder("""
            # Errors

            Every refusal is `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`, `code`, `traceId` and,
            where something in particular is at fault, `errors` by path. Codes are stable; texts are in French or English, by
            `Accept-Language`. `type` leads to the same catalogue on the server, `/problems`.

            The server itself refuses what is no HTTP, or has too large headers, before there is a request: with a bare status.

            | code | status | title | when, and what to do |
            |---|--:|---|---|

            """);
        foreach (var type in Rooms.Problems.All)
            _ = text.Append(
                $"| `{type.Code}` | {type.Status} | {type.Title.Fr}<br>{type.Title.En} | {type.Meaning.Fr}<br>{type.Meaning.En} |\n");
        return text.ToString();
    }

    private static PreconditionFailedProblem Stale(HttpContext http)
    {
        http.Response.Headers.ETag = "\"1.x\"";
        http.Response.Headers.CacheControl = "no-cache";
        return new PreconditionFailedProblem();
    }
}
