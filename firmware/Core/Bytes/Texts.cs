namespace Core.Bytes;

/// <summary>Arrays of strings, as the device's interpreter needs them.</summary>
public static class Texts
{
    /// <summary>An array of <paramref name="count"/> nulls. The elements of a fresh array of strings are no real nulls
    /// on the device: to compare one with a string resets the chip.</summary>
    public static string[] Empty(int count)
    {
        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            texts[i] = null;
        }

        return texts;
    }
}
