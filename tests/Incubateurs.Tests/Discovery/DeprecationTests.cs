using System.Net;
using System.Text.Json;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace Incubateurs.Tests.Discovery;

/// <summary>An operation that will go says so. None does today, so that one is made here, in the real pipeline.</summary>
public sealed class DeprecationTests
{
    private const string Since = "@1796079600";
    private const string Sunset = "Tue, 30 Nov 2027 23:00:00 GMT";
    private const string Link = "</incubateurs/changes>; rel=\"deprecation\"; type=\"text/html\"";

    [Fact]
    public async Task Every_answer_of_the_operation_says_since_when_until_when_and_where_it_is_told()
    {
        await using var app = await StartAsync();
        var client = app.GetTestClient();

        var first = await client.GetAsync("/v1/old");
        var kept = await client.GetAsync("/v1/old");
        var head = await client.SendAsync(new(HttpMethod.Head, "/v1/old"));
        var same = new HttpRequestMessage(HttpMethod.Get, "/v1/old") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        var unchanged = await client.SendAsync(same);
        var other = new HttpRequestMessage(HttpMethod.Get, "/v1/old") { Headers = { { "Accept", "image/png" } } };
        var refused = await client.SendAsync(other);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.NotAcceptable],
            ((HttpResponseMessage[])[first, kept, head, unchanged, refused]).Select(response => response.StatusCode));
        foreach (var response in (HttpResponseMessage[])[first, kept, head, unchanged, refused])
        {
            Assert.Equal(Since, response.Headers.GetValues("Deprecation").Single());
            Assert.Equal(Sunset, response.Headers.GetValues("Sunset").Single());
            Assert.Single(response.Headers.GetValues("Link"), Link);
        }

        Assert.Contains(first.Headers.GetValues("Link"), link => link.Contains("license", StringComparison.Ordinal));
        Assert.Contains("Deprecation", first.Headers.GetValues("Access-Control-Expose-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_says_it_of_the_operation_and_of_no_other()
    {
        await using var app = await StartAsync();

        var document = JsonElement.Parse(await app.GetTestClient().GetStringAsync("/v1/openapi.json"));

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).Where(operation => operation.Value.ValueKind == JsonValueKind.Object).ToList();
        var old = Assert.Single(operations, operation => operation.Value.TryGetProperty("deprecated", out var said) && said.GetBoolean()).Value;
        Assert.Equal("ReadOld", old.GetProperty("operationId").GetString());
        var headers = old.GetProperty("responses").GetProperty("200").GetProperty("headers");
        Assert.Equal("#/components/headers/Sunset", headers.GetProperty("Sunset").GetProperty("$ref").GetString());
        Assert.True(document.GetProperty("components").GetProperty("headers").TryGetProperty("Deprecation", out _));
    }

    [Fact]
    public async Task Nothing_goes_today()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var document = await (await api.GetAsync("/v1/openapi.json")).Content.ReadAsStringAsync();
        var answer = await api.GetAsync("/v1/startups");

        Assert.DoesNotContain("\"deprecated\"", document, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Deprecation") || answer.Headers.Contains("Sunset"));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        _ = builder.WebHost.UseTestServer();
        _ = builder.WebHost.UseSetting("ConnectionStrings:Incubateurs", $"Data Source={Path.Combine(Directory.CreateTempSubdirectory("incubateurs-").FullName, "test.db")}");
        _ = builder.WebHost.UseSetting("PathBase", "/incubateurs");
        builder.AddHttp();
        builder.Services.AddRooms();
        var app = builder.Build();
        app.UseHttp();
        app.MapRooms();
        _ = app.MapGet("/v1/old", ReadOld).WithName(nameof(ReadOld)).WithTags("Service").AllowAnonymous()
            .Reads(Areas.Portfolio, Moves.Never).Deprecated("2026-12-01", "2027-12-01", "/changes");
        await app.StartAsync();
        return app;
    }

    private static Answer<Old> ReadOld() => new(new Old("as before"));

    internal sealed record Old(string Said);
}
