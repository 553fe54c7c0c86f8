using System.CommandLine;
using HostSim.Arguments;

namespace HostSim.Replay;

/// <summary>The <c>replay</c> command: runs a recorded failure again, in virtual time.</summary>
public static class ReplayCommand
{
    private const int LastEvents = 50;
    private const int Held = 0;
    private const int Broke = 1;

    /// <summary>The command.</summary>
    public static Command Make()
    {
        Argument<string> file = new("file") { Description = "A recording, as the chaos tests write one." };
        Command command = new("replay",
            "Runs a recorded failure again in virtual time and stops at the first broken invariant. Ends with 0 if "
            + "every invariant held, 1 if one broke.");
        command.Add(file);
        command.SetAction(parsed => Run(
            Values.Usable("replay", () => Recording.Load(parsed.GetRequiredValue(file))), Console.Out));
        return command;
    }

    /// <summary>Runs it again and tells what came of it.</summary>
    internal static int Run(Recording recorded, TextWriter output)
    {
        if (recorded.Commit != Recording.ThisCommit)
        {
            output.WriteLine($"recorded by {Name(recorded.Commit)}, replayed by {Name(Recording.ThisCommit)}");
        }

        Recording now = Recording.Of(recorded.Inputs, LastEvents, out string last);
        output.Write(last);
        output.WriteLine(now.Hash == recorded.Hash
            ? $"{now.Events} events, byte for byte as recorded"
            : $"{now.Events} events, not the {recorded.Events} that were recorded");
        output.WriteLine(now.Broken.Length > 0
            ? $"seed {now.Inputs.Seed} broke: {now.Broken}"
            : $"seed {now.Inputs.Seed}: every invariant held");
        return now.Broken.Length > 0 ? Broke : Held;
    }

    private static string Name(string commit) => commit.Length > 0 ? commit : "a program that does not know its commit";
}
