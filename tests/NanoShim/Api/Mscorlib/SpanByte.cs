namespace System;

/// <summary>The device's span, which is of bytes alone.</summary>
public readonly ref struct SpanByte
{
    private readonly byte[] _array;
    private readonly int _start;

    public SpanByte(byte[] array)
        : this(array, 0, array.Length)
    {
    }

    public SpanByte(byte[] array, int start, int length)
    {
        if (start < 0 || length < 0 || start + length > array.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(length));
        }

        _array = array;
        _start = start;
        Length = length;
    }

    public int Length { get; }

    public byte this[int index]
    {
        get => _array[_start + index];
        set => _array[_start + index] = value;
    }

    public static implicit operator SpanByte(byte[] array) => new(array);
}
