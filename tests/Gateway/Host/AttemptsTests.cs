using System.Net;
using HostSim.PushGateway.Activation;
using Tests.Gateway.Provider;

namespace Tests.Gateway.Host;

/// <summary>How often somebody may try a code.</summary>
[TestClass]
public sealed class AttemptsTests
{
    private readonly MovedClock _clock = new();

    [TestMethod]
    public void Attempts_at_the_same_time_count_from_their_beginning()
    {
        Attempts attempts = new(_clock);
        IPAddress peer = IPAddress.Parse("192.0.2.1");
        Assert.HasCount(Attempts.PerAddress, Enumerable.Range(0, 100).Where(_ => attempts.Begin(peer)));
        attempts.Succeeded(peer);
        Assert.IsTrue(attempts.Begin(peer));
        Assert.IsFalse(attempts.Begin(peer));
        _clock.Move(TimeSpan.FromMinutes(10));
        Assert.IsTrue(attempts.Begin(peer));
    }

    [TestMethod]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false)]
    [DataRow("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    [DataRow("192.0.2.1", "::ffff:192.0.2.1", false)]
    [DataRow("192.0.2.1", "::ffff:192.0.2.2", true)]
    public void A_network_of_IPv6_counts_as_one(string first, string second, bool mayTry)
    {
        Attempts attempts = new(_clock);
        Exhaust(attempts, IPAddress.Parse(first));
        Assert.AreEqual(mayTry, attempts.Begin(IPAddress.Parse(second)));
    }

    [TestMethod]
    public void Many_who_guess_lock_nobody_else_out()
    {
        Attempts attempts = new(_clock);
        for (byte i = 1; i < 255; i++)
        {
            Exhaust(attempts, new IPAddress([198, 51, 100, i]));
        }

        Assert.IsTrue(attempts.Begin(IPAddress.Parse("192.0.2.1")));
    }

    private static void Exhaust(Attempts attempts, IPAddress peer)
    {
        while (attempts.Begin(peer))
        {
        }
    }
}
