using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Console;

/// <summary>The browser on this machine. Without one a test is skipped and says so, unless the lane promised
/// one.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> StartAsync()
    {
        string? chromium = Places.FirstOrDefault(File.Exists);
        if (chromium is null)
        {
            const string Why = "there is no Chromium (Debian: apt install chromium)";
            if (Environment.GetEnvironmentVariable("AGENT_INTEGRATION") == "1")
            {
                Assert.Fail(Why);
            }

            Assert.Inconclusive(Why);
        }

        IPlaywright playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,

            // The simulator's own page only: no sandbox is needed, and nothing else is to be asked for.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                "--disable-background-networking", "--disable-component-update",
            ],
        }));
    }

    public async Task<IPage> OpenAsync(string address, int width, int height, ColorScheme colours)
    {
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
