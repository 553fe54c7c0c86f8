using Core;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Pulses end, whatever happens between; watched inputs are reported.</summary>
[TestClass]
public sealed class PinCommandsTests
{
    private const string Op = "op@a.example";

    private static AgentFixture s_agent;

    [TestMethod]
    public void Pulse_inverts_and_ends()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run(Op, "pin.pulse", "2", "500"));
        Assert.AreEqual("1", s_agent.Field("value"));
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
        Assert.AreEqual(1_500L, s_agent.Pins.Deadline);
        s_agent.Pins.Tick(1_499);
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
        s_agent.Pins.Tick(1_500);
        Assert.AreEqual(0, s_agent.Board.Levels[2]);
        Assert.AreEqual(Engine.Never, s_agent.Pins.Deadline);
        int writes = s_agent.Board.Writes;
        s_agent.Pins.Tick(10_000_000);
        Assert.AreEqual(writes, s_agent.Board.Writes);
    }

    [TestMethod]
    public void Pulse_of_a_pin_that_is_on_is_off_for_a_time()
    {
        Begin();
        s_agent.Run(Op, "pin.write", "2", "1");
        s_agent.Run(Op, "pin.pulse", "2", "500");
        Assert.AreEqual(0, s_agent.Board.Levels[2]);
        s_agent.Pins.Tick(10_000_000);
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
    }

    [TestMethod]
    public void Second_pulse_lasts_longer_and_ends_where_it_began()
    {
        Begin();
        s_agent.Run(Op, "pin.pulse", "2", "500");
        s_agent.Clock.Now = 1_400;
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run(Op, "pin.pulse", "2", "500"));
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
        s_agent.Pins.Tick(1_500);
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
        s_agent.Pins.Tick(1_900);
        Assert.AreEqual(0, s_agent.Board.Levels[2]);
    }

    [TestMethod]
    public void Write_takes_the_pulse_back()
    {
        Begin();
        s_agent.Run(Op, "pin.pulse", "2", "500");
        s_agent.Run(Op, "pin.write", "2", "1");
        s_agent.Pins.Tick(10_000_000);
        Assert.AreEqual(1, s_agent.Board.Levels[2]);
        Assert.AreEqual(Engine.Never, s_agent.Pins.Deadline);
    }

    [TestMethod]
    public void Pulses_have_a_limit()
    {
        Begin();
        for (int pin = 0; pin < 4; pin++)
        {
            Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run(Op, "pin.pulse", pin.ToString(), "500"));
        }

        Assert.AreEqual((int)Outcome.Failed, (int)s_agent.Run(Op, "pin.pulse", "5", "500"));
        Assert.AreEqual(0, s_agent.Board.Levels[5]);
        s_agent.Pins.Tick(1_500);
        Assert.AreEqual((int)Outcome.Done, (int)s_agent.Run(Op, "pin.pulse", "5", "500"));
    }

    [TestMethod]
    public void Input_cannot_be_pulsed()
    {
        Begin();
        Assert.AreEqual((int)Outcome.Failed, (int)s_agent.Run(Op, "pin.pulse", "10", "500"));
    }

    [TestMethod]
    public void Watched_input_is_reported()
    {
        Begin();
        s_agent.Board.Press(10, 1);
        Assert.IsNull(s_agent.Pins.NextChange(), "not watched yet");
        s_agent.Run(Op, "pin.watch", "10", "1");
        s_agent.Board.Press(10, 0);
        FieldList change = s_agent.Pins.NextChange();
        change.Rewind();
        Assert.IsTrue(change.Next());
        Assert.AreEqual("pin10", change.Name.ToString());
        Assert.AreEqual("0", change.Value.ToString());
        Assert.IsNull(s_agent.Pins.NextChange());
        s_agent.Board.Press(11, 1);
        Assert.IsNull(s_agent.Pins.NextChange(), "another input");
        s_agent.Run(Op, "pin.watch", "10", "0");
        s_agent.Board.Press(10, 1);
        Assert.IsNull(s_agent.Pins.NextChange(), "watched no more");
    }

    private static void Begin()
    {
        s_agent = new AgentFixture();
    }
}
