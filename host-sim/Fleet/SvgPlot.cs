using System.Globalization;
using System.Net;
using System.Text;

namespace HostSim.Fleet;

/// <summary>A line over the seconds of a run, drawn as SVG that needs nothing else.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Points">Second and value, in order.</param>
internal sealed record SvgPlot(string Title, string Unit, IReadOnlyList<(double Second, double Value)> Points)
{
    private const int Width = 720;
    private const int Height = 220;
    private const int Left = 64;
    private const int Right = 12;
    private const int Top = 26;
    private const int Bottom = 32;
    private const int Ticks = 5;

    /// <summary>Moments with a name, such as the death of the server.</summary>
    public IReadOnlyList<(double Second, string Name)> Marks { get; init; } = [];

    /// <summary>A level to compare with from some second on, and its name; null for none.</summary>
    public (double Since, double Value, string Name)? Bound { get; init; }

    /// <summary>The plot as an element of a page.</summary>
    public string Write()
    {
        (double lastSecond, int seconds) = Axis(Points.Count == 0 ? 1 : Points[^1].Second);
        double top = Points.Select(point => point.Value).DefaultIfEmpty().Max();
        (double greatest, int values) = Axis(Math.Max(top, Bound?.Value ?? 0));
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture,
            $"<figure><figcaption>{WebUtility.HtmlEncode(Title)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" ");
        svg.Append(CultureInfo.InvariantCulture,
            $"role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Title)}, at most {top:0.##} {Unit}\">");
        Text(svg, Left - 6, Top - 12, "end", Unit);
        for (int i = 0; i <= values; i++)
        {
            double value = greatest * i / values;
            Line(svg, "grid", Left, Y(value, greatest), Width - Right, Y(value, greatest));
            Text(svg, Left - 6, Y(value, greatest) + 4, "end", Short(value));
        }

        for (int i = 0; i <= seconds; i++)
        {
            double second = lastSecond * i / seconds;
            Text(svg, X(second, lastSecond), Height - 12, "middle", $"{Short(second)}{(i == seconds ? " s" : "")}");
        }

        foreach ((double second, string name) in Marks)
        {
            Line(svg, "mark", X(second, lastSecond), Top, X(second, lastSecond), Height - Bottom);
            Text(svg, X(second, lastSecond), Top - 6, "middle", name);
        }

        if (Bound is (double since, double bound, string boundName))
        {
            Line(svg, "bound", X(since, lastSecond), Y(bound, greatest), Width - Right, Y(bound, greatest));
            Text(svg, Width - Right, Y(bound, greatest) + 13, "end", boundName);
        }

        IEnumerable<string> points = Points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{X(point.Second, lastSecond):0.#},{Y(point.Value, greatest):0.#}"));
        svg.Append("<polyline class=\"line\" points=\"").AppendJoin(' ', points).Append("\"/></svg></figure>\n");
        return svg.ToString();
    }

    // Steps of 1, 2 or 5 times a power of ten, of which five at most reach the greatest value, and how many do.
    private static (double End, int Steps) Axis(double greatest)
    {
        double raw = Math.Max(1, greatest) / Ticks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double[] nice = [1, 2, 5, 10];
        double step = nice.Select(it => it * power).First(it => it >= raw * 0.999999);
        int steps = (int)Math.Ceiling(raw * Ticks / step * 0.999999);
        return (step * steps, steps);
    }

    private static double X(double second, double last) => Left + ((Width - Left - Right) * second / last);

    private static double Y(double value, double greatest) =>
        Height - Bottom - ((Height - Top - Bottom) * value / greatest);

    private static void Line(StringBuilder svg, string kind, double x1, double y1, double x2, double y2) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<line class=\"{kind}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    private static string Short(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
