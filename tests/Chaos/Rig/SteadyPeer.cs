using System.Buffers.Text;
using System.Text;

namespace Tests.Chaos.Rig;

/// <summary>A device that is online, and the server it talks to, which acknowledges every stanza and grants every
/// request: neither takes .NET's memory.</summary>
internal abstract class SteadyPeer
{
    private static readonly byte[][] Starts =
        [.. new[] { "<iq ", "<message", "<presence" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[] IdStart = Encoding.UTF8.GetBytes("et' id='q");

    private readonly byte[] _said = new byte[16 * 1024];
    private readonly byte[] _answer = new byte[128];
    private uint _handled;

    /// <summary>Stanzas that the device has sent.</summary>
    public uint Sent => _handled;

    /// <summary>Commands can come, and reports can go.</summary>
    public abstract bool IsOnline { get; }

    /// <summary>The device takes a stanza and says what it has to say, until there is nothing more.</summary>
    public void Feed(byte[] stanza) => Feed(stanza, stanza.Length);

    /// <summary>Hands over bytes; returns how many were taken.</summary>
    protected abstract int Receive(byte[] bytes, int count);

    /// <summary>Fetches what the device has to say.</summary>
    protected abstract int Transmit(byte[] target);

    private void Feed(byte[] bytes, int count)
    {
        int taken = Receive(bytes, count);
        Check(taken == count);
        Drain();
    }

    /// <summary>The server hears what the device has to say, and answers.</summary>
    protected void Drain()
    {
        int count = Transmit(_said);
        if (count == 0)
        {
            return;
        }

        ReadOnlySpan<byte> said = _said.AsSpan(0, count);
        int counted = said.IndexOf("<enable "u8);
        uint before = _handled = counted < 0 ? _handled : 0;
        foreach (byte[] start in Starts)
        {
            _handled += (uint)said[Math.Max(0, counted)..].Count(start);
        }

        // The ids are read before anything is fed: what is fed is answered into the same bytes.
        Span<int> ids = stackalloc int[16];
        ids = ids[..Ids(said, ids)];
        if (IsOnline && _handled > before)
        {
            Answer("<a xmlns='urn:xmpp:sm:3' h='"u8, _handled, "'/>"u8);
        }

        foreach (int id in ids)
        {
            Answer("<iq type='result' id='q"u8, (uint)id, "'/>"u8);
            Answer("<iq type='result' id='q"u8, (uint)id, "' from='pubsub.iot.test'/>"u8);
        }
    }

    private static int Ids(ReadOnlySpan<byte> said, Span<int> ids)
    {
        int found = 0;
        for (int at = said.IndexOf(IdStart); at >= 0; at = said.IndexOf(IdStart))
        {
            said = said[(at + IdStart.Length)..];
            Check(Utf8Parser.TryParse(said, out ids[found++], out _));
        }

        return found;
    }

    private void Answer(ReadOnlySpan<byte> start, uint number, ReadOnlySpan<byte> end)
    {
        start.CopyTo(_answer);
        Check(Utf8Formatter.TryFormat(number, _answer.AsSpan(start.Length), out int digits));
        end.CopyTo(_answer.AsSpan(start.Length + digits));
        Feed(_answer, start.Length + digits + end.Length);
    }

    // Without a message that would have to be made.
    /// <summary>Throws if something is not so.</summary>
    protected static void Check(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("the device does not do as a device should");
        }
    }
}
