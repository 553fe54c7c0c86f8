using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Tests.Chaos.Courier;

/// <summary>The least of a push server: keeps what is to be delivered until the device has it, and what the device
/// says. It now and then says that something came too early, or nothing at all.</summary>
internal sealed class PushServer(Random chance)
{
    private const int Connect = 0x07;
    private const int Filter = 0x09;
    private const int Message = 0x0a;
    private const int Ack = 0x0b;
    private const int KeepAlive = 0x0c;

    private readonly SortedDictionary<uint, string> _pushes = [];
    private readonly List<byte> _heard = [];
    private uint _lastPush;
    private bool _listens;

    /// <summary>What is on its way to the device.</summary>
    public List<byte> Out { get; } = [];

    /// <summary>Nothing is lost, late or silent any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Pushes that the device has not acknowledged.</summary>
    public int Waiting => _pushes.Count;

    /// <summary>The device's messages: how often each id came, with which payload.</summary>
    public Dictionary<uint, (string Payload, int Times)> Messages { get; } = [];

    /// <summary>Statuses other than good that the device has given.</summary>
    public List<int> Refusals { get; } = [];

    /// <summary>Sends a push as soon as the device listens.</summary>
    public void Push(string payload)
    {
        _pushes.Add(++_lastPush, payload);
        if (_listens)
        {
            Out.AddRange(ServerWords.Push(_lastPush, "TEAM", payload));
        }
    }

    /// <summary>Sends again what is not acknowledged.</summary>
    public void Repeat()
    {
        foreach ((uint id, string payload) in _listens ? [.. _pushes] : Array.Empty<KeyValuePair<uint, string>>())
        {
            Out.AddRange(ServerWords.Push(id, "TEAM", payload));
        }
    }

    /// <summary>The connection is gone, and all that was on its way.</summary>
    public void Cut()
    {
        _listens = false;
        _heard.Clear();
        Out.Clear();
    }

    /// <summary>Bytes come from the device.</summary>
    public void Hear(ReadOnlySpan<byte> bytes)
    {
        _heard.AddRange(bytes);
        int taken = 0;
        foreach (byte[] frame in Upstream.Frames([.. _heard]))
        {
            taken += frame.Length;
            Answer(frame, Upstream.Items(frame).ToDictionary(it => it.Id, it => it.Value));
        }

        _heard.RemoveRange(0, taken);
    }

    private void Answer(byte[] frame, Dictionary<int, byte[]> items)
    {
        switch (frame[0])
        {
            case Connect:
                Out.AddRange(ServerWords.Accepted);
                break;
            case Filter:
                CollectionAssert.AreEqual(ServerWords.Topic, items[2]);
                _listens = true;
                Repeat();
                break;
            case Message:
                Assert.IsTrue(_listens, "first the filter, then messages");
                Take(BinaryPrimitives.ReadUInt32BigEndian(items[4]), Encoding.UTF8.GetString(items[3]));
                break;
            case Ack:
                Acknowledged(BinaryPrimitives.ReadUInt32BigEndian(items[4]), items[8][0]);
                break;
            case KeepAlive when IsCalm || chance.Next(4) > 0:
                Out.AddRange(ServerWords.Frame(0x0d));
                break;
        }
    }

    private void Take(uint id, string payload)
    {
        using JsonDocument json = JsonDocument.Parse(payload);
        Assert.AreEqual(JsonValueKind.String, json.RootElement.GetProperty("type").ValueKind);
        int fate = IsCalm ? 99 : chance.Next(12);
        if (fate == 0)
        {
            Out.AddRange(ServerWords.Ack(id, 0x80));
            return;
        }

        (string known, int times) = Messages.GetValueOrDefault(id, (payload, 0));
        Assert.AreEqual(known, payload, "an id is one message");
        Messages[id] = (payload, times + 1);
        if (fate > 1)
        {
            Out.AddRange(ServerWords.Ack(id, 0));
        }
    }

    private void Acknowledged(uint id, int status)
    {
        _pushes.Remove(id);
        if (status != 0)
        {
            Refusals.Add(status);
        }
    }
}
