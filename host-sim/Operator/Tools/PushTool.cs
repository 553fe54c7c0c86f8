using System.CommandLine;
using System.Security.Cryptography;
using HostSim.Arguments;
using HostSim.Operator.Push;

namespace HostSim.Operator.Tools;

/// <summary>Pushes to a device over a push gateway, by the provider API of APNs.</summary>
internal sealed class PushTool
{
    private readonly Argument<string> _device = new("device") { Description = "The device token in hexadecimal." };

    private readonly Argument<string> _payload = new("payload")
    {
        Description = "The payload, a JSON object, or - to read it from standard input.",
    };

    private readonly Option<string> _team = Needed("--team", "The team of the key.");
    private readonly Option<string> _keyId = Needed("--key-id", "The id of the key.");
    private readonly Option<string> _key = Needed("--key", "PEM file of the private key that signs provider tokens.");
    private readonly Option<string> _topic = Needed("--topic", "The topic.");

    private readonly Option<string> _type = new("--type")
    {
        Description = "The kind of push [alert].",
        DefaultValueFactory = _ => "alert",
    };

    private readonly Option<int?> _priority =
        Values.Number("--priority", 1, 10, "10 at once, 5 when it suits, 1 never wakes.");

    private readonly Option<int?> _seconds =
        Values.Number("--expires", 0, int.MaxValue, "Seconds after which nobody wants it; 0 for now or never.");

    private readonly Option<string?> _collapse = new("--collapse-id")
    {
        Description = "A later push with the same one replaces this.",
    };

    /// <summary>The command.</summary>
    public static Command Make(OperatorArguments arguments)
    {
        PushTool tool = new();
        Command command = new("send-push",
            "Pushes to a device over a push gateway: operator send-push --server localhost:2197 TOKEN '{\"aps\":{}}'");
        command.Add(tool._device);
        command.Add(tool._payload);
        Option[] options =
        [
            tool._team, tool._keyId, tool._key, tool._topic, tool._type, tool._priority, tool._seconds, tool._collapse,
        ];
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, cancellation) => tool.RunAsync(parsed, arguments, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, OperatorArguments arguments, CancellationToken cancellation)
    {
        using PushCredentials credentials = Credentials(parsed);
        using PushSender sender = new(arguments.Gateway(parsed, credentials));
        PushMessage message = Message(parsed);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(arguments.Timeout(parsed));
        try
        {
            PushAnswer answer = await sender.SendAsync(message, limit.Token);
            Print(arguments.Output(parsed), answer);
            return answer.IsAccepted ? ExitCode.Done : ExitCode.Refused;
        }
        catch (OperatorException e)
        {
            throw new ToolException(ExitCode.NoConnection, e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ToolException(ExitCode.NoAnswer, "no answer in time");
        }
    }

    private PushCredentials Credentials(ParseResult parsed)
    {
        string pem = Values.Usable(_key.Name, () => File.ReadAllText(parsed.GetRequiredValue(_key)));
        try
        {
            return new PushCredentials(
                parsed.GetRequiredValue(_team), parsed.GetRequiredValue(_keyId), pem, TimeProvider.System);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UsageException($"{_key.Name}: {e.Message}");
        }
    }

    private PushMessage Message(ParseResult parsed) => new()
    {
        Device = parsed.GetRequiredValue(_device) is { } device && device.All(char.IsAsciiHexDigit)
            ? device
            : throw new UsageException("device: a token is hexadecimal"),
        Topic = parsed.GetRequiredValue(_topic),
        Payload = parsed.GetRequiredValue(_payload) is var payload && payload == "-" ? Console.In.ReadToEnd() : payload,
        Type = parsed.GetRequiredValue(_type),
        Priority = parsed.GetValue(_priority),
        Expires = parsed.GetValue(_seconds) switch
        {
            null => null,
            0 => DateTimeOffset.UnixEpoch,
            int seconds => DateTimeOffset.UtcNow.AddSeconds(seconds),
        },
        CollapseId = parsed.GetValue(_collapse),
    };

    private static void Print(ToolOutput output, PushAnswer answer)
    {
        if (output.IsJson)
        {
            output.Json(answer);
            return;
        }

        output.Line(answer.IsAccepted ? $"accepted, {answer.Id}" : $"{answer.Status} {answer.Reason}, {answer.Id}");
    }

    private static Option<string> Needed(string name, string description) =>
        new(name) { Description = description, Required = true };
}
