using Incubateurs.Tests.Site;
using Microsoft.Playwright;

namespace Incubateurs.Tests.Gateways;

/// <summary>What people see below a prefix.</summary>
[Trait("Needs", "nginx")]
[Trait("Needs", "Chromium")]
public sealed class GatewayPageTests
{
    [Theory]
    [MemberData(nameof(GatewayTests.Ways), MemberType = typeof(GatewayTests))]
    public async Task The_page_and_Swagger_UI_work_below_a_prefix(bool strips)
    {
        Nginx? nginx = null;
        await using var browser = await Browser.OpenAsync(
            gateway: async server => (nginx = await Nginx.StartAsync(server, strips)).Address,
            settings: strips ? ("Proxies:Known:0", "127.0.0.1") : ("PathBase", GatewayTests.Prefix));
        await using var behind = nginx!;
        var page = browser.Page;
        _ = await page.GotoAsync("./");
        await page.Locator(".picture img").WaitForAsync();
        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("envergo");
        await Assertions.Expect(page.Locator("p.count")).ToContainTextAsync("1 startup");
        await page.Locator("ul.startups a").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Envergo");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Envergo");
        Assert.StartsWith($"{browser.Address}?", page.Url, StringComparison.Ordinal);

        _ = await page.GotoAsync("swagger");
        await page.Locator("#operations-Phases-ListPhases").ClickAsync();
        await page.Locator("#operations-Phases-ListPhases button.execute").ClickAsync();
        await Assertions.Expect(page.Locator("#operations-Phases-ListPhases .live-responses-table tbody .response-col_status").First).ToContainTextAsync("200");

        Assert.Empty(browser.Faults);
    }
}
