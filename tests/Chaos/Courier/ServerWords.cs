using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tests.Chaos.Courier;

/// <summary>Frames as a server writes them, from the protocol's description alone.</summary>
internal static class ServerWords
{
    /// <summary>The token of the device.</summary>
    public static readonly byte[] Token = SHA256.HashData("dev1"u8);

    /// <summary>The topic on the wire.</summary>
    public static readonly byte[] Topic = SHA1.HashData("agent.device"u8);

    /// <summary>The answer to a connect that is welcome.</summary>
    public static readonly byte[] Accepted =
        Frame(8, (1, [0]), (3, Token), (4, [0x10, 0]), (5, [0, 2]), (6, [0, 0, 0x30]), (10, Number(0, 8)));

    /// <summary>A frame of these items.</summary>
    public static byte[] Frame(int command, params (int Id, byte[] Value)[] items)
    {
        List<byte> bytes = [(byte)command, 0, 0, 0, 0];
        foreach ((int id, byte[] value) in items)
        {
            bytes.AddRange([(byte)id, (byte)(value.Length >> 8), (byte)value.Length, .. value]);
        }

        byte[] frame = [.. bytes];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        return frame;
    }

    /// <summary>A push to the device.</summary>
    public static byte[] Push(uint id, string provider, string payload) => Frame(0x0a, (1, Token), (2, Topic),
        (3, Encoding.UTF8.GetBytes(payload)), (4, Number(id, 4)), (0xf0, Encoding.UTF8.GetBytes(provider)));

    /// <summary>An acknowledgement.</summary>
    public static byte[] Ack(uint id, int status) =>
        Frame(0x0b, (1, Token), (4, Number(id, 4)), (8, [(byte)status]));

    /// <summary>A command's payload.</summary>
    public static string Command(string id, string name, string arguments) =>
        $"{{\"aps\":{{\"content-available\":1}},\"cmd\":{{\"id\":\"{id}\",\"name\":\"{name}\",\"args\":{arguments}}}}}";

    /// <summary>A person's message.</summary>
    public static string Chat(string id, string text) =>
        $"{{\"aps\":{{\"alert\":\"x\"}},\"chat\":{{\"id\":\"{id}\",\"from\":\"ann\",\"text\":\"{text}\"}}}}";

    /// <summary>A number, big endian.</summary>
    public static byte[] Number(ulong value, int width)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes[^width..];
    }
}
