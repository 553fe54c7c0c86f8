using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HostSim.Replay;

/// <summary>A run that failed, in a file: enough to run it again, byte for byte.</summary>
/// <param name="Inputs">What the run was given.</param>
/// <param name="Commit">The program that ran it; empty if it did not know.</param>
/// <param name="Broken">The invariant that broke; empty if none did.</param>
/// <param name="Events">How many events there were until then.</param>
/// <param name="Hash">SHA-256 of all of them, in hexadecimal.</param>
public sealed record Recording(RunInputs Inputs, string Commit, string Broken, int Events, string Hash)
{
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The commit that this program was built from; empty if that is not known.</summary>
    public static string ThisCommit => typeof(Recording).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')
        is [_, string commit] ? commit : "";

    /// <summary>Runs these inputs. What is broken is in the recording; the last events go out besides.</summary>
    public static Recording Of(RunInputs inputs, int events, out string last)
    {
        SeededRun run = new(inputs);
        string broken = "";
        try
        {
            run.Run();
        }
#pragma warning disable CA1031 // an agent that throws breaks "No escape": that is what a run is to find
        catch (Exception e)
#pragma warning restore CA1031
        {
            broken = e is InvariantException ? e.Message : $"No escape: {e.GetType().Name}: {e.Message}";
        }

        last = run.Trace.Last(events);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(run.Trace.ToString()));
        return new Recording(inputs, ThisCommit, broken, run.Trace.Count, Convert.ToHexStringLower(hash));
    }

    /// <summary>Writes it.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Style) + "\n");

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">The file is no recording; the message says what is wrong.</exception>
    public static Recording Load(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new InvalidDataException($"{path} is larger than any recording");
        }

        try
        {
            Recording? recording = JsonSerializer.Deserialize<Recording>(File.ReadAllText(path), Style);
            return recording is { Inputs: { StormTurns: >= 0 and <= 100_000, AnswerMs: > 0 and <= 3_600_000 } }
                ? recording
                : throw new InvalidDataException($"{path}: inputs are missing or out of range");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no recording: {e.Message}");
        }
    }
}
