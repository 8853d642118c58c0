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
    internal sealed record Line(int Rank, string Name);

    internal sealed record Sheet(
        string Name, DateOnly On, string? Note = null, DateTimeOffset? At = null, Status? Status = null, IReadOnlyList<Line>? Lines = null);

    private const string Good = """{"name":"n","on":"2026-01-02"}""";

    [Theory]
    [InlineData("{", "invalid_json", "$")]
    [InlineData("", "invalid_request", null)]
    [InlineData("null", "invalid_request", null)]
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
    [InlineData("text/plain")]
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
