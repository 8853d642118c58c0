using Incubateurs.Tests.Support;
using Microsoft.Playwright;

namespace Incubateurs.Tests.Site;

/// <summary>The page in headless Chromium, on the real server. What the console says and where requests go is noted.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>Where the Debian package installs it.</summary>
    public const string Chromium = "/usr/bin/chromium";

    // Tests run beside each other: what is expected may come late, and five seconds were once too few.
    static Browser() => Assertions.SetDefaultExpectTimeout(30_000);

    private readonly TestApi api;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private Browser((string Key, string Value)[] settings) => api = new([("Portfolio:Embedded", "true"), .. settings]);

    public IPage Page { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>Errors of the console and of scripts, and requests to other hosts: none is expected.</summary>
    public List<string> Faults { get; } = [];

    /// <param name="gateway">What stands before the server, from its address.</param>
    public static async Task<Browser> OpenAsync(
        ColorScheme scheme = ColorScheme.Light,
        int width = 1200,
        string locale = "fr-FR",
        Func<Uri, Task<Uri>>? gateway = null,
        params (string Key, string Value)[] settings)
    {
        Assert.True(File.Exists(Chromium), $"The page is tested in Chromium, and there is no {Chromium}: apt-get install chromium");
        var opened = new Browser(settings);
        opened.api.UseKestrel(0);
        opened.api.StartServer();
        opened.Address = opened.api.ClientOptions.BaseAddress;
        if (gateway is not null)
            opened.Address = await gateway(opened.Address);
        opened.playwright = await Playwright.CreateAsync();
        opened.browser = await opened.playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
        var context = await opened.browser.NewContextAsync(new()
        {
            BaseURL = opened.Address.ToString(),
            ColorScheme = scheme,
            Locale = locale,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        opened.Page = await context.NewPageAsync();
        opened.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                opened.Faults.Add(message.Text);
        };
        opened.Page.PageError += (_, error) => opened.Faults.Add(error);
        opened.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(opened.Address.ToString(), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                opened.Faults.Add(request.Url);
        };
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await api.DisposeAsync();
    }
}
