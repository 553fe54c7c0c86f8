namespace Tests.Integration.Servers;

/// <summary>A configuration template whose <c>@NAME@</c> marks are filled in.</summary>
internal static class Template
{
    /// <summary>Reads a template from beside this assembly, fills it and writes it to
    /// <paramref name="target"/>.</summary>
    public static void Fill(string template, string target, params (string Name, object Value)[] marks)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Servers", template));
        foreach ((string name, object value) in marks)
        {
            text = text.Replace($"@{name}@", Convert.ToString(value), StringComparison.Ordinal);
        }

        File.WriteAllText(target, text);
    }
}
