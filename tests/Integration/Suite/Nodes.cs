namespace Tests.Integration.Suite;

/// <summary>The device's PubSub nodes, and how a command stands in one.</summary>
internal static class Nodes
{
    /// <summary>Where it publishes its sensor fields.</summary>
    public static string Telemetry(string deviceId) => $"{deviceId}/data";

    /// <summary>Where it takes commands.</summary>
    public static string Commands(string deviceId) => $"{deviceId}/commands";

    /// <summary>Where it publishes their results.</summary>
    public static string Results(string deviceId) => $"{deviceId}/results";

    /// <summary>A command with its arguments as the payload of an item: an ad-hoc command with a form.</summary>
    public static string Command(string name, params (string Name, string Value)[] arguments)
    {
        string fields = string.Concat(
            arguments.Select(field => $"<field var='{field.Name}'><value>{field.Value}</value></field>"));
        return $"<command xmlns='http://jabber.org/protocol/commands' node='{name}' action='execute'>"
            + $"<x xmlns='jabber:x:data' type='submit'>{fields}</x></command>";
    }
}
