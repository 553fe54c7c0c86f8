using Core;
using Core.Commands;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Pulses end, whatever happens between; watched inputs are reported.</summary>
[TestClass]
public sealed class PinCommandsTests
{
    private const string Op = "op@a.example";

    private readonly AgentFixture _agent = new();

    [TestMethod]
    public void Pulse_inverts_and_ends()
    {
        Assert.AreEqual((int)Outcome.Done, (int)_agent.Run(Op, "pin.pulse", "2", "500"));
        Assert.AreEqual("1", _agent.Field("value"));
        Assert.AreEqual(1, _agent.Board.Levels[2]);
        Assert.AreEqual(1_500L, _agent.Pins.Deadline);
        _agent.Pins.Tick(1_499);
        Assert.AreEqual(1, _agent.Board.Levels[2]);
        _agent.Pins.Tick(1_500);
        Assert.AreEqual(0, _agent.Board.Levels[2]);
        Assert.AreEqual(Engine.Never, _agent.Pins.Deadline);
        int writes = _agent.Board.Writes;
        _agent.Pins.Tick(10_000_000);
        Assert.AreEqual(writes, _agent.Board.Writes);
    }

    [TestMethod]
    public void Pulse_of_a_pin_that_is_on_is_off_for_a_time()
    {
        _agent.Run(Op, "pin.write", "2", "1");
        _agent.Run(Op, "pin.pulse", "2", "500");
        Assert.AreEqual(0, _agent.Board.Levels[2]);
        _agent.Pins.Tick(10_000_000);
        Assert.AreEqual(1, _agent.Board.Levels[2]);
    }

    [TestMethod]
    public void Second_pulse_lasts_longer_and_ends_where_it_began()
    {
        _agent.Run(Op, "pin.pulse", "2", "500");
        _agent.Clock.Now = 1_400;
        Assert.AreEqual((int)Outcome.Done, (int)_agent.Run(Op, "pin.pulse", "2", "500"));
        Assert.AreEqual(1, _agent.Board.Levels[2]);
        _agent.Pins.Tick(1_500);
        Assert.AreEqual(1, _agent.Board.Levels[2]);
        _agent.Pins.Tick(1_900);
        Assert.AreEqual(0, _agent.Board.Levels[2]);
    }

    [TestMethod]
    public void Write_takes_the_pulse_back()
    {
        _agent.Run(Op, "pin.pulse", "2", "500");
        _agent.Run(Op, "pin.write", "2", "1");
        _agent.Pins.Tick(10_000_000);
        Assert.AreEqual(1, _agent.Board.Levels[2]);
        Assert.AreEqual(Engine.Never, _agent.Pins.Deadline);
    }

    [TestMethod]
    public void Pulses_have_a_limit()
    {
        for (int pin = 0; pin < 4; pin++)
        {
            Assert.AreEqual((int)Outcome.Done, (int)_agent.Run(Op, "pin.pulse", pin.ToString(), "500"));
        }

        Assert.AreEqual((int)Outcome.Failed, (int)_agent.Run(Op, "pin.pulse", "5", "500"));
        Assert.AreEqual(0, _agent.Board.Levels[5]);
        _agent.Pins.Tick(1_500);
        Assert.AreEqual((int)Outcome.Done, (int)_agent.Run(Op, "pin.pulse", "5", "500"));
    }

    [TestMethod]
    public void Input_cannot_be_pulsed() =>
        Assert.AreEqual((int)Outcome.Failed, (int)_agent.Run(Op, "pin.pulse", "10", "500"));

    [TestMethod]
    public void Watched_input_is_reported()
    {
        _agent.Board.Press(10, 1);
        Assert.IsNull(_agent.Pins.NextChange(), "not watched yet");
        _agent.Run(Op, "pin.watch", "10", "1");
        _agent.Board.Press(10, 0);
        FieldList change = _agent.Pins.NextChange();
        change.Rewind();
        Assert.IsTrue(change.Next());
        Assert.AreEqual("pin10", change.Name.ToString());
        Assert.AreEqual("0", change.Value.ToString());
        Assert.IsNull(_agent.Pins.NextChange());
        _agent.Board.Press(11, 1);
        Assert.IsNull(_agent.Pins.NextChange(), "another input");
        _agent.Run(Op, "pin.watch", "10", "0");
        _agent.Board.Press(10, 1);
        Assert.IsNull(_agent.Pins.NextChange(), "watched no more");
    }
}
