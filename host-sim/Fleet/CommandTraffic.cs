using System.Diagnostics;
using HostSim.Operator;
using HostSim.Ports;

namespace HostSim.Fleet;

/// <summary>The operators' commands: at an even rate, each to a device that chance picks.</summary>
internal sealed class CommandTraffic(IFleetServer server, FleetOptions options, CommandLedger ledger)
{
    // Reads counters and changes nothing: any number may run.
    private const string Command = "health";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly Dictionary<string, string> NoArguments = [];

    private readonly Random _chance = new(Seeds.Derive(options.Seed, "commands"));

    /// <summary>Gives commands until <paramref name="stop"/>; ends when each one has come to its end or
    /// <paramref name="giveUp"/> is called.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        List<Task> running = [];
        using PeriodicTimer timer = new(Beat);
        Stopwatch time = Stopwatch.StartNew();
        long given = 0;
        while (!stop.IsCancellationRequested)
        {
            for (; given < time.Elapsed.TotalSeconds * options.CommandsPerSecond; given++)
            {
                running.Add(GiveAsync(_chance.Next(options.Devices), giveUp));
            }

            running.RemoveAll(task => task.IsCompleted);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(running);
    }

    private async Task GiveAsync(int device, CancellationToken giveUp)
    {
        ledger.Issue();
        long start = Stopwatch.GetTimestamp();
        try
        {
            CommandReply reply = await server.OperatorOf(device).RunAsync(
                server.Seats[device].Account.Address, Command, NoArguments, giveUp);
            if (reply.Status == "done")
            {
                ledger.Done(device, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            else
            {
                ledger.Tell(device, $"{reply.Status} {reply.Condition} {reply.Note}".TrimEnd());
            }
        }
        catch (OperatorException e)
        {
            ledger.Tell(device, e.Message);
        }
        catch (OperationCanceledException)
        {
            ledger.GiveUp();
        }
    }
}
