using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Incubateurs.Tests.Site;

[Trait("Needs", "Chromium")]
public sealed class SiteTests
{
    [Fact]
    public async Task A_search_answers_as_one_types_and_a_filter_is_in_the_address()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/");
        await page.Locator(".picture img").WaitForAsync();

        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("envergo");
        await Assertions.Expect(page.Locator("ul.startups li").First).ToContainTextAsync("Envergo");
        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        _ = await page.Locator("select[name=status]").SelectOptionAsync("incubating");

        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=envergo.*status=incubating"));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_startup_has_a_page_and_the_back_button_leads_back()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/?q=envergo");

        await page.Locator("ul.startups a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Envergo");
        await page.Locator(".picture img").WaitForAsync();
        _ = await page.GoBackAsync();

        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        Assert.Empty(browser.Faults);
    }

    [Theory]
    [InlineData("/", ColorScheme.Light, 1200, "fr-FR")]
    [InlineData("/", ColorScheme.Dark, 360, "en-GB")]
    [InlineData("/?startup=exemple", ColorScheme.Light, 360, "en-GB")]
    [InlineData("/?startup=exemple", ColorScheme.Dark, 1200, "fr-FR")]
    public async Task No_page_breaks_a_rule_of_axe(string address, ColorScheme scheme, int width, string locale)
    {
        await using var browser = await Browser.OpenAsync(scheme, width, locale);
        _ = await browser.Page.GotoAsync(address);
        await browser.Page.Locator(".picture img").WaitForAsync();

        // What is folded is read too, once it is opened.
        _ = await browser.Page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => { details.open = true })");
        await Assertions.Expect(browser.Page.Locator("main details:not([open])")).ToHaveCountAsync(0);
        var result = await browser.Page.RunAxe();

        Assert.Empty(
            result.Violations.Select(
                violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
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

    [Theory]
    [InlineData("/definitions/stock")]
    [InlineData("/problems")]
    public async Task The_documentation_breaks_no_rule_of_axe(string address)
    {
        await using var browser = await Browser.OpenAsync(ColorScheme.Dark, 360);
        _ = await browser.Page.GotoAsync(address);

        Assert.Empty((await browser.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        Assert.Empty(browser.Faults);
    }

    [Theory]
    [InlineData("fr-FR", "Les startups d’État", "En incubation aujourd’hui", "Flux cumulé des startups")]
    [InlineData("en-GB", "State startups", "Incubating today", "Cumulative flow of startups")]
    public async Task A_visitor_is_met_in_the_language_of_the_browser(string locale, string title, string stock, string picture)
    {
        await using var browser = await Browser.OpenAsync(locale: locale);
        _ = await browser.Page.GotoAsync("/");

        await Assertions.Expect(browser.Page.Locator("h1")).ToContainTextAsync(title);
        await Assertions.Expect(browser.Page.Locator("html")).ToHaveAttributeAsync("lang", locale[..2]);
        await Assertions.Expect(browser.Page.Locator("#stock")).ToHaveTextAsync(stock);
        await Assertions.Expect(browser.Page.Locator(".picture img"))
            .ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex($"^{picture}\\. .*2026"));
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task The_page_leads_to_the_API_its_data_and_its_documentation()
    {
        await using var browser = await Browser.OpenAsync();
        _ = await browser.Page.GotoAsync("/");
        await browser.Page.Locator(".picture img").WaitForAsync();

        var links = await browser.Page.Locator("a").EvaluateAllAsync<string[]>("all => all.map(link => new URL(link.href).pathname)");

        foreach (
            var address in new[]
            {
                "/swagger",
                "/v1/openapi.json",
                "/v1/startups.csv",
                "/problems",
                "/definitions/flow",
                "/definitions/stock",
            })
        {
            Assert.Contains(address, links);
            Assert.True((await browser.Page.APIRequest.GetAsync(address)).Ok, address);
        }
    }

    [Fact]
    public async Task Keys_alone_lead_to_a_startup_and_back()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/");
        await page.Locator(".picture img").WaitForAsync();

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("envergo");
        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        for (var steps = 0; steps < 40 && !await page.EvaluateAsync<bool>("document.activeElement.matches('.startups a')"); steps++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Envergo");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        _ = await page.GoBackAsync(); // Keys of the browser itself do not reach a headless one.

        await Assertions.Expect(page.Locator(".startups a").First).ToBeFocusedAsync();
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task The_page_of_a_withdrawn_startup_says_that_it_is_and_why()
    {
        await using var browser = await Browser.OpenAsync();
        _ = await browser.Page.GotoAsync("/?startup=exemple-retire");

        await Assertions.Expect(browser.Page.Locator("#withdrawn")).ToContainTextAsync("Enregistrée deux fois.");
        _ = await browser.Page.GotoAsync("/?startup=exemple");
        await Assertions.Expect(browser.Page.Locator("h1")).ToContainTextAsync("Exemple");
        Assert.Equal(0, await browser.Page.Locator("#withdrawn").CountAsync());
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task In_print_there_are_figures_and_no_controls()
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync("/");
        await page.Locator(".picture img").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox)).ToBeVisibleAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(page.Locator("form[role=search]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#language")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".picture img")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("ul.startups li").First).ToBeVisibleAsync();
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?startup=exemple")]
    [InlineData("/?q=envergo&status=incubating")]
    public async Task Nothing_is_wider_than_a_phone(string address)
    {
        await using var browser = await Browser.OpenAsync(width: 360);
        _ = await browser.Page.GotoAsync(address);
        await browser.Page.Locator("ul.startups li:visible, article .picture img:visible").First.WaitForAsync();
        _ = await browser.Page.EvaluateAsync("document.querySelectorAll('main details').forEach(details => { details.open = true })");

        Assert.Equal(360, await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task The_lengths_of_phases_are_drawn_when_they_are_asked_for()
    {
        await using var browser = await Browser.OpenAsync();
        _ = await browser.Page.GotoAsync("/");

        await browser.Page.GetByText("Combien de temps durent les phases").ClickAsync();

        await Assertions.Expect(browser.Page.Locator(".folds .picture img"))
            .ToHaveAttributeAsync("alt", new System.Text.RegularExpressions.Regex("Construction\u00A0: .*médiane"));
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
