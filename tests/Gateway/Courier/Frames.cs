using System.Security.Cryptography;
using System.Text;

namespace Tests.Gateway.Courier;

/// <summary>The frames that devices send.</summary>
internal static class Frames
{
    public const byte Enabled = 2;
    public const byte Ignored = 3;
    public const byte Opportunistic = 4;
    public const byte Paused = 5;
    public const byte NonWaking = 6;

    public static Tlv KeepAlive => new(0x0c);

    public static byte[] Hash(string topic) => SHA1.HashData(Encoding.UTF8.GetBytes(topic));

    public static Tlv Connect(byte[]? token = null)
    {
        Tlv frame = new(0x07);
        if (token is not null)
        {
            frame.With(1, token);
        }

        return frame.With(2, 1).With32(5, 0x41);
    }

    public static Tlv Filter(byte[] token, params (byte List, string Topic)[] topics) => topics.Aggregate(
        new Tlv(0x09).With(1, token), (frame, it) => frame.With(it.List, Hash(it.Topic)));

    public static Tlv Acknowledge(Tlv notification, byte status = 0) =>
        new Tlv(0x0b).With(1, notification.Find(1)!).With(4, notification.Find(4)!).With(8, status);

    public static Tlv State(byte state) => new Tlv(0x14).With(1, state).With32(2, 0x7fffffff);

    public static Tlv AppToken(byte[] token, string topic) =>
        new Tlv(0x11).With(1, token).With(2, Hash(topic)).With(3, 0, 1);

    public static Tlv Message(byte[] token, string topic, uint id, string payload, ulong time = 0) => new Tlv(0x0a)
        .With(1, Hash(topic)).With(2, token).With(3, Encoding.UTF8.GetBytes(payload)).With32(4, id)
        .With32(5, uint.MaxValue).With64(6, time);
}
