namespace Tests.Chaos.Recorded;

/// <summary>What happens next in a recorded conversation.</summary>
internal enum StepKind
{
    /// <summary>The transport comes up.</summary>
    Open,

    /// <summary>The transport is inside TLS now.</summary>
    Secure,

    /// <summary>The server says something.</summary>
    Send,

    /// <summary>The transport goes; the text names the fault that must have come before, if any.</summary>
    Cut,

    /// <summary>What we have said since the last such step contains this text.</summary>
    Expect,
}

/// <summary>One step of a recorded conversation.</summary>
internal sealed record Step(StepKind Kind, string Text);
