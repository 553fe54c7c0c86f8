using System;
using Tests.NanoShim.World;

namespace nanoFramework.Networking;

/// <summary>Asks for the time in the background; the clock leaps when the answer comes.</summary>
public static class Sntp
{
    public static bool IsStarted
    {
        get
        {
            Boot.Current.Pass();
            return Boot.Current.World.TimeClient.IsStarted;
        }
    }

    public static string Server1
    {
        get => Boot.Current.World.TimeClient.Server;
        set => Boot.Current.World.TimeClient.Server = value;
    }

    public static void Start()
    {
        Demand("Sntp.Start");
        Boot.Current.World.TimeClient.Start(Boot.Current);
    }

    public static void UpdateNow()
    {
        Demand("Sntp.UpdateNow");
        TimeClient.Ask(Boot.Current);
    }

    private static void Demand(string call)
    {
        if (Boot.Current.Call(call))
        {
            throw new InvalidOperationException();
        }
    }
}
