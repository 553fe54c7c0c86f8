using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HostSim.PushGateway.Upstream;

/// <summary>How far an address was told, kept across restarts: eight bytes that are written over after every
/// delivery.</summary>
/// <remarks>
/// Not forced to the disk: it survives the process, and after a power cut some events are told again, which receivers
/// see by the sequence.
/// </remarks>
public sealed class WebhookPosition : IDisposable
{
    private const int Length = sizeof(long);

    private readonly FileStream _file;

    /// <summary>The position of this address in this folder, <paramref name="newest"/> if it has none yet.</summary>
    /// <exception cref="IOException">The file cannot be used.</exception>
    public WebhookPosition(string dataFolder, Uri url, long newest)
    {
        ArgumentNullException.ThrowIfNull(url);
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)).AsSpan(0, 8));
        string folder = Path.Combine(dataFolder, "webhooks");
        Directory.CreateDirectory(folder);
        _file = new FileStream(
            Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Span<byte> bytes = stackalloc byte[Length];
        if (_file.ReadAtLeast(bytes, Length, throwOnEndOfStream: false) == Length)
        {
            Sequence = Math.Max(0, BinaryPrimitives.ReadInt64BigEndian(bytes));
            return;
        }

        MoveTo(newest);
    }

    /// <summary>The newest event that was told.</summary>
    public long Sequence { get; private set; }

    /// <summary>Everything up to this sequence was told.</summary>
    public void MoveTo(long sequence)
    {
        Sequence = sequence;
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sequence);
        _file.Position = 0;
        _file.Write(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
