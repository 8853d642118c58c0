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
        await page.Locator("img.picture").WaitForAsync();

        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("exemple");
        await Assertions.Expect(page.Locator("ul.startups li").First).ToContainTextAsync("Exemple");
        await Assertions.Expect(page.Locator("p.count")).ToHaveTextAsync("1 startup");
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
        await page.Locator("img.picture").WaitForAsync();
        _ = await page.GoBackAsync();

        await Assertions.Expect(page.Locator("p.count")).ToHaveTextAsync("1 startup");
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
        await browser.Page.Locator("img.picture").WaitForAsync();

        var result = await browser.Page.RunAxe();

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task Dark_and_narrow_pages_are_readable()
    {
        await using var browser = await Browser.OpenAsync(ColorScheme.Dark, width: 320);
        _ = await browser.Page.GotoAsync("/");
        await browser.Page.Locator("img.picture").WaitForAsync();

        Assert.Equal("rgb(23, 23, 27)", await browser.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(320, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
