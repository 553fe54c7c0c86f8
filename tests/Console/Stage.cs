using HostSim;
using HostSim.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Microsoft.Playwright.Assertions;

namespace Tests.Console;

/// <summary>A simulation with its page, and a browser to look at it.</summary>
internal sealed class Stage
{
    public static readonly LocatorAssertionsToHaveTextOptions Patiently = new() { Timeout = 60_000 };

    private readonly List<string> _errors = [];
    private readonly Browser _browser;
    private readonly WebApplication _app;

    private Stage(Browser browser, Simulation simulation, WebApplication app) =>
        (_browser, Simulation, _app) = (browser, simulation, app);

    public Simulation Simulation { get; }

    public static async Task<Stage> StartAsync(string link, int devices)
    {
        Browser browser = await Browser.StartAsync();
        Simulation simulation = await Simulation.CreateAsync(
            new SimulationOptions { Seed = 5, Devices = devices, Link = link }, NullLoggerFactory.Instance);
        WebApplication app = ApiHost.Build(simulation, 0);
        await app.StartAsync();
        simulation.Start();
        return new Stage(browser, simulation, app);
    }

    public async Task EndAsync()
    {
        await _browser.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Simulation.DisposeAsync();
        Assert.IsEmpty(_errors);
    }

    public async Task<IPage> OpenAsync(int width, int height, ColorScheme colours = ColorScheme.Light)
    {
        IPage page = await _browser.OpenAsync(_app.Urls.First(), width, height, colours);
        page.PageError += (_, error) => _errors.Add(error);
        return page;
    }

    public static Task OnlineAsync(IPage page) => Expect(page.Locator("#state")).ToHaveTextAsync("online", Patiently);

    public static async Task RunAsync(IPage page, string command, params (string Name, string Value)[] arguments)
    {
        await page.Locator("#command-name").SelectOptionAsync(command);
        foreach ((string name, string value) in arguments)
        {
            await page.Locator($"#command-arguments input[name={name}]").FillAsync(value);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Send as the operator" }).ClickAsync();
    }

    /// <summary>Keeps the whole page and each of its views among the test's results, to be looked at.</summary>
    public static async Task KeepPicturesAsync(IPage page, TestContext context, string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(context.TestRunResultsDirectory!, "console")).FullName;
        string whole = Path.Combine(folder, $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = whole, FullPage = true });
        context.AddResultFile(whole);
        foreach (ILocator view in await page.Locator("section:visible").AllAsync())
        {
            string file = Path.Combine(folder, $"{name}-{await view.GetAttributeAsync("id")}.png");
            await view.ScreenshotAsync(new LocatorScreenshotOptions { Path = file });
            context.AddResultFile(file);
        }
    }
}
