using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Microsoft.Playwright.Assertions;

namespace Tests.Console;

/// <summary>The console over the other links: it offers what the link can do, and nothing else.</summary>
[TestClass]
public sealed class LinkTests(TestContext context)
{
    private Stage? _stage;

    [TestCleanup]
    public async Task Stop()
    {
        if (_stage is not null)
        {
            await _stage.EndAsync();
        }
    }

    [TestMethod]
    public async Task A_push_through_the_provider_API_is_written_accepted_and_run()
    {
        IPage page = await OpenAsync("courier");
        await Expect(page.Locator("#publish-view")).ToBeHiddenAsync();
        await page.GetByText("Push through the provider API").ClickAsync();
        await page.Locator("#push textarea").FillAsync("""
            {"aps":{"content-available":1},"cmd":{"id":"page-1","name":"pin.write","args":{"pin":2,"value":1}}}
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Push", Exact = true }).ClickAsync();
        await Expect(page.Locator("#push-result")).ToHaveTextAsync(new Regex("^accepted as"), Stage.Patiently);
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "LED is high" })).ToBeVisibleAsync();

        await page.Locator("#push textarea").FillAsync("""{"aps":""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Push", Exact = true }).ClickAsync();
        await Expect(page.Locator("#push-result")).ToHaveTextAsync(new Regex("the payload is no JSON"));
        await Stage.KeepPicturesAsync(page, context, "courier");
    }

    [TestMethod]
    [DataRow("courier")]
    [DataRow("imip")]
    public async Task A_person_talks_with_the_device_over_each_link(string link)
    {
        IPage page = await OpenAsync(link);
        await page.GetByLabel("Say").FillAsync("pin.read 35");
        await page.GetByLabel("Say").PressAsync("Enter");
        await Expect(page.Locator("#chat li:not(.mine) pre").First).ToHaveTextAsync("value: 0", Stage.Patiently);
    }

    [TestMethod]
    public async Task Commands_run_over_IMIP_and_what_it_cannot_do_is_not_offered()
    {
        IPage page = await OpenAsync("imip");
        await Expect(page.Locator("#publish-view")).ToBeHiddenAsync();
        await Expect(page.Locator("#push-view")).ToBeHiddenAsync();
        await Stage.RunAsync(page, "pin.write", ("pin", "2"), ("value", "1"));
        await Expect(page.Locator("#command-result p").First).ToHaveTextAsync(
            new Regex("^done in"), Stage.Patiently);
        await Stage.KeepPicturesAsync(page, context, "imip");
    }

    [TestMethod]
    [DataRow("courier", "notification: topic", "connect: ", "0a 00 00")]
    [DataRow("imip", "result of ", "logs in as sim-1", "4d 45 53 47")]
    public async Task Traffic_is_told_in_words(string link, string result, string login, string bytes)
    {
        IPage page = await OpenAsync(link);
        await Expect(Row(page, login)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Stage.RunAsync(page, "pin.write", ("pin", "2"), ("value", "1"));
        await Expect(Row(page, "pin.write")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        ILocator row = page.Locator("#traffic li", new() { HasText = result })
            .Filter(new() { HasText = "done" }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator(".hex")).ToContainTextAsync($"0000  {bytes}");
        await Row(page, login).Locator("summary").ClickAsync();
        await Stage.KeepPicturesAsync(page, context, $"{link}-traffic");
    }

    private static ILocator Row(IPage page, string words) =>
        page.Locator("#traffic li", new() { HasText = words }).First;

    private async Task<IPage> OpenAsync(string link)
    {
        _stage = await Stage.StartAsync(link, devices: 1);
        IPage page = await _stage.OpenAsync(1440, 1000);
        await Stage.OnlineAsync(page);
        return page;
    }
}
