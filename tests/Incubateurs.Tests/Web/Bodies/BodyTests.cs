using System.Net;
using System.Text;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Tests.Web.Bodies;

public sealed class BodyTests
{
    internal sealed record Line(int Rank, string Name, string? Note = null);

    internal sealed record Sheet(
        string Name, DateOnly On, string? Note = null, DateTimeOffset? At = null, Status? Status = null, IReadOnlyList<Line>? Lines = null);

    private const string Good = """{"name":"n","on":"2026-01-02"}""";

    [Theory]
    [InlineData("{", "invalid_json", "$")]
    [InlineData("", "invalid_request", null)]
    [InlineData("null", "invalid_request", "$")]
    [InlineData("[]", "invalid_request", "$")]
    [InlineData("""{"name":"n","on":"2026-01-02",}""", "invalid_json", "$")]
    [InlineData("""{"name":"n","on":"2026-01-02","lines":[{"rank":1,"name":"a"},{"rank":x}]}""", "invalid_json", "lines[1].rank")]
    [InlineData("""{}""", "invalid_request", "name,on")]
    [InlineData("""{"name":null,"on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":1,"on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"n","on":"02/01/2026"}""", "invalid_request", "on")]
    [InlineData("""{"name":"n","on":"2026-02-30"}""", "invalid_request", "on")]
    [InlineData("""{"name":"n","on":"2026-1-2"}""", "invalid_request", "on")]
    [InlineData("""{"name":"n","on":"2026-01-02","colour":"red"}""", "invalid_request", "colour")]
    [InlineData("""{"name":"n","on":"2026-01-02","Note":"case"}""", "invalid_request", "Note")]
    [InlineData("""{"name":"n","name":"m","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"a\u0000b","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"\ud800","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"n","on":"2026-01-02","at":"2026-01-02"}""", "invalid_request", "at")]
    [InlineData("""{"name":"n","on":"2026-01-02","status":1}""", "invalid_request", "status")]
    [InlineData("""{"name":"n","on":"2026-01-02","status":"lost"}""", "invalid_request", "status")]
    [InlineData("""{"name":"n","on":"2026-01-02","lines":[{"rank":"1","name":"a"}]}""", "invalid_request", "lines[0].rank")]
    [InlineData("""{"name":"n","on":"2026-01-02","lines":[{"rank":1}]}""", "invalid_request", "lines[0].name")]
    [InlineData("""{"name":"n","on":"2026-01-02","lines":[null]}""", "invalid_request", "lines[0]")]
    [InlineData("""{"name":"n","on":"2026-01-02","lines":{}}""", "invalid_request", "lines")]
    [InlineData("""{"name":"a\uFFFEb","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"a￾b","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"\uD83F\uDFFF","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"name":"\uFDD0","on":"2026-01-02"}""", "invalid_request", "name")]
    [InlineData("""{"\ud800":1,"name":"n","on":"2026-01-02"}""", "invalid_request", "\uFFFD")]
    [InlineData("""{"name":1,"on":"x","colour":"red","note":"a\u0000"}""", "invalid_request", "name,on,colour,note")]
    public async Task A_bad_body_is_400_and_names_the_place_in_our_words(string body, string code, string? places)
    {
        await using var house = await OpenAsync();

        var response = await PostAsync(house, body);
        var text = await response.Content.ReadAsStringAsync();
        var problem = await TestApi.JsonAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        if (places is not null)
            Assert.Equal(places.Split(','), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.DoesNotContain("Sheet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_body_comes_back_as_it_was_meant()
    {
        await using var house = await OpenAsync();

        var response = await PostAsync(
            house, """{"name":"L'été","on":"2026-01-02","at":"2026-01-02T03:04:05+01:00","status":"handedOver"}""");

        Assert.Equal(
            """{"name":"L'été","on":"2026-01-02","at":"2026-01-02T02:04:05.000Z","status":"handedOver"}""",
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"on":"2026-01-02","name":null}""", "name", "Required.")]
    [InlineData("""{"on":"2026-01-02"}""", "name", "Required.")]
    [InlineData("""{"on":"2026-01-02","name":"n","colour":null}""", "colour", "Unknown.")]
    [InlineData("""{"on":"2026-01-02","name":"n","name":"n"}""", "name", "Repeated.")]
    [InlineData("""{"on":"2026-01-02","name":[]}""", "name", "A text is expected.")]
    [InlineData("""{"on":"2026-1-2","name":"n"}""", "on", "An existing date is expected: yyyy-mm-dd.")]
    [InlineData("""{"on":"2026-01-02","name":"n","lines":[{"rank":1.5,"name":"a"}]}""", "lines[0].rank", "An integer is expected.")]
    [InlineData("""{"on":"2026-01-02","name":"n","lines":[1]}""", "lines[0]", "An object is expected.")]
    [InlineData(
        """{"on":"2026-01-02","name":"n","status":"lost"}""", "status", "One of: planned, incubating, operated, handedOver, stopped.")]
    [InlineData(
        """{"on":"2026-01-02","name":"\ufffe"}""",
        "name",
        "Holds a character that text cannot hold (NUL, half a character, a noncharacter).")]
    public async Task Each_fault_has_a_sentence_of_its_own(string body, string place, string sentence)
    {
        await using var house = await OpenAsync();
        house.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var problem = await TestApi.JsonAsync(await PostAsync(house, body));

        Assert.Equal([sentence], problem.GetProperty("errors").GetProperty(place).EnumerateArray().Select(error => error.GetString()));
    }

    [Fact]
    public async Task A_null_is_the_member_left_out_also_in_the_items_of_a_list()
    {
        await using var house = await OpenAsync();

        var response = await PostAsync(
            house, """{"name":"n","on":"2026-01-02","note":null,"status":null,"lines":[{"rank":1,"name":"a","note":null}]}""");

        Assert.Equal(
            """{"name":"n","on":"2026-01-02","lines":[{"rank":1,"name":"a"}]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Fifty_thousand_wrong_members_are_not_all_told()
    {
        await using var house = await OpenAsync();
        var body = "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"x{i}\":1")) + "}";

        var response = await PostAsync(house, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.InRange((await response.Content.ReadAsStringAsync()).Length, 1, 10_000);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json;charset=\"UTF-8\" ; profile=x")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=UTF8")]
    [InlineData("application/json; charset=utf_8")]
    public async Task UTF_8_is_taken_in_every_spelling(string type)
    {
        await using var house = await OpenAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(house, "\uFEFF" + Good, type)).StatusCode);
    }

    [Fact]
    public async Task The_type_of_no_body_is_not_looked_at()
    {
        await using var house = await House.OpenAsync(app => app.MapGet("/sheets", () => TypedResults.NoContent()));

        var answer = await house.SendRawAsync(
            "GET /sheets HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain; charset=latin1\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 204", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=us-ascii")]
    [InlineData("application/json; charset=\"latin1\"")]
    [InlineData("application/json; charset=")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; charset=nonsense")]
    [InlineData("nonsense")]
    public async Task Another_type_or_character_set_is_415(string type)
    {
        await using var house = await OpenAsync();

        var response = await PostAsync(house, Good, type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", (await TestApi.JsonAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_is_413()
    {
        await using var house = await OpenAsync();

        var response = await PostAsync(house, $$"""{"name":"{{new string('n', 1024 * 1024)}}","on":"2026-01-02"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body_too_large", (await TestApi.JsonAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_400()
    {
        await using var house = await OpenAsync();
        using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");

        var response = await house.Client.PostAsync("/sheets", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static Task<House> OpenAsync() => House.OpenAsync(app => app.MapPost("/sheets", Echo));

    private static Ok<Sheet> Echo(Sheet sheet) => TypedResults.Ok(sheet);

    private static async Task<HttpResponseMessage> PostAsync(House house, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        _ = content.Headers.Remove("Content-Type");
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));
        return await house.Client.PostAsync("/sheets", content);
    }
}
