namespace HostSim.WebConsole;

/// <summary>The console: static files that travel inside the program, and nothing from anywhere else.</summary>
public static class ConsolePage
{
    private const string JavaScript = "text/javascript; charset=utf-8";

    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/console.css", "console.css", "text/css; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
        ("/board.js", "board.js", JavaScript),
        ("/commands.js", "commands.js", JavaScript),
        ("/console.js", "console.js", JavaScript),
        ("/decode.js", "decode.js", JavaScript),
        ("/dom.js", "dom.js", JavaScript),
        ("/plot.js", "plot.js", JavaScript),
        ("/state.js", "state.js", JavaScript),
        ("/traffic.js", "traffic.js", JavaScript),
        ("/world.js", "world.js", JavaScript),
    ];

    /// <summary>Adds the routes of the page.</summary>
    public static void Map(WebApplication app)
    {
        foreach ((string path, string file, string type) in Files)
        {
            byte[] content = Read(file);
            app.MapGet(path, () => Results.Bytes(content, type));
        }
    }

    private static byte[] Read(string file)
    {
        using Stream stream = typeof(ConsolePage).Assembly.GetManifestResourceStream("console/" + file)
            ?? throw new InvalidOperationException($"the program was built without {file}");
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
