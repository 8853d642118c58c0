using System.Net;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups.Search;

/// <summary>The search over HTTP, on the embedded portfolio.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("logement", true)]
    [InlineData("Logément", true)]
    [InlineData("LOGEMENTS", true)]
    [InlineData("l'emploi", true)]
    [InlineData("l’emploi", true)]
    [InlineData("\"", false)]
    [InlineData("*", false)]
    [InlineData("AND", false)]
    [InlineData("a OR", true)]
    [InlineData("NEAR(a b", false)]
    [InlineData("name:x -y", false)]
    [InlineData("'; DROP TABLE startups; --", false)]
    public async Task A_search_is_right_or_empty_and_never_an_error(string q, bool finds)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        foreach (var sort in (string[])["", "&sort=-name"])
        {
            var page = await Given.JsonAsync(await api.GetAsync($"/v1/startups?q={Uri.EscapeDataString(q)}{sort}"));
            var facets = await Given.JsonAsync(await api.GetAsync($"/v1/facets?q={Uri.EscapeDataString(q)}"));

            Assert.Equal(finds, page.GetProperty("total").GetInt32() > 0);
            Assert.Equal(page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength());
            Assert.Equal(page.GetProperty("total").GetInt32(), facets.GetProperty("total").GetInt32());
        }
    }

    [Fact]
    public async Task Five_hundred_characters_of_noise_find_nothing_and_one_more_is_refused()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        const string Alphabet = "abzéœ 0\"'*()^:-+{}[]~\\/<>|&%_;,.?!\u200B\uFEFF\u2028\u0301日😀";
        var random = new Random(20260820);

        for (var i = 0; i < 50; i++)
        {
            var noise = string.Concat(
                Enumerable.Range(0, 500).Select(_ => Alphabet.EnumerateRunes().ElementAt(random.Next(Alphabet.EnumerateRunes().Count()))));
            Assert.Equal(
                0,
                (
                    await Given.JsonAsync(
                        await api.GetAsync($"/v1/startups?q={Uri.EscapeDataString(noise)}"))).GetProperty("total").GetInt32());
            Assert.Equal(
                ["q"],
                (
                    await Given.RefusedAsync(
                        await api.GetAsync($"/v1/startups?q={Uri.EscapeDataString(noise + "x")}"),
                        HttpStatusCode.BadRequest,
                        "invalid_parameter")).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }
}
