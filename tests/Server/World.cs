using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>
/// A seeded domain on a virtual clock with the accounts alice, bob and carol; the password is the name and '-pw'.
/// </summary>
internal sealed class World
{
    public World(Func<VirtualClock, DomainOptions>? options = null)
    {
        Domain = new XmppDomain(options is null ? Options(Clock) : options(Clock));
        foreach (string user in new[] { "alice", "bob", "carol" })
        {
            Domain.AddAccount(user, user + "-pw");
        }
    }

    public VirtualClock Clock { get; } = new();

    public XmppDomain Domain { get; }

    public static DomainOptions Options(VirtualClock clock) => new()
    {
        Domain = "sim.localhost",
        Clock = clock,
        Entropy = Entropy.FromSeed(1),
        ScramIterations = 4096,
    };

    /// <summary>A client whose TLS is up and who has not said anything yet.</summary>
    public ScriptedClient Connect() => new(Domain);

    /// <summary>A client bound by SASL and bind, without presence.</summary>
    public ScriptedClient Bound(string user, string resource)
    {
        ScriptedClient client = Connect();
        client.Login(user, user + "-pw");
        client.Bind(resource);
        return client;
    }

    /// <summary>A client bound and available, with everything it was sent on the way already read.</summary>
    public ScriptedClient Online(string user, string resource)
    {
        ScriptedClient client = Bound(user, resource);
        client.Say("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>");
        client.Hear();
        return client;
    }

    /// <summary>Lets time pass and the domain notice.</summary>
    public void Pass(TimeSpan span)
    {
        Clock.Advance(span);
        Domain.Tick();
    }
}
