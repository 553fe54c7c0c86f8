using System.CommandLine;
using System.Security.Cryptography;
using HostSim.Api;
using HostSim.Arguments;
using HostSim.Faults;
using HostSim.Fleet;
using HostSim.Operator.Tools;
using HostSim.Replay;
using HostSim.PushGateway;

namespace HostSim;

/// <summary>The simulator: reads the arguments, starts everything, and ends it in good order.</summary>
public static class Program
{
    private const int Success = 0;
    private const int WrongUse = 2;

    /// <summary>Runs until Ctrl-C or SIGTERM. Returns 0 after a clean end, 2 for wrong arguments or a port in
    /// use.</summary>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            ParseResult parsed = Commands().Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpExamples)
            {
                throw new UsageException(parsed.Errors[0].Message);
            }

            // The web host ends on signals by itself, and who starts the wrong way reads one line and no stack.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"host-sim: {e.Message.ReplaceLineEndings(" ")}");
            return WrongUse;
        }
        catch (ToolException e)
        {
            await Console.Error.WriteLineAsync($"host-sim: {e.Message.ReplaceLineEndings(" ")}");
            return e.ExitCode;
        }
    }

    private static RootCommand Commands()
    {
        RootCommand root = new("Runs the device agent against virtual boards and an XMPP server.");
        Command run = new("run", "The same as without a command.");
        RunArguments arguments = new();
        foreach (Command command in new[] { root, run })
        {
            arguments.AddTo(command);
            command.SetAction(async (parsed, _) =>
            {
                await RunAsync(arguments.Read(parsed), arguments.WantsJson(parsed));
                return Success;
            });
        }

        root.Add(run);
        root.Add(OperatorTools.Make());
        root.Add(ReplayCommand.Make());
        root.Add(GatewayTools.Make());
        root.Add(FleetCommand.Make());
        root.Add(CompletionCommand.Make());
        HelpExamples.AddTo(root);
        return root;
    }

    private static async Task RunAsync(SimulationOptions options, bool wantsJson)
    {
        using ILoggerFactory logs = LogStyle.Make(wantsJson);
        await using Simulation simulation = await CreateAsync(options, logs);
        RequireDevices(options.Faults, simulation);
        await using WebApplication app = ApiHost.Build(simulation, options.Port);
        await ListenAsync(app, options.Port);
        simulation.Start();
        foreach (string line in simulation.Description)
        {
            Console.WriteLine($"host-sim: {line}");
        }

        Console.WriteLine($"host-sim: console at {app.Urls.First()}/");
        foreach (ScriptedFault fault in options.Faults?.Faults ?? [])
        {
            Console.WriteLine($"host-sim: planned {fault}");
        }

        Console.WriteLine("host-sim: Ctrl-C ends it");
        Task faults = options.Faults?.RunAsync(simulation.Devices, simulation.Faults,
            what => Console.WriteLine($"host-sim: fault at {what}"), app.Lifetime.ApplicationStopping)
            ?? Task.CompletedTask;
        await app.WaitForShutdownAsync();
        await faults;
        Console.WriteLine("host-sim: ending");
    }

    private static void RequireDevices(FaultScript? plan, Simulation simulation)
    {
        try
        {
            plan?.RequireDevices(simulation.Devices);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"--faults: {e.Message}");
        }
    }

    private static async Task<Simulation> CreateAsync(SimulationOptions options, ILoggerFactory logs)
    {
        try
        {
            return await Simulation.CreateAsync(options, logs);
        }
        catch (Exception e) when (options.DataFolder is not null && e is IOException or UnauthorizedAccessException
            or InvalidDataException or CryptographicException or ArgumentException)
        {
            throw new UsageException($"--data: {options.DataFolder} cannot be used: {e.Message}");
        }
    }

    private static async Task ListenAsync(WebApplication app, int port)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException($"--port: {port} is in use");
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new UsageException($"--port: {port} cannot be used: {e.Message}");
        }
    }
}
