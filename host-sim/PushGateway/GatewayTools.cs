using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HostSim.Arguments;
using HostSim.PushGateway.Activation;
using HostSim.PushGateway.Provider;
using HostSim.PushGateway.Upstream;

namespace HostSim.PushGateway;

/// <summary>The <c>gateway</c> command: runs a push gateway, and tells it which devices there are.</summary>
public static class GatewayTools
{
    private const int Success = 0;
    private const int Refused = 1;
    private const int UsualCodeMinutes = 60;
    private const int MostCodeMinutes = 7 * 24 * 60;

    /// <summary>The command with all below it.</summary>
    public static Command Make()
    {
        GatewayArguments arguments = new();
        Command command = new("gateway",
            "Runs a push gateway: devices on one port, those who push to them on another.");
        arguments.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            await RunAsync(arguments.Read(parsed), arguments.WantsJson(parsed));
            return Success;
        });
        Command[] tools = [Enrol(arguments), Revoke(arguments), List(arguments)];
        Array.ForEach(tools, command.Add);
        command.Add(ProviderTools.Make(arguments.Folder));
        command.Add(WebhookTools.Make(arguments.Folder));
        return command;
    }

    private static Command Enrol(GatewayArguments arguments)
    {
        Option<string> device = Device();
        Option<int?> minutes = Arguments.Values.Number(
            "--minutes", 1, MostCodeMinutes, $"How long the code is good [{UsualCodeMinutes}].");
        return Tool("enrol", "Makes a code with which a device gets its certificate, once.", [device, minutes],
            parsed =>
            {
                string id = parsed.GetRequiredValue(device);
                TimeSpan lifetime = TimeSpan.FromMinutes(parsed.GetValue(minutes) ?? UsualCodeMinutes);
                if (!DeviceRegistry.IsId(id))
                {
                    throw new UsageException($"--device: '{id}' is no id: letters, digits, dot, hyphen, underscore");
                }

                Console.WriteLine($"{arguments.Registry(parsed).Enrol(id, lifetime)}  good for {id}, "
                    + $"once, for {lifetime.TotalMinutes} minutes");
                return Success;
            });
    }

    private static Command Revoke(GatewayArguments arguments)
    {
        Option<string> device = Device();
        return Tool("revoke", "Lets a device in no more, from now on.", [device], parsed =>
        {
            string id = parsed.GetRequiredValue(device);
            bool done = arguments.Registry(parsed).Revoke(id);
            Console.WriteLine(done ? $"{id} is revoked" : $"there is no device {id}");
            return done ? Success : Refused;
        });
    }

    private static Command List(GatewayArguments arguments) => Tool("list", "Every device.", [], parsed =>
    {
        foreach (DeviceRecord device in arguments.Registry(parsed).All.OrderBy(it => it.Id, StringComparer.Ordinal))
        {
            Console.WriteLine($"{device.Id}  {StateOf(device)}");
        }

        return Success;
    });

    private static string StateOf(DeviceRecord device)
    {
        string state = device switch
        {
            { Revoked: DateTimeOffset revoked } => $"revoked {At(revoked)}",
            { Activated: DateTimeOffset activated } =>
                $"activated {At(activated)}, certificates: {device.Certificates.Count}",
            _ => "never activated",
        };
        return device.CodeExpires is DateTimeOffset expires ? $"{state}, code open until {At(expires)}" : state;
    }

    private static string At(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Option<string> Device() => new("--device") { Description = "The device's id.", Required = true };

    private static Command Tool(
        string name, string description, Option[] options, Func<ParseResult, int> run)
    {
        Command command = new(name, description);
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, _) => Task.FromResult(ToolRun.Usable(() => run(parsed))));
        return command;
    }

    private static async Task RunAsync(GatewayOptions options, bool wantsJson)
    {
        using ILoggerFactory logs = LogStyle.Make(wantsJson);
        await using PushGatewayHost host = await StartAsync(options, logs);
        Console.WriteLine($"gateway: devices on port {host.CourierPort}, activation on {host.ActivationPort}");
        Console.WriteLine($"gateway: providers on port {host.ProviderPort}, numbers at "
            + $"http://127.0.0.1:{host.AdminPort}/metrics");
        Console.WriteLine($"gateway: to be trusted: {Path.Combine(options.DataFolder, "ca")}");
        Console.WriteLine("gateway: ready, Ctrl-C ends it");
        await EndAsync();
        Console.WriteLine("gateway: ending");
    }

    private static async Task<PushGatewayHost> StartAsync(GatewayOptions options, ILoggerFactory logs)
    {
        try
        {
            return await PushGatewayHost.StartAsync(options, logs);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or CryptographicException or System.Net.Sockets.SocketException)
        {
            throw new UsageException($"the gateway cannot start: {e.Message}");
        }
    }

    private static async Task EndAsync()
    {
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await end.Task;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.TrySetResult();
        }
    }
}
