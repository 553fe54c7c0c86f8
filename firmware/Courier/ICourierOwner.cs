namespace Courier;

/// <summary>What a Courier session tells: that it is up, and what became of messages, by their ids.</summary>
public interface ICourierOwner
{
    /// <summary>Messages may flow.</summary>
    void Online();

    /// <summary>The server has taken it.</summary>
    void Taken(uint message);

    /// <summary>The server refuses it for good.</summary>
    void Refused(uint message);

    /// <summary>It is lost and was not taken, as far as is known.</summary>
    void Lost(uint message);
}
