using Incubateurs.Tests.Support;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;

namespace Incubateurs.Tests.Web.Pipeline;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("", "fr")]
    [InlineData("de", "fr")]
    [InlineData("*", "fr")]
    [InlineData("de, *;q=0.5", "fr")]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("EN-us;q=0.8, de", "en")]
    [InlineData("fr-CA, en;q=0.9", "fr")]
    [InlineData("fr;q=0.3, en;q=0.5", "en")]
    [InlineData("en;q=0", "fr")]
    [InlineData("en;q=0, *", "fr")]
    [InlineData("fr;q=0, *", "en")]
    [InlineData("en;q=0.5, *;q=0.1", "en")]
    [InlineData("en, fr", "en")]
    [InlineData("fr, en", "fr")]
    [InlineData("english", "fr")]
    [InlineData("en;q=much", "fr")]
    [InlineData(",;,;q=,=;,", "fr")]
    public void The_better_weighted_language_wins_and_French_where_neither_is_asked_for(string header, string language)
    {
        var negotiated = Languages.Negotiate(header);

        Assert.Equal(language, negotiated.Code());
    }

    [Theory]
    [InlineData("fr", "Introuvable")]
    [InlineData("en-GB", "Not found")]
    public async Task A_problem_is_written_in_the_language_asked_for(string language, string title)
    {
        await using var api = new TestApi();

        var response = await api.GetAsync("/nowhere", ("Accept-Language", language));

        Assert.Equal(title, (await TestApi.JsonAsync(response)).GetProperty("title").GetString());
        Assert.Equal(language[..2], response.Content.Headers.ContentLanguage.Single());
    }
}
