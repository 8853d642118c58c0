using Incubateurs.Tests.Support;
using Incubateurs.Web.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using YamlDotNet.Serialization;

namespace Incubateurs.Tests.Discovery;

/// <summary>Who runs the service, and what the program itself is: said where it is set, and made up nowhere.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData("Operator:Contact", "nobody")]
    [InlineData("Operator:Contact", "Camille <camille@x.example>")]
    [InlineData("Operator:Contact", "a@x.example\r\nPolicy: https://evil.example")]
    [InlineData("Operator:Contact", "tel:+33")]
    [InlineData("Operator:Name", "deux\nlignes")]
    [InlineData("Operator:Name", "   ")]
    [InlineData("Operator:Url", "/incubateurs")]
    [InlineData("Operator:LegalNotice", "javascript:alert(1)")]
    [InlineData("Operator:Privacy", "fabrique.example")]
    [InlineData("Operator:Accessibility", "ftp://fabrique.example")]
    [InlineData("Operator:Terms", "https://")]
    [InlineData("Operator:SecurityPolicy", "https://x.example/\" onclick=")]
    [InlineData("Operator:Availability", "99,9 %")]
    public void A_wrong_value_ends_the_start_with_a_sentence(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        var failure = Assert.Throws<OptionsValidationException>(() => OperatorSettings.Of(configuration));

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Mentions légales")]
    [InlineData("en", "Legal notice")]
    public async Task The_page_links_to_what_is_set(string language, string title)
    {
        await using var api = new TestApi(
            ("Operator:Name", "La <b>fabrique</b>"),
            ("Operator:Contact", "https://fabrique.example/ecrire?a=1&b=2"),
            ("Operator:LegalNotice", "https://fabrique.example/mentions"));
        await using var bare = new TestApi();

        var page = await (await api.GetAsync("/", ("Accept", "text/html"), ("Accept-Language", language))).Content.ReadAsStringAsync();
        var other = await (await bare.GetAsync("/", ("Accept", "text/html"), ("Accept-Language", language))).Content.ReadAsStringAsync();

        Assert.Contains(
            $"<li><a href=\"https://fabrique.example/mentions\" data-text=\"legalNotice\">{title}</a></li>",
            page.Replace("&#xE9;", "é", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("a=1&amp;b=2\" data-text=\"contactUs\"", page, StringComparison.Ordinal);
        Assert.Contains("<li>La &lt;b&gt;fabrique&lt;/b&gt;</li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("privacyPolicy", page, StringComparison.Ordinal);
        Assert.DoesNotContain("legalNotice", other, StringComparison.Ordinal);
        Assert.DoesNotContain("operator", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contract_that_is_served_names_whoever_serves_it_and_no_placeholder()
    {
        await using var api = new TestApi(("Operator:Name", "La fabrique"), ("Operator:Contact", "contact@fabrique.example"), ("Operator:Terms", "https://fabrique.example/conditions"));
        await using var bare = new TestApi();

        var info = (await TestApi.JsonAsync(await api.GetAsync("/v1/openapi.json"))).GetProperty("info");
        var other = (await TestApi.JsonAsync(await bare.GetAsync("/v1/openapi.json"))).GetProperty("info");

        Assert.Equal("""{"name":"La fabrique","email":"contact@fabrique.example"}""", System.Text.Json.JsonSerializer.Serialize(info.GetProperty("contact")));
        Assert.Equal("https://fabrique.example/conditions", info.GetProperty("termsOfService").GetString());
        Assert.False(other.TryGetProperty("contact", out _));
        Assert.DoesNotContain(".invalid", other.GetRawText(), StringComparison.Ordinal);
    }

    // publiccode.yml standard, 0.5: what must stand, and within which bounds.
    [Fact]
    public void Catalogues_of_public_software_can_read_the_repository()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "publiccode.yml"));
        var code = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text);

        foreach (var key in (string[])["publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal", "maintenance", "localisation"])
            Assert.True(code.ContainsKey(key), key);
        Assert.Equal("MIT", Of(code, "legal")["license"]);
        Assert.Contains("MIT", File.ReadAllText(Path.Combine(Repository.Root, "LICENSE")), StringComparison.Ordinal);
        Assert.Equal(Of(code, "description").Keys.Order(), ((List<object>)Of(code, "localisation")["availableLanguages"]).Order());
        foreach (var told in Of(code, "description").Values.Cast<Dictionary<object, object>>())
        {
            Assert.InRange(((string)told["shortDescription"]).Length, 1, 150);
            Assert.InRange(((string)told["longDescription"]).Length, 150, 10_000);
            Assert.NotEmpty((List<object>)told["features"]);
        }
    }

    private static Dictionary<object, object> Of(Dictionary<string, object> code, string key) => (Dictionary<object, object>)code[key];
}
