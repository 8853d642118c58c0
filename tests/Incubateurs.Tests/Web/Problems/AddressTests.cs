using System.Net;
using System.Net.Http.Headers;
using Incubateurs.Tests.Support;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Tests.Web.Problems;

public sealed class AddressTests
{
    private static readonly TextParameter Word = new("word", "A word.");
    private static readonly TextParameter Tag = new("tag", "A tag.") { Repeatable = true };

    [Theory]
    [InlineData("/V1/status")]
    [InlineData("/v1/Status")]
    [InlineData("/v1/status/")]
    [InlineData("/v1//status")]
    [InlineData("/problems/NOT_FOUND")]
    public async Task A_thing_has_one_address(string address)
    {
        await using var api = new TestApi();

        var response = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(Problem.MediaType, response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("?colour=red&size=2", "colour,size")]
    [InlineData("?word=a&word=b", "word")]
    [InlineData("?word=", "word")]
    [InlineData("?word", "word")]
    [InlineData("?tag=a&tag=", "tag")]
    [InlineData("?Word=a", "Word")]
    [InlineData("?word=%00", "word")]
    [InlineData("?late=1&word=late", "late")]
    public async Task Parameters_at_fault_are_named_together(string query, string named)
    {
        await using var house = await OpenAsync();

        var response = await house.Client.GetAsync("/words" + query);
        var problem = await TestApi.JsonAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_parameter", problem.GetProperty("code").GetString());
        Assert.Equal(named.Split(','), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task What_the_binding_finds_wrong_is_refused_too()
    {
        await using var house = await OpenAsync();

        var response = await house.Client.GetAsync("/words?word=late");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Good_parameters_pass_and_pages_take_any()
    {
        await using var house = await OpenAsync();

        Assert.Equal("\"ab\"", await house.Client.GetStringAsync("/words?word=ab&tag=1&tag=2"));
        Assert.Equal("\"any\"", await house.Client.GetStringAsync("/any?_=123&_=4"));
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_its_body()
    {
        await using var house = await OpenAsync();

        var get = await house.Client.GetAsync("/problems/not_found");
        var text = await house.Client.GetAsync("/text");
        var head = await house.Client.SendAsync(new(HttpMethod.Head, "/text"));
        var refused = await house.Client.SendAsync(new(HttpMethod.Head, "/nowhere"));

        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(text.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(text.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.True(refused.Content.Headers.ContentLength > 0);
        Assert.Empty(await refused.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Long_answers_are_compressed_once(string encoding)
    {
        await using var house = await OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/text");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var kept = new HttpRequestMessage(HttpMethod.Get, "/compressed");
        kept.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));

        var response = await house.Client.SendAsync(request);
        var once = await house.Client.SendAsync(kept);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(["Accept-Encoding", "Accept-Language", "Authorization"], response.Headers.Vary);
        Assert.Equal("br", once.Content.Headers.ContentEncoding.Single());
    }

    [Theory]
    [InlineData("/words?word=%")]
    [InlineData("/words?word=%zz")]
    [InlineData("/words?%00=%00")]
    [InlineData("/words?&&&==&")]
    [InlineData("/words?word=%ff%fe")]
    [InlineData("/words?word=%ed%a0%80")]
    [InlineData("/words/%ff")]
    [InlineData("/words/%00")]
    [InlineData("/words/..%2f..%2fetc")]
    [InlineData("/problems/%c3%28")]
    [InlineData("//")]
    [InlineData("/%2e%2e/")]
    [InlineData("*")]
    [InlineData("http://[bad")]
    public async Task No_address_is_our_fault(string target)
    {
        await using var house = await OpenAsync();

        var answer = await house.SendRawAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 [24]", answer);
    }

    [Theory]
    [InlineData("Accept-Language: ;;;,q=,*;q=x")]
    [InlineData("Accept: ///,,;q=")]
    [InlineData("Accept-Encoding: gzip;q=x,,br;;")]
    [InlineData("If-None-Match: W/\"\", , \"")]
    [InlineData("traceparent: 00-00-00-00")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Content-Type: ;")]
    [InlineData("Range: bytes=9-1")]
    public async Task No_header_is_our_fault(string header)
    {
        await using var house = await OpenAsync();

        var answer = await house.SendRawAsync($"GET /text HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.Matches("^HTTP/1.1 [24]", answer);
    }

    [Fact]
    public async Task Eight_kilobytes_of_noise_are_refused_as_a_problem()
    {
        await using var house = await OpenAsync();

        var response = await house.Client.GetAsync("/words?word=" + new string('x', 9000));

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        Assert.Equal("uri_too_long", (await TestApi.JsonAsync(response)).GetProperty("code").GetString());
    }

    private static Task<House> OpenAsync() => House.OpenAsync(app =>
    {
        _ = app.MapGet("/words", GetWords).WithQuery([Word, Tag]);
        _ = app.MapGet("/any", () => TypedResults.Ok("any")).WithAnyQuery();
        _ = app.MapGet("/text", () => TypedResults.Text(new string('t', 5000), "text/plain"));
        _ = app.MapGet("/compressed", GetCompressed);
    });

    private static Ok<string> GetWords(Bound word) => TypedResults.Ok(word.Value);

    private static ContentHttpResult GetCompressed(HttpContext http)
    {
        http.Response.Headers.ContentEncoding = "br";
        return TypedResults.Text("already", "text/plain");
    }

    internal sealed record Bound(string Value)
    {
        public static ValueTask<Bound> BindAsync(HttpContext http)
        {
            var reader = http.Query();
            var word = reader.Text(Word) ?? "";
            if (word == "late")
                reader.Refuse("word", new("Trop tard.", "Too late."));
            return ValueTask.FromResult(new Bound(word));
        }
    }
}
