using System.Buffers;
using System.Text;
using HostSim.PushGateway.Courier;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Courier;

/// <summary>A device without a socket, one session long.</summary>
internal sealed class Device
{
    private readonly Rig _rig;
    private readonly List<byte> _heard = [];
    private readonly List<byte> _unsaid = [];

    public Device(Rig rig, string name)
    {
        _rig = rig;
        Session = new CourierSession(rig.Board, new PeerIdentity(name, "certificate of " + name), false,
            rig.Clock.GetTimestamp());
    }

    public CourierSession Session { get; }

    public byte[] Token { get; private set; } = [];

    public string? Ending => Session.Ending;

    /// <summary>Connects and returns the answer; the token is kept.</summary>
    public Tlv Connect(byte[]? token = null)
    {
        Say(Frames.Connect(token));
        Tlv answer = Hear(0x08);
        Token = answer.Find(3) ?? token ?? [];
        return answer;
    }

    public Device Say(Tlv frame) => Say(frame.ToArray());

    /// <summary>Says bytes; what the session does not take at once comes again with the next.</summary>
    public Device Say(ReadOnlySpan<byte> bytes)
    {
        lock (_rig.Hub.Gate)
        {
            _unsaid.AddRange(bytes);
            _unsaid.RemoveRange(0, Session.Receive(_unsaid.ToArray(), _rig.Clock.GetTimestamp()));
        }

        return this;
    }

    public void Tick()
    {
        lock (_rig.Hub.Gate)
        {
            Session.Tick(_rig.Clock.GetTimestamp());
        }
    }

    public void Leave()
    {
        lock (_rig.Hub.Gate)
        {
            Session.Closed();
        }
    }

    /// <summary>Everything the gateway said since.</summary>
    public List<Tlv> HearAll()
    {
        List<Tlv> frames = [];
        Read();
        while (Tlv.Take(_heard) is Tlv frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <summary>The bytes as they come.</summary>
    public byte[] Raw()
    {
        Read();
        byte[] bytes = [.. _heard];
        _heard.Clear();
        return bytes;
    }

    /// <summary>The next frame, which must be this one.</summary>
    public Tlv Hear(byte command)
    {
        Read();
        Tlv? frame = Tlv.Take(_heard);
        Assert.IsNotNull(frame, $"nothing heard, ending: {Ending}");
        Assert.AreEqual(command, frame.Command);
        return frame;
    }

    public void HearNothing() => Assert.IsEmpty(HearAll());

    /// <summary>The payloads of all notifications since.</summary>
    public string[] Payloads() => [.. HearAll().Where(it => it.Command == 0x0a).Select(Payload)];

    public static string Payload(Tlv notification) => Encoding.UTF8.GetString(notification.Find(3)!);

    private void Read()
    {
        ArrayBufferWriter<byte> output = new();
        lock (_rig.Hub.Gate)
        {
            Session.TakeOutput(output);
            _heard.AddRange(output.WrittenSpan);
            Session.Drained();
        }
    }
}
