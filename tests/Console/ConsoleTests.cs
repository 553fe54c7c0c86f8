using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Microsoft.Playwright.Assertions;

namespace Tests.Console;

/// <summary>A person's way through the console, and a picture of each view to look at.</summary>
[TestClass]
public sealed class ConsoleTests(TestContext context)
{
    private Stage _stage = null!;

    [TestInitialize]
    public async Task Start() => _stage = await Stage.StartAsync("xmpp", devices: 3);

    [TestCleanup]
    public async Task Stop()
    {
        // Null without a browser, when there was nothing to test.
        if (_stage is not null)
        {
            await _stage.EndAsync();
        }
    }

    [TestMethod]
    public async Task A_person_drives_a_pin_breaks_the_world_and_sees_it_recover()
    {
        IPage page = await _stage.OpenAsync(1440, 1000);
        await Stage.OnlineAsync(page);
        await page.Locator("#command-name").SelectOptionAsync("pin.write");
        await Expect(page.Locator("#command-form")).ToHaveTextAsync("The form as the device sent it.", Stage.Patiently);
        await Stage.RunAsync(page, "pin.write", ("pin", "2"), ("value", "1"));
        await Expect(page.Locator("#command-result p").First).ToHaveTextAsync(
            new Regex("^done in"), Stage.Patiently);
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "LED is high" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "switch the radio off" }).ClickAsync();
        await Expect(page.Locator("#state")).ToHaveTextAsync(
            new Regex("offline.*next try in"), Stage.Patiently);
        await page.GetByRole(AriaRole.Button, new() { Name = "switch the radio off" }).ClickAsync();
        await Stage.OnlineAsync(page);
        await Expect(page.Locator("#timeline")).ToContainTextAsync("offline");
    }

    [TestMethod]
    public async Task Buttons_sensors_chat_and_devices_are_within_reach()
    {
        IPage page = await _stage.OpenAsync(1440, 1000);
        await Stage.OnlineAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "motion is low" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "motion is high" })).ToBeVisibleAsync();
        Assert.AreEqual(1, _stage.Simulation.Devices[0].Board.ReadPin(35));

        await page.GetByLabel("how Humidity goes").SelectOptionAsync("failing");
        await Expect(page.Locator("#sensors")).ToContainTextAsync("no answer");

        await page.GetByLabel("Say").FillAsync("pin.read 35");
        await page.GetByLabel("Say").PressAsync("Enter");
        await Expect(page.Locator("#chat li:not(.mine) pre").First).ToHaveTextAsync("value: 1", Stage.Patiently);

        await page.GetByRole(AriaRole.Button, new() { Name = "sim-2" }).ClickAsync();
        await Expect(page.Locator("#facts")).ToContainTextAsync("sim-2@");
    }

    [TestMethod]
    public async Task Traffic_is_told_in_words_and_shows_its_bytes_on_demand()
    {
        IPage page = await _stage.OpenAsync(1440, 1000);
        await Stage.OnlineAsync(page);
        await Stage.RunAsync(page, "pin.write", ("pin", "4"), ("value", "1"));
        ILocator row = page.Locator("#traffic li", new() { HasText = "command pin.write, completed" }).First;
        await Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator(".hex")).ToContainTextAsync("0000  3c 69 71");

        await page.Locator("#filter").FillAsync("no such words");
        await Expect(row).ToBeHiddenAsync();
        await page.Locator("#filter").FillAsync("pin.write");
        await Expect(row).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator("#pause")).ToHaveTextAsync(new Regex("Go on"));
        Assert.DoesNotContain("password", (await page.Locator("#traffic").InnerTextAsync()).ToUpperInvariant());
    }

    [TestMethod]
    public async Task Everything_can_be_reached_by_keyboard()
    {
        IPage page = await _stage.OpenAsync(1440, 1000);
        await Stage.OnlineAsync(page);
        HashSet<string> reached = [];
        for (int i = 0; i < 90; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>(
                "document.activeElement.closest('section,nav')?.id ?? document.activeElement.tagName"));
        }

        string[] views = ["devices", "board-view", "sensors-view", "command-view", "talk-view", "world-view",
            "telemetry-view", "traffic-view"];
        Assert.IsEmpty(views.Except(reached));
        Assert.AreEqual(0, await page.EvaluateAsync<int>(
            "[...document.querySelectorAll('button,input,select,textarea')].filter(e => !e.hidden && "
            + "!(e.labels?.length || e.ariaLabel || e.textContent.trim() || e.title)).length"),
            "controls without a name");
    }

    [TestMethod]
    [DataRow("light", 1440, 1000)]
    [DataRow("dark", 1440, 1000)]
    [DataRow("phone", 390, 844)]
    public async Task Views_are_kept_as_pictures(string name, int width, int height)
    {
        IPage page = await _stage.OpenAsync(width, height, name == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await Stage.OnlineAsync(page);
        await Stage.RunAsync(page, "pin.write", ("pin", "2"), ("value", "1"));
        await page.GetByRole(AriaRole.Button, new() { Name = "let each read" }).ClickAsync();
        await Expect(page.Locator("#plots figure")).Not.ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(page.Locator("#plots figure", new() { HasText = "Temperature" }).Locator("path"))
            .Not.ToHaveCountAsync(0, new() { Timeout = 60_000 });
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"),
            "it scrolls sideways");
        await Stage.KeepPicturesAsync(page, context, name);
    }
}
