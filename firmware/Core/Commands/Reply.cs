namespace Core.Commands;

/// <summary>What is to be said to a message.</summary>
public enum Reply
{
    /// <summary>Nothing: there are no words in it.</summary>
    None = 0,

    /// <summary>What came of the command.</summary>
    Outcome = 1,

    /// <summary>The commands.</summary>
    Help = 2,

    /// <summary>The message has more words than the command has arguments.</summary>
    TooManyWords = 3,

    /// <summary>The message is longer than can be read.</summary>
    TooLong = 4,

    /// <summary>The message waited too long.</summary>
    TooOld = 5,

    /// <summary>It cannot be run now.</summary>
    Busy = 6,

    /// <summary>It was run; what came of it is too long to be said.</summary>
    NoRoom = 7,
}
