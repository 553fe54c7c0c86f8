using System;

namespace Core.Digests;

/// <summary>A hash function of FIPS 180-4, used again and again: <see cref="Update"/> as often as needed, then
/// <see cref="Finish"/>. The device's firmware has HMACs only.</summary>
public abstract class Digest
{
    /// <summary>Bytes of a result.</summary>
    public readonly int Size;

    private readonly byte[] _block;
    private int _filled;
    private long _total;

    /// <summary>A function of this result and block size, in bytes.</summary>
    protected Digest(int size, int blockSize)
    {
        Size = size;
        _block = new byte[blockSize];
    }

    /// <summary>Starts a new message; <see cref="Finish"/> does so too.</summary>
    public void Reset() => Resume(0);

    /// <summary>Appends to the message.</summary>
    public void Update(byte[] source, int offset, int count)
    {
        byte[] block = _block;
        _total += count;
        if (_filled > 0)
        {
            int missing = block.Length - _filled;
            int taken = count < missing ? count : missing;
            Array.Copy(source, offset, block, _filled, taken);
            offset += taken;
            count -= taken;
            _filled += taken;
            if (_filled < block.Length)
            {
                return;
            }

            Compress(block, 0);
        }

        for (; count >= block.Length; offset += block.Length, count -= block.Length)
        {
            Compress(source, offset);
        }

        Array.Copy(source, offset, block, 0, count);
        _filled = count;
    }

    /// <summary>Ends the message, writes <see cref="Size"/> bytes and starts a new message.</summary>
    public void Finish(byte[] target, int offset)
    {
        byte[] block = _block;
        block[_filled++] = 0x80;

        // The length field of SHA-512 is 16 bytes; the upper 8 are zero for any message that exists.
        if (_filled > block.Length - block.Length / 8)
        {
            Array.Clear(block, _filled, block.Length - _filled);
            Compress(block, 0);
            _filled = 0;
        }

        Array.Clear(block, _filled, block.Length - _filled);
        long bits = _total * 8;
        for (int at = block.Length - 1; bits != 0; at--, bits >>= 8)
        {
            block[at] = (byte)bits;
        }

        Compress(block, 0);
        Store(target, offset);
        Reset();
    }

    /// <summary>Forgets a part of a block and counts as if <paramref name="total"/> bytes, whole blocks, were taken; a
    /// function sets its state to the initial one.</summary>
    protected virtual void Resume(long total)
    {
        _filled = 0;
        _total = total;
    }

    /// <summary>Takes one block into the state.</summary>
    protected abstract void Compress(byte[] source, int offset);

    /// <summary>Writes the state as bytes.</summary>
    protected abstract void Store(byte[] target, int offset);

    /// <summary>Reads 16 big-endian words.</summary>
    protected static void LoadWords(byte[] source, int offset, uint[] words)
    {
        for (int i = 0; i < 16; i++, offset += 4)
        {
            words[i] = (uint)(source[offset] << 24 | source[offset + 1] << 16 | source[offset + 2] << 8
                | source[offset + 3]);
        }
    }

    /// <summary>Writes big-endian words.</summary>
    protected static void StoreWords(uint[] words, byte[] target, int offset)
    {
        for (int i = 0; i < words.Length; i++, offset += 4)
        {
            uint word = words[i];
            target[offset] = (byte)(word >> 24);
            target[offset + 1] = (byte)(word >> 16);
            target[offset + 2] = (byte)(word >> 8);
            target[offset + 3] = (byte)word;
        }
    }
}
