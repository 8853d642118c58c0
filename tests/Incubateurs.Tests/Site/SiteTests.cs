using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Incubateurs.Tests.Site;

public sealed class SiteTests
{
    [Fact]
    public async Task A_search_answers_as_one_types_and_a_filter_is_in_the_address()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/");
        await page.Locator(".picture img").WaitForAsync();

        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("exemple");
        await Assertions.Expect(page.Locator("ul.startups li").First).ToContainTextAsync("Exemple");
        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        _ = await page.Locator("select[name=status]").SelectOptionAsync("incubating");

        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=exemple.*status=incubating"));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_startup_has_a_page_and_the_back_button_leads_back()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/?q=exemple");

        await page.Locator("ul.startups a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Exemple");
        await page.Locator(".picture img").WaitForAsync();
        _ = await page.GoBackAsync();

        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        Assert.Empty(browser.Faults);
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/?startup=exemple", ColorScheme.Light)]
    [InlineData("/?startup=exemple", ColorScheme.Dark)]
    public async Task No_page_breaks_a_rule_of_axe(string address, ColorScheme scheme)
    {
        await using var browser = await Browser.OpenAsync(scheme);
        _ = await browser.Page.GotoAsync(address);
        await browser.Page.Locator(".picture img").WaitForAsync();

        var result = await browser.Page.RunAxe();

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_host_applies_and_a_user_reviews_without_an_account()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/?startup=exemple");

        await page.Locator("details:has(input[name=siret]) > summary").ClickAsync();
        await page.Locator("input[name=siret]").FillAsync("110 068 012 00050");
        await page.Locator("input[name=swornStatement]").CheckAsync();
        await page.Locator("form:has(input[name=siret]) button").ClickAsync();
        await Assertions.Expect(page.Locator("form:has(input[name=siret]) .said code")).Not.ToBeEmptyAsync();

        await page.Locator("details:has(input[name=rating]) > summary").ClickAsync();
        await page.Locator("textarea[name=comment]").FillAsync("Rend bien service.");
        await page.Locator("form:has(input[name=rating]) button").ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=reputation] ul.feed")).ToContainTextAsync("Rend bien service.");
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task The_page_changes_its_language_and_keeps_it()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/");

        await page.Locator("#language").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("State startups");
        _ = await page.ReloadAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("State startups");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Dark_and_narrow_pages_are_readable()
    {
        await using var browser = await Browser.OpenAsync(ColorScheme.Dark, width: 320);
        _ = await browser.Page.GotoAsync("/");
        await browser.Page.Locator(".picture img").WaitForAsync();

        Assert.Equal("rgb(16, 17, 20)", await browser.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(320, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
