namespace Tests.Integration.Peers;

/// <summary>The other side refused a peer's request, or the peer failed at it.</summary>
internal sealed class PeerException : Exception
{
    /// <summary>Names the request, the error condition and its text.</summary>
    public PeerException(string request, string condition, string text)
        : base($"{request}: {condition} {text}")
    {
        Condition = condition;
        Text = text;
    }

    /// <summary>Stanza error condition, for example <c>forbidden</c>.</summary>
    public string Condition { get; }

    /// <summary>What the other side said about it, for people.</summary>
    public string Text { get; }
}
