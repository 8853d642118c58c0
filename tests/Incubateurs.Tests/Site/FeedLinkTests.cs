namespace Incubateurs.Tests.Site;

/// <summary>Who reads the page finds the feed: of all, and of one startup.</summary>
[Trait("Needs", "Chromium")]
public sealed class FeedLinkTests
{
    [Theory]
    [InlineData("/", "footer a[href='v1/changes.atom']", "Startups d'État : ce qui change")]
    [InlineData("/?startup=pix", "main a[href='v1/changes.atom?startup=pix']", "Pix")]
    public async Task The_page_links_to_it(string address, string link, string says)
    {
        await using var browser = await Browser.OpenAsync();
        var page = browser.Page;
        _ = await page.GotoAsync(address);
        await page.Locator(link).First.WaitForAsync();

        var feed = await page.EvaluateAsync<string>(
            "async link => await (await fetch(document.querySelector(link).href)).text()", link);

        Assert.Contains(says, feed, StringComparison.Ordinal);
        Assert.Contains("<entry>", feed, StringComparison.Ordinal);
        Assert.Equal("v1/changes.atom", await page.Locator("head link[type='application/atom+xml']").GetAttributeAsync("href"));
        Assert.Empty(browser.Faults);
    }
}
