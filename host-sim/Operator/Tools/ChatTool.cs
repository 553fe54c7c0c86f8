using System.Threading.Channels;

namespace HostSim.Operator.Tools;

/// <summary>Talks to a device as a person would in a chat window.</summary>
internal sealed class ChatTool(ToolSession session, ToolOutput output)
{
    /// <summary>Says one thing and prints the answer.</summary>
    public async Task<int> SayAsync(string device, string text)
    {
        Channel<string> answers = await ListenAsync(device);
        string answer = await session.InTimeAsync(device, async cancellation =>
        {
            await session.Client.SayAsync(device, text, cancellation);
            return await answers.Reader.ReadAsync(cancellation);
        });
        Print(device, answer);
        return ExitCode.Done;
    }

    /// <summary>Says what <paramref name="input"/> says, line by line, and prints each answer before the
    /// next.</summary>
    public async Task<int> TalkAsync(string device, TextReader input)
    {
        Channel<string> answers = await ListenAsync(device);
        while (await input.ReadLineAsync(session.Stop) is string line)
        {
            if (line.Length > 0)
            {
                string answer = await session.InTimeAsync(device, async cancellation =>
                {
                    await session.Client.SayAsync(device, line, cancellation);
                    return await answers.Reader.ReadAsync(cancellation);
                });
                Print(device, answer);
            }
        }

        return ExitCode.Done;
    }

    // A line that waits for the device on the server would not be run: it may be hours old by then.
    private async Task<Channel<string>> ListenAsync(string device)
    {
        await session.SeeAsync(device);
        Channel<string> answers = Channel.CreateUnbounded<string>();
        string bare = XmppNames.Bare(device);
        session.Client.MessageReceived += message =>
        {
            if (string.Equals(XmppNames.Bare(message.From), bare, StringComparison.OrdinalIgnoreCase))
            {
                answers.Writer.TryWrite(message.Body);
            }
        };
        return answers;
    }

    private void Print(string device, string answer)
    {
        if (output.IsJson)
        {
            output.Json(new { From = device, Body = answer });
            return;
        }

        foreach (string line in answer.Split('\n'))
        {
            output.Line(line.TrimEnd('\r'));
        }
    }
}
