namespace HostSim.WebConsole;

/// <summary>The console: static files that travel inside the program, and nothing from anywhere else.</summary>
public static class ConsolePage
{
    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/console.css", "console.css", "text/css; charset=utf-8"),
        ("/console.js", "console.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
        ("/plot.js", "plot.js", "text/javascript; charset=utf-8"),
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
