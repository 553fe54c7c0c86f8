using System.Buffers.Binary;
using System.Text;

namespace Tests.Chaos.Courier;

/// <summary>Reads what a device has said, from the protocol's description alone.</summary>
internal static class Upstream
{
    /// <summary>The frames in hex.</summary>
    public static IEnumerable<byte[]> Frames(StringBuilder hex) => Frames(Convert.FromHexString(hex.ToString()));

    /// <summary>The whole frames in these bytes.</summary>
    public static IEnumerable<byte[]> Frames(byte[] bytes)
    {
        for (int at = 0; at + 5 <= bytes.Length;)
        {
            int length = 5 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            if (at + length > bytes.Length)
            {
                yield break;
            }

            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    /// <summary>The items of a frame.</summary>
    public static IEnumerable<(int Id, byte[] Value)> Items(byte[] frame)
    {
        for (int at = 5; at < frame.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(at + 1));
            yield return (frame[at], frame[(at + 3)..(at + 3 + length)]);
            at += 3 + length;
        }
    }
}
