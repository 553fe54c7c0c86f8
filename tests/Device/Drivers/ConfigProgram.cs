using System;
using App;
using Core.Agent;
using Esp32.Provisioning;
using GC = nanoFramework.Runtime.Native.GC;

namespace Tests.Device.Drivers;

/// <summary>Reads a configuration as every boot of a provisioned device does.</summary>
public static class ConfigProgram
{
    /// <summary>Prints what is wanting, step by step, and what the agent is told in the end.</summary>
    public static void Main()
    {
        try
        {
            GC.Run(true);
            Console.WriteLine("free " + GC.Run(true).ToString());
            Provision provision = new(Links.All());
            DeviceConfig config = provision.Config;
            Console.WriteLine("untold flag: " + (config.IsSet(ConfigKey.OwnCertificate) ? "set" : "not set"));
            Tell(config, "device", "dev1");
            Tell(config, "wifi.password", string.Empty);
            Tell(config, "xmpp.domain", "iot.test");
            Tell(config, "xmpp.user", "dev1");
            Tell(config, "xmpp.password", "pw-dev1");
            Tell(config, "xmpp.port", "70000");
            Tell(config, "allow.admin", "boss@iot.test op@iot.test");
            Tell(config, "nothing.such", "1");
            AgentConfig agent = provision.ToAgent();
            Console.WriteLine(agent.DeviceId + ", " + agent.Links.Length.ToString() + " link, "
                + agent.PeerCount.ToString() + " peers, missing: " + (agent.Missing ?? "nothing"));
        }
        catch (Exception e)
        {
            Console.WriteLine("exception: " + e.ToString());
        }
    }

    private static void Tell(DeviceConfig config, string key, string value) =>
        Console.WriteLine(config.Set(key, value) ?? key);
}
