using System.Net;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Web.Queries;

/// <summary>Text that .NET cannot normalise, wherever text comes in.</summary>
public sealed class UnsoundTextTests
{
    public static TheoryData<string> Unsound => ["%EF%BF%BE", "%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "a%00b", "caf%E9", "%ED%A0%80", "%C0%AF"];

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task A_query_that_no_text_can_hold_is_400_and_names_the_parameter(string text)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var contract = await ContractOf.ServedAsync(api);
        using var agent = await api.AgentAsync();
        var asked = 0;
        foreach (var operation in contract.Operations)
            foreach (var parameter in operation.Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query"))
            {
                var name = parameter.GetProperty("name").GetString()!;
                using var request = operation.Request(address: $"{operation.Address()}?{name}={text}");

                var problem = await Given.RefusedAsync(
                    await agent.SendAsync(request),
                    HttpStatusCode.BadRequest,
                    name == "cursor" ? "invalid_cursor" : "invalid_parameter");

                Assert.True(problem.GetProperty("errors").TryGetProperty(name, out _), $"{operation.Id} {name}");
                asked++;
            }

        Assert.True(asked > 100, $"{asked} parameters");
    }

    [Theory]
    [InlineData("/v1/startups/%EF%BF%BE")]
    [InlineData("/v1/startups/caf%E9/phases")]
    [InlineData("/v1/incubators/%EF%BF%BF")]
    [InlineData("/v1/hand-overs/%F0%9F%BF%BE")]
    public async Task An_id_that_no_text_can_hold_is_404(string address)
    {
        await using var api = new TestApi();

        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("name", """{"name":"\uFFFE","pitch":"p"}""")]
    [InlineData("pitch", """{"name":"n","pitch":"\uD83F\uDFFE"}""")]
    [InlineData("themes[0]", """{"name":"n","pitch":"p","themes":["\uFDD0"]}""")]
    public async Task A_body_that_no_text_can_hold_is_400_and_names_the_path(string path, string body)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var problem = await Given.RefusedAsync(
            await agent.PostAsync("/v1/startups", new StringContent(body, Encoding.UTF8, "application/json")),
            HttpStatusCode.BadRequest,
            "invalid_request");

        Assert.Equal([path], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("/v1/startups/exemple/reviews", """{"rating":5,"relation":"user","comment":"TEXT"}""", "comment")]
    [InlineData("/v1/startups/exemple/reports", """{"reason":"other","message":"TEXT"}""", "message")]
    [InlineData(
        "/v1/hand-overs/exemple-ouvert/candidacies", """{"siret":"13002526500013","swornStatement":true,"contact":"TEXT"}""", "contact")]
    public async Task The_doors_refuse_it_too_and_what_nobody_sees(string door, string body, string path)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        foreach (var text in (string[])["\\uFFFE", "a\\u0000", "\\uDC00", "\\u200B", "\\uFEFF\\u2060", " \\u00AD ", "\\u3164", "\\u2800"])
        {
            var response = await api.CreateClient().PostAsync(
                door.Replace("exemple-ouvert", await OpenHandOverAsync(api), StringComparison.Ordinal),
                new StringContent(body.Replace("TEXT", text, StringComparison.Ordinal), Encoding.UTF8, "application/json"));

            var problem = await Given.RefusedAsync(response, HttpStatusCode.BadRequest, "invalid_request");
            Assert.Equal([path], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }

    [Theory]
    [InlineData("\\u200B")]
    [InlineData("\\uFEFF")]
    [InlineData("\\u0301")]
    public async Task A_name_that_nobody_sees_is_no_name(string name)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        await Given.RefusedAsync(
            await agent.PostAsync(
                "/v1/startups", new StringContent($$"""{"name":"{{name}}","pitch":"p"}""", Encoding.UTF8, "application/json")),
            HttpStatusCode.BadRequest,
            "invalid_request");
    }

    [Theory]
    [InlineData("/v1/startups")]
    [InlineData("/v1/startups?sort=-modifiedAt")]
    [InlineData("/v1/startups?q=service")]
    [InlineData("/v1/startups/exemple/history")]
    [InlineData("/v1/startups/exemple/reviews")]
    [InlineData("/v1/startups/exemple/reports")]
    [InlineData("/v1/incubators")]
    [InlineData("/v1/administrations")]
    [InlineData("/v1/hand-overs")]
    [InlineData("/v1/quality")]
    [InlineData("/v1/accesses")]
    public async Task A_forged_cursor_is_400_and_its_total_does_not_come_back(string list)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        var page = list + (list.Contains('?', StringComparison.Ordinal) ? "&" : "?");
        var canonical = list.StartsWith("/v1/startups?", StringComparison.Ordinal) ? list["/v1/startups?".Length..]
            : list == "/v1/startups" ? ""
            : list + "?";
        var cursor = new Cursor("x'y", "x'y", api.Services.GetRequiredService<Database>().Today, Cursor.HashOf(canonical), 987_654);

        var forged = new CursorSigner(new byte[32]).Write(cursor);

        await Given.RefusedAsync(await agent.GetAsync($"{page}cursor={forged}"), HttpStatusCode.BadRequest, "invalid_cursor");
    }

    private static async Task<string> OpenHandOverAsync(TestApi api)
    {
        var open = await TestApi.JsonAsync(await api.GetAsync("/v1/startups/exemple-accueilli/hand-overs"));
        return open.GetProperty("items").EnumerateArray().First().GetProperty("id").GetString()!;
    }
}
