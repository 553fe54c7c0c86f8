using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using HostSim.Devices;
using HostSim.Ports;

namespace HostSim.Faults;

/// <summary>One thing that goes wrong at its time.</summary>
/// <param name="AtMs">When, in ms after the start.</param>
/// <param name="Fault">Its kind; one of <see cref="FaultNames.All"/>.</param>
public sealed record ScriptedFault(int AtMs, string Fault)
{
    /// <summary>The device's id; null for every device.</summary>
    public string? Device { get; init; }

    /// <summary>Its value; null for the usual one.</summary>
    public int? Value { get; init; }

    /// <summary>For how long, in ms; null for what happens once, or lasts until the end.</summary>
    public int? DurationMs { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        FaultSpec spec = FaultNames.Find(Fault)!;
        int value = Value ?? spec.Usual;
        string size = spec.Unit.Length > 0 ? $" {value} {spec.Unit}" : "";
        string time = DurationMs is int ms ? $" for {ms} ms" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{AtMs,8} ms  {Device ?? "all"}: {Fault}{size}{time}");
    }
}

/// <summary>What goes wrong in a run, in order of time: written in a file, or drawn from a seed.</summary>
/// <remarks>
/// <code>
/// {"faults":[{"atMs":5000,"device":"sim-1","fault":"delay","value":200,"durationMs":3000}, …],
///  "random":{"everyMs":10000,"untilMs":60000}}                            both optional
/// </code>
/// </remarks>
public sealed class FaultScript
{
    private const int MaxFaults = 10_000;
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int LongestMs = 86_400_000;

    private static readonly JsonSerializerOptions Style = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private FaultScript(IReadOnlyList<ScriptedFault> faults) => Faults = faults;

    private sealed record Chance(int EveryMs, int UntilMs);

    private sealed record Plan
    {
        public IReadOnlyList<ScriptedFault> Faults { get; init; } = [];

        public Chance? Random { get; init; }
    }

    /// <summary>All of it, in order of time.</summary>
    public IReadOnlyList<ScriptedFault> Faults { get; }

    /// <summary>Reads a plan; what it leaves to chance is drawn from <paramref name="seed"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no plan; the message says what is wrong.</exception>
    public static FaultScript Load(string path, int seed)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new InvalidDataException($"{path} is larger than {MaxBytes} bytes");
        }

        try
        {
            Plan plan = JsonSerializer.Deserialize<Plan>(File.ReadAllText(path), Style) ?? new Plan();
            List<ScriptedFault> faults = [.. plan.Faults];
            if (plan.Random is Chance chance)
            {
                faults.AddRange(Draw(chance, seed));
            }

            for (int i = 0; i < faults.Count; i++)
            {
                Check(faults[i], i);
            }

            return faults.Count <= MaxFaults
                ? new FaultScript([.. faults.OrderBy(fault => fault.AtMs)])
                : throw new InvalidDataException($"{path} has more than {MaxFaults} faults");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no fault plan: {e.Message}");
        }
    }

    /// <summary>Refuses a plan that names a device which is not there.</summary>
    /// <exception cref="InvalidDataException">It does; the message names the device.</exception>
    public void RequireDevices(IReadOnlyList<VirtualDevice> devices)
    {
        ScriptedFault? stray = Faults.FirstOrDefault(
            fault => fault.Device is string id && devices.All(device => device.Id != id));
        if (stray is not null)
        {
            throw new InvalidDataException($"the plan names '{stray.Device}', and there is no such device");
        }
    }

    /// <summary>Lets it all happen to these devices, and tells each when it does.</summary>
    public async Task RunAsync(
        IReadOnlyList<VirtualDevice> devices, FaultControl control, Action<string> tell, CancellationToken stop)
    {
        long start = Environment.TickCount64;
        foreach (ScriptedFault fault in Faults)
        {
            long wait = start + fault.AtMs - Environment.TickCount64;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, wait)), stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            tell(fault.ToString().Trim());
            IEnumerable<VirtualDevice> hit = devices.Where(it => fault.Device is null || it.Id == fault.Device);

            // All devices have the one server.
            foreach (VirtualDevice device in fault.Fault == FaultNames.Server ? hit.Take(1) : hit)
            {
                await HappenAsync(control, device, fault, tell);
            }
        }
    }

    private static async Task HappenAsync(
        FaultControl control, VirtualDevice device, ScriptedFault fault, Action<string> tell)
    {
        FaultSpec spec = FaultNames.Find(fault.Fault)!;
        try
        {
            await control.StartAsync(device, spec, fault.Value ?? spec.Usual,
                fault.DurationMs is int ms ? TimeSpan.FromMilliseconds(ms) : null);
        }
        catch (Exception e) when (e is NotSupportedException or IOException or SocketException)
        {
            tell($"{fault.Fault}: {e.Message}");
        }
    }

    private static IEnumerable<ScriptedFault> Draw(Chance chance, int seed)
    {
        if (chance.EveryMs is < 100 or > LongestMs || chance.UntilMs is < 0 or > LongestMs)
        {
            throw new InvalidDataException("\"random\" needs everyMs from 100 and untilMs from 0, both within a day");
        }

        Random random = new(Seeds.Derive(seed, "faults"));
        for (int at = random.Next(chance.EveryMs); at < chance.UntilMs; at += 1 + random.Next(2 * chance.EveryMs))
        {
            FaultSpec spec = FaultNames.All[random.Next(FaultNames.All.Count)];
            yield return new ScriptedFault(at, spec.Name)
            {
                Value = spec.Maximum == 0 ? null : 1 + random.Next(2 * spec.Usual),
                DurationMs = spec.IsSwitch ? 1 + random.Next(chance.EveryMs) : null,
            };
        }
    }

    private static void Check(ScriptedFault fault, int index)
    {
        FaultSpec spec = FaultNames.Find(fault.Fault) ?? throw new InvalidDataException(
            $"fault {index + 1}: there is no '{fault.Fault}'; "
            + $"there are {string.Join(", ", FaultNames.All.Select(known => known.Name))}");
        if (fault.AtMs is < 0 or > LongestMs)
        {
            throw new InvalidDataException($"fault {index + 1}: \"atMs\" must be from 0 to {LongestMs}");
        }

        if (fault.Value is int value && (spec.Maximum == 0 || value < 1 || value > spec.Maximum))
        {
            throw new InvalidDataException(spec.Maximum == 0
                ? $"fault {index + 1}: {spec.Name} takes no value"
                : $"fault {index + 1}: \"value\" must be from 1 to {spec.Maximum}");
        }

        if (fault.DurationMs is int ms && (!spec.IsSwitch || ms is < 1 or > LongestMs))
        {
            throw new InvalidDataException(spec.IsSwitch
                ? $"fault {index + 1}: \"durationMs\" must be from 1 to {LongestMs}"
                : $"fault {index + 1}: {spec.Name} happens once and has no duration");
        }
    }
}
