using HostSim;
using HostSim.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Microsoft.Playwright.Assertions;

namespace Tests.Console;

/// <summary>The console over the links that are not XMPP: traffic in words, and its bytes without secrets.</summary>
[TestClass]
public sealed class LinkTests(TestContext context)
{
    [TestMethod]
    [DataRow("courier", "notification: topic", "connect: ", "0a 00 00")]
    [DataRow("imip", "result of ", "logs in as sim-1", "4d 45 53 47")]
    public async Task Traffic_is_told_in_words(string link, string result, string login, string bytes)
    {
        await using Browser browser = await Browser.StartAsync();
        await using Simulation simulation = await Simulation.CreateAsync(
            new SimulationOptions { Seed = 5, Link = link }, NullLoggerFactory.Instance);
        await using WebApplication app = ApiHost.Build(simulation, 0);
        await app.StartAsync();
        simulation.Start();
        IPage page = await browser.OpenAsync(app.Urls.First(), 1440, 1000, ColorScheme.Light);
        await Expect(page.Locator("#state")).ToHaveTextAsync("online", new() { Timeout = 60_000 });
        await Expect(Row(page, login)).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.Locator("#command-name").SelectOptionAsync("pin.write");
        await page.Locator("#command-arguments input[name=pin]").FillAsync("2");
        await page.Locator("#command-arguments input[name=value]").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send as the operator" }).ClickAsync();
        await Expect(Row(page, "pin.write")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        ILocator row = page.Locator("#traffic li", new() { HasText = result })
            .Filter(new() { HasText = "done" }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator(".hex")).ToContainTextAsync($"0000  {bytes}");
        await Row(page, login).Locator("summary").ClickAsync();
        string file = Path.Combine(
            Directory.CreateDirectory(Path.Combine(context.TestRunResultsDirectory!, "console")).FullName,
            $"{link}-traffic.png");
        await page.Locator("#traffic-view").ScreenshotAsync(new LocatorScreenshotOptions { Path = file });
        context.AddResultFile(file);
        await page.CloseAsync();
        await app.StopAsync();
    }

    private static ILocator Row(IPage page, string words) =>
        page.Locator("#traffic li", new() { HasText = words }).First;
}
