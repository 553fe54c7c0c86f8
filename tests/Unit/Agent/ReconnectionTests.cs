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

    private readonly Reconnection _reconnection;

    public ReconnectionTests()
    {
        // Random bytes of zero draw the longest wait.
        _reconnection = new Reconnection(new AgentConfig(), new FixedCrypto());
        _reconnection.Start(0);
    }

    [TestMethod]
    public void First_try_is_at_once() => Assert.AreEqual(0L, _reconnection.At);

    [TestMethod]
    public void Waits_double_up_to_the_maximum()
    {
        long expected = Limits.BackoffMinimumMs;
        for (int i = 0; i < 12; i++)
        {
            _reconnection.Ended(Fault.ConnectFailed, null, 0);
            Assert.AreEqual(expected, _reconnection.At);
            Assert.IsFalse(_reconnection.IsHalted);
            expected = expected * 2 < Limits.BackoffMaximumMs ? expected * 2 : Limits.BackoffMaximumMs;
        }
    }

    [TestMethod]
    public void Only_a_stable_connection_makes_waits_short_again()
    {
        for (int i = 0; i < 5; i++)
        {
            _reconnection.Ended(Fault.ConnectionLost, null, 0);
        }

        long before = _reconnection.At;
        _reconnection.Online(1_000);
        _reconnection.Ended(Fault.ConnectionLost, null, 1_000 + Minute - 1);
        Assert.IsTrue(_reconnection.At - (1_000 + Minute - 1) > before, "a minute is not over");
        _reconnection.Online(Hour);
        _reconnection.Ended(Fault.ConnectionLost, null, Hour + Minute);
        Assert.AreEqual((long)Hour + Minute + Limits.BackoffMinimumMs, _reconnection.At);
    }

    [TestMethod]
    [DataRow((int)Fault.NotAuthorized)]
    [DataRow((int)Fault.AccountDisabled)]
    [DataRow((int)Fault.NoMechanism)]
    [DataRow((int)Fault.ServerNotTrusted)]
    public void What_a_retry_cannot_mend_halts(int why)
    {
        _reconnection.Ended((Fault)why, null, 0);
        Assert.IsTrue(_reconnection.IsHalted);
        Assert.AreEqual((long)Hour, _reconnection.At);
        _reconnection.Online(Hour);
        Assert.IsFalse(_reconnection.IsHalted);
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
        _reconnection.Ended((Fault)why, null, 0);
        Assert.IsFalse(_reconnection.IsHalted);
        Assert.IsTrue(_reconnection.At >= Limits.BackoffMinimumMs / 2);
    }

    [TestMethod]
    public void Third_conflict_in_a_row_halts()
    {
        _reconnection.Ended(Fault.Conflict, null, 0);
        Assert.IsTrue(_reconnection.At >= 30_000 && !_reconnection.IsHalted);
        _reconnection.Online(0);
        _reconnection.Ended(Fault.Conflict, null, 1_000);
        Assert.IsFalse(_reconnection.IsHalted);
        _reconnection.Online(0);
        _reconnection.Ended(Fault.Conflict, null, 2_000);
        Assert.IsTrue(_reconnection.IsHalted);
        Assert.AreEqual(2_000L + Hour, _reconnection.At);
    }

    [TestMethod]
    public void Conflicts_with_something_else_between_do_not_halt()
    {
        for (int i = 0; i < 5; i++)
        {
            _reconnection.Ended(Fault.Conflict, null, 0);
            _reconnection.Ended(Fault.ConnectionLost, null, 0);
            Assert.IsFalse(_reconnection.IsHalted);
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
        _reconnection.Ended(Fault.SeeOtherHost, text, 500);
        Assert.AreEqual(500L, _reconnection.At);
        Assert.AreEqual(host, _reconnection.Host);
        Assert.AreEqual(port, _reconnection.Port);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow(":5222")]
    [DataRow("[]:5222")]
    [DataRow(Texts.None)]
    public void Redirect_to_nowhere_is_a_failure_like_others(string text)
    {
        _reconnection.Ended(Fault.SeeOtherHost, Texts.OrNull(text), 0);
        Assert.IsNull(_reconnection.Host);
        Assert.AreEqual((long)Limits.BackoffMinimumMs, _reconnection.At);
    }

    [TestMethod]
    public void Redirects_have_a_limit()
    {
        for (int i = 0; i < 3; i++)
        {
            _reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
            Assert.AreEqual("ring.example", _reconnection.Host);
            Assert.AreEqual(0L, _reconnection.At);
        }

        _reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
        Assert.IsNull(_reconnection.Host);
        Assert.IsTrue(_reconnection.At > 0);
        _reconnection.Online(0);
        _reconnection.Ended(Fault.SeeOtherHost, "ring.example", 0);
        Assert.AreEqual("ring.example", _reconnection.Host);
    }

    [TestMethod]
    public void Failure_at_the_other_host_leads_back()
    {
        _reconnection.Ended(Fault.SeeOtherHost, "other.example", 0);
        _reconnection.Ended(Fault.ConnectFailed, null, 0);
        Assert.IsNull(_reconnection.Host);
        Assert.IsTrue(_reconnection.At > 0);
    }
}
