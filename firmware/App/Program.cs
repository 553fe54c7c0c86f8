using System;
using System.Threading;
using Core.Agent;
using Core.Ports;
using Esp32;
using Esp32.Boards;
using Esp32.Provisioning;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace App;

/// <summary>The parts list of the device, and the root of its main thread.</summary>
public static class Program
{
    // littlefs in the chip's own flash.
    private const string Flash = "I:\\";

    // Between a failure and the restart after it: time to read the log, and to flash something better.
    private const int FailureMs = 30_000;

    /// <summary>Runs the agent until the device goes down; then takes it down.</summary>
    public static void Main()
    {
        LoopSignal signal = new();
        Esp32Clock clock = new();
        SerialLine line = new(signal);
        Esp32Log log = new(clock, line);
        Esp32Crypto crypto = new();
        Esp32Vault vault = new(Flash, crypto, log);
        long sleepMs = 0;
        try
        {
            BoardMap map = KnownBoards.ForTarget(SystemInfo.TargetName);
            line.Open(map.ConsoleTransmitPin, map.ConsoleReceivePin);
            DeviceLoop loop = Build(map, signal, clock, line, log, crypto, vault);
            loop.Run();
            sleepMs = loop.SleepMs;
            Note(loop, vault, log);
        }
        catch (Exception e)
        {
            // An exception at the root would end this thread in silence, and with it the agent.
            log.Print(e.ToString());
            RestartNote.WriteFailure(vault);
            Thread.Sleep(FailureMs);
        }

        GoDown(sleepMs, log);
    }

    /// <summary>Puts the device together.</summary>
    internal static DeviceLoop Build(BoardMap map, LoopSignal signal, Esp32Clock clock, SerialLine line, Esp32Log log,
        Esp32Crypto crypto, Esp32Vault vault)
    {
        string reason = RestartNote.Take(vault);
        Weather weather = new(map.DataPin, map.ClockPin, clock, log);
        Esp32Board board = new(map, weather, reason, signal, log);
        ConfigStore store = new(Flash);
        Provision provision = new(Links.All());
        provision.Load(store);
        provision.Tell(log);
        StatusLight light = new(board, map.StatusPin);
        light.Blink(provision.Code);
        SerialConsole console = new(line, provision.Config, store) { Problem = provision.Problem };
        Attendant attendant = new(console, light, board, log);
        AgentCore core = new(provision.ToAgent(), clock, crypto, vault, board, log);
        if (provision.Problem != null)
        {
            return new DeviceLoop(core, clock, signal, null, null, attendant);
        }

        DeviceConfig config = provision.Config;
        Wifi wifi = new(config[ConfigKey.WifiName], config[ConfigKey.WifiPassword] ?? string.Empty, signal, log);
        NetworkTime time = new(clock, config[ConfigKey.TimeServer], log);
        Esp32Connector connector = new(
            wifi, time, provision.Certificates.Authority, provision.Certificates.Own, log);
        return new DeviceLoop(core, clock, signal, wifi, connector, attendant);
    }

    private static void Note(DeviceLoop loop, IVault vault, ILog log)
    {
        if (loop.IsStuck)
        {
            log.Write("the reader did not end", 0);
            RestartNote.WriteFailure(vault);
        }
        else if (loop.SleepMs == 0)
        {
            RestartNote.WriteRestart(vault);
        }
    }

    private static void GoDown(long sleepMs, ILog log)
    {
        try
        {
            // Without its timer nothing would ever wake the chip.
            if (sleepMs > 0
                && Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(sleepMs)) == EspNativeError.OK)
            {
                Sleep.StartDeepSleep();
            }
        }
        catch (Exception)
        {
            // Awake again at once is better than neither awake nor asleep.
            log.Write("no sleep", sleepMs);
        }

        Power.RebootDevice();
    }
}
