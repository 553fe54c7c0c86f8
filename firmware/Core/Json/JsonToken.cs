namespace Core.Json;

/// <summary>What a reader of JSON has come to.</summary>
public enum JsonToken
{
    /// <summary>Nothing was read yet.</summary>
    None = 0,

    /// <summary>An opening brace.</summary>
    BeginObject = 1,

    /// <summary>A closing brace.</summary>
    EndObject = 2,

    /// <summary>An opening bracket.</summary>
    BeginArray = 3,

    /// <summary>A closing bracket.</summary>
    EndArray = 4,

    /// <summary>The name of a member, its colon included; its value is next.</summary>
    Name = 5,

    /// <summary>A string.</summary>
    String = 6,

    /// <summary>A number.</summary>
    Number = 7,

    /// <summary>The word true.</summary>
    True = 8,

    /// <summary>The word false.</summary>
    False = 9,

    /// <summary>The word null.</summary>
    Null = 10,

    /// <summary>The text has ended, and was JSON.</summary>
    End = 11,

    /// <summary>The text is not JSON, or nested too deeply; it stays so until the next text.</summary>
    Error = 12,
}
