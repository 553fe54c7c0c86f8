using System.CommandLine;
using System.Runtime.InteropServices;
using HostSim.Operator;
using Spectre.Console;

namespace HostSim.Fleet;

/// <summary>The command <c>fleet</c>: thousands of devices, and a count that must come out even.</summary>
internal static class FleetCommand
{
    private const int Good = 0;
    private const int Bad = 1;

    // 128 and the number of SIGINT, as shells have it.
    private const int Interrupted = 130;

    // A log has no width of its own; the longest row fits.
    private const int TableWidth = 120;

    /// <summary>The command with its options.</summary>
    public static Command Make()
    {
        Command command = new("fleet",
            "Runs many devices at once and counts every report and command. Exit code 0 if nothing was lost or "
            + "doubled, 1 if something was, 2 for wrong arguments, 130 if it was interrupted.");
        FleetArguments arguments = new();
        arguments.AddTo(command);
        command.SetAction((parsed, _) => RunOrFailAsync(arguments.Read(parsed)));
        return command;
    }

    private static async Task<int> RunOrFailAsync(FleetOptions options)
    {
        TaskCompletionSource<int> interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration ctrlC = OnSignal(PosixSignal.SIGINT, interrupted);
        using PosixSignalRegistration term = OnSignal(PosixSignal.SIGTERM, interrupted);
        try
        {
            Task<int> ended = await Task.WhenAny(RunAsync(options, Console.Out), interrupted.Task);
            return await ended;
        }
        catch (Exception e) when (e is OperatorException or OperationCanceledException)
        {
            await Console.Out.WriteLineAsync($"fleet FAILED: {e.Message}");
            return Bad;
        }
    }

    // The web hosts of a gateway take these signals for themselves, but there is nothing to count in half a run.
    private static PosixSignalRegistration OnSignal(PosixSignal signal, TaskCompletionSource<int> interrupted) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Console.Out.WriteLine("fleet interrupted: nothing was counted");
            interrupted.TrySetResult(Interrupted);
        });

    /// <summary>Runs a fleet and prints what came of it, the line last. Returns the exit code.</summary>
    public static async Task<int> RunAsync(FleetOptions options, TextWriter output)
    {
        using ILoggerFactory logs = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Error).AddFilter("operator", LogLevel.Information)
            .AddSimpleConsole(console => console.SingleLine = true));
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        FleetResult result = isTerminal
            ? await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                    new ElapsedTimeColumn())
                .StartAsync(context => FleetRun.RunAsync(options, new BarView(context), logs))
            : await FleetRun.RunAsync(options, new PlainView(output), logs);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        console.Profile.Width = Math.Max(console.Profile.Width, TableWidth);
        console.Write(FleetTable.Render(result));
        if (options.HtmlFile is string file)
        {
            await File.WriteAllTextAsync(file, FleetHtml.Write(result));
            await output.WriteLineAsync($"report in {file}");
        }

        await output.WriteLineAsync(result.Line);
        return result.IsGood ? Good : Bad;
    }
}
