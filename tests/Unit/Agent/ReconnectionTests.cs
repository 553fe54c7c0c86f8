using Core;
using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>When and where the next connection is tried, after each way that one can end.</summary>
[TestClass]
public sealed class ReconnectionTests
{
    private const int Hour = 3_600_000;
    private const int Minute = 60_000;

    private static Reconnection s_reconnection;

    [TestMethod]
    public void First_try_is_at_once()
    {
        Begin();
        Assert.AreEqual(0L, s_reconnection.At);
    }

    [TestMethod]
    public void Waits_double_up_to_the_maximum()
    {
        Begin();
        long expected = Limits.BackoffMinimumMs;
        for (int i = 0; i < 12; i++)
        {
            s_reconnection.Ended(Fault.ConnectFailed, null, 0);
            Assert.AreEqual(expected, s_reconnection.At);
            Assert.IsFalse(s_reconnection.IsHalted);
            expected = expected * 2 < Limits.BackoffMaximumMs ? expected * 2 : Limits.BackoffMaximumMs;
        }
    }

    [TestMethod]
    public void Only_a_stable_connection_makes_waits_short_again()
    {
        Begin();
        for (int i = 0; i < 5; i++)
        {
            s_reconnection.Ended(Fault.ConnectionLost, null, 0);
        }

        long before = s_reconnection.At;
        s_reconnection.Online(1_000);
        s_reconnection.Ended(Fault.ConnectionLost, null, 1_000 + Minute - 1);
        Assert.IsTrue(s_reconnection.At - (1_000 + Minute - 1) > before, "a minute is not over");
        s_reconnection.Online(Hour);
        s_reconnection.Ended(Fault.ConnectionLost, null, Hour + Minute);
        Assert.AreEqual((long)Hour + Minute + Limits.BackoffMinimumMs, s_reconnection.At);
    }

    [TestMethod]
    [DataRow((int)Fault.NotAuthorized)]
    [DataRow((int)Fault.AccountDisabled)]
    [DataRow((int)Fault.NoMechanism)]
    [DataRow((int)Fault.ServerNotTrusted)]
    public void What_a_retry_cannot_mend_halts(int why)
    {
        Begin();
        s_reconnection.Ended((Fault)why, null, 0);
        Assert.IsTrue(s_reconnection.IsHalted);
        Assert.AreEqual((long)Hour, s_reconnection.At);
        s_reconnection.Online(Hour);
        Assert.IsFalse(s_reconnection.IsHalted);
    }

    [TestMethod]
    [DataRow((int)Fault.ConnectFailed)]
    [DataRow((int)Fault.TlsFailed)]
    [DataRow((int)Fault.Timeout)]
    [DataRow((int)Fault.ServerRestart)]
    [DataRow((int)Fault.ServerBusy)]
    [DataRow((int)Fault.NotWellFormed)]
    [DataRow((int)Fault.PolicyViolation)]
    [DataRow((int)Fault.StreamError)]
    [DataRow((int)Fault.HostUnknown)]
    [DataRow((int)Fault.TlsUnavailable)]
    public void What_may_pass_does_not_halt(int why)
    {
        Begin();
        s_reconnection.Ended((Fault)why, null, 0);
        Assert.IsFalse(s_reconnection.IsHalted);
        Assert.IsTrue(s_reconnection.At >= Limits.BackoffMinimumMs / 2);
    }

    [TestMethod]
    public void Third_conflict_in_a_row_halts()
    {
        Begin();
        s_reconnection.Ended(Fault.Conflict, null, 0);
        Assert.IsTrue(s_reconnection.At >= 30_000 && !s_reconnection.IsHalted);
        s_reconnection.Online(0);
        s_reconnection.Ended(Fault.Conflict, null, 1_000);
        Assert.IsFalse(s_reconnection.IsHalted);
        s_reconnection.Online(0);
        s_reconnection.Ended(Fault.Conflict, null, 2_000);
        Assert.IsTrue(s_reconnection.IsHalted);
        Assert.AreEqual(2_000L + Hour, s_reconnection.At);
    }

    [TestMethod]
    public void Conflicts_with_something_else_between_do_not_halt()
    {
        Begin();
        for (int i = 0; i < 5; i++)
        {
            s_reconnection.Ended(Fault.Conflict, null, 0);
            s_reconnection.Ended(Fault.ConnectionLost, null, 0);
            Assert.IsFalse(s_reconnection.IsHalted);
        }
    }

    [TestMethod]
    [DataRow("other.example", "other.example", 0)]
    [DataRow("other.example:5270", "other.example", 5270)]
    [DataRow("192.0.2.7:5999", "192.0.2.7", 5999)]
    [DataRow("[2001:db8::1]", "2001:db8::1", 0)]
    [DataRow("[2001:db8::1]:5270", "2001:db8::1", 5270)]
    [DataRow("2001:db8::1", "2001:db8::1", 0)]
    [DataRow("other.example:0", "other.example:0", 0)]
    [DataRow("other.example:65536", "other.example:65536", 0)]
    public void Redirect_is_followed_at_once(string text, string host, int port)
    {
        Begin();
        s_reconnection.Ended(Fault.SeeOtherHost, text, 500);
        Assert.AreEqual(500L, s_reconnection.At);
        Assert.AreEqual(host, s_reconnection.Host);
        Assert.AreEqual(port, s_reconnection.Port);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow(":5222")]
    [DataRow("[]:5222")]
    [DataRow(Texts.None)]
    public void Redirect_to_nowhere_is_a_failure_like_others(string text)
    {
        Begin();
        s_reconnection.Ended(Fault.SeeOtherHost, Texts.OrNull(text), 0);
        Assert.IsNull(s_reconnection.Host);
        Assert.AreEqual((long)Limits.BackoffMinimumMs, s_reconnection.At);
    }

    [TestMethod]
    public void Redirects_have_a_limit()
    {
        Begin();
        for (int i = 0; i < 3; i++)
        {
            s_reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
            Assert.AreEqual("ring.example", s_reconnection.Host);
            Assert.AreEqual(0L, s_reconnection.At);
        }

        s_reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
        Assert.IsNull(s_reconnection.Host);
        Assert.IsTrue(s_reconnection.At > 0);
        s_reconnection.Online(0);
        s_reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
        Assert.AreEqual("ring.example", s_reconnection.Host);
    }

    [TestMethod]
    public void Failure_at_the_other_host_leads_back()
    {
        Begin();
        s_reconnection.Ended(Fault.SeeOtherHost, "other.example", 0);
        s_reconnection.Ended(Fault.ConnectFailed, null, 0);
        Assert.IsNull(s_reconnection.Host);
        Assert.IsTrue(s_reconnection.At > 0);
    }

    private static void Begin()
    {
        // Random bytes of zero draw the longest wait.
        s_reconnection = new Reconnection(new AgentConfig(), new FixedCrypto());
        s_reconnection.Start(0);
    }
}
