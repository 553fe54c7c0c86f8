namespace HostSim.Operator.Tools;

/// <summary>Runs one command on one device.</summary>
internal sealed class CommandTool(ToolSession session, ToolOutput output)
{
    /// <summary>Runs it and prints what came of it.</summary>
    public async Task<int> RunAsync(string device, string name, IReadOnlyDictionary<string, string> arguments)
    {
        CommandReply reply = await session.InTimeAsync(
            device, cancellation => session.Client.RunAsync(device, name, arguments, cancellation));
        if (output.IsJson)
        {
            output.Json(new { reply.Status, Result = new Dictionary<string, string>(reply.Result), reply.Note });
        }
        else
        {
            foreach ((string field, string value) in reply.Result)
            {
                output.Line($"{field} = {value}");
            }
        }

        return reply.Status == "done" ? ExitCode.Done : throw new ToolException(
            ExitCode.Refused, $"{name} {reply.Status}{(reply.Note.Length > 0 ? ": " + reply.Note : "")}");
    }

    /// <summary>Reads arguments as people write them: name=value.</summary>
    /// <exception cref="UsageException">One is not written so, or stands there twice.</exception>
    public static IReadOnlyDictionary<string, string> Arguments(IEnumerable<string> words)
    {
        Dictionary<string, string> arguments = [];
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"an argument is written name=value, not '{word}'");
            }

            if (!arguments.TryAdd(word[..equals], word[(equals + 1)..]))
            {
                throw new UsageException($"'{word[..equals]}' is given twice");
            }
        }

        return arguments;
    }
}
