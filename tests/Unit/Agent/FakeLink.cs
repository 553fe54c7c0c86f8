using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;

namespace Tests.Unit.Agent;

/// <summary>A link that is up when a test says so, and keeps what it is handed.</summary>
public sealed class FakeLink : Link
{
    private readonly FakeEngine _engine = new();
    private readonly string _name;

    /// <summary>A link of this name.</summary>
    public FakeLink(string name)
    {
        _name = name;
    }

    /// <summary>The link is up.</summary>
    public bool Up;

    /// <summary>How often it was told to end.</summary>
    public int Goodbyes;

    /// <summary>Numbers of the entries that were handed over, in order, each followed by a space.</summary>
    public string Taken = string.Empty;

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override Engine Engine => _engine;

    /// <inheritdoc/>
    public override string Host => _name + ".example";

    /// <inheritdoc/>
    public override int Port => 1;

    /// <inheritdoc/>
    public override string TlsName => Host;

    /// <inheritdoc/>
    public override bool DirectTls => true;

    /// <inheritdoc/>
    public override bool WantsTls => false;

    /// <inheritdoc/>
    public override bool IsOnline => Up && _engine.Fault == Fault.None;

    /// <inheritdoc/>
    public override string OtherHost => null;

    /// <inheritdoc/>
    public override void SetWallOffset(long offsetMs)
    {
    }

    /// <inheritdoc/>
    public override void SetStatus(string text)
    {
    }

    /// <inheritdoc/>
    public override bool SendReport(FieldList fields, long unixTimeMs, uint number) => Take(number);

    /// <inheritdoc/>
    public override bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number) =>
        Take(number);

    /// <inheritdoc/>
    public override void Goodbye()
    {
        Goodbyes++;
        _engine.End(Fault.ClosedByPeer);
    }

    /// <inheritdoc/>
    public override void Save()
    {
    }

    private bool Take(uint number)
    {
        Taken += number + " ";
        return true;
    }

    private sealed class FakeEngine : Engine
    {
        /// <inheritdoc/>
        public override long Deadline => Never;

        /// <inheritdoc/>
        public override void Opened(long now) => Fault = Fault.None;

        /// <inheritdoc/>
        public override void Secured(long now)
        {
        }

        /// <inheritdoc/>
        public override int Receive(byte[] source, int offset, int count, long now) => count;

        /// <inheritdoc/>
        public override int Transmit(byte[] target, int offset, int count) => 0;

        /// <inheritdoc/>
        public override void Tick(long now)
        {
        }

        /// <inheritdoc/>
        public override void Closed(long now)
        {
        }

        /// <summary>The conversation is over.</summary>
        public void End(Fault why) => Fault = why;
    }
}
