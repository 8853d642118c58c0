using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Startups;

/// <summary>The words that sources agree on, each with what it is called.</summary>
public sealed class VocabularyTests
{
    [Theory]
    [InlineData("/v1/audiences", "particulier", "Particuliers", "Individuals", "audience")]
    [InlineData("/v1/domains", "bercy", "Économie et finances", "Economy and finance", "domain")]
    public async Task Each_word_has_a_label_in_both_languages_and_is_one_that_is_said(
        string address, string code, string fr, string en, string facet)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));

        var all = await Given.JsonAsync(await api.GetAsync(address));
        var items = all.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("code").GetString()!);
        var said = (await Given.JsonAsync(await api.GetAsync("/v1/facets"))).GetProperty(facet).EnumerateArray()
            .Select(value => value.GetProperty("value").GetString()!).ToList();

        Assert.Equal(items.Count, all.GetProperty("total").GetInt32());
        Assert.Equal(items.Keys.Order(StringComparer.Ordinal), items.Keys);
        Assert.Equal(
            (fr, en),
            (items[code].GetProperty("label").GetProperty("fr").GetString(), items[code].GetProperty("label").GetProperty("en").GetString()));
        Assert.Contains(code, said);
        if (facet == "domain")
            Assert.Equal([], said.Except(items.Keys));
    }
}
