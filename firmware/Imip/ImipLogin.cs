using Core;
using Core.Bytes;

namespace Imip;

/// <summary>The beginning of a conversation, from the greeting until the server lets us in.</summary>
/// <remarks>
/// <code>
/// we    HELO { Protocol }
/// they  HELO { Protocol, Auth-Type, Keep-Alive } challenge
/// we    LOGN user { Client, Auth-Type } proof
/// they  LOGN user { Reference }       or at any time      ACK code: 811 wrong login; ours: 807, 899 busy
/// </code>
/// </remarks>
public sealed class ImipLogin
{
    // Shorter ones would only cost; without any for an hour no router keeps the connection.
    private const int ShortestIntervalMs = 5_000;
    private const int LongestIntervalMs = 3_600_000;

    private readonly ImipSession _session;
    private readonly ImipProof _proof;
    private readonly byte[] _protocol = Utf8.Bytes("IMIP/1.0");
    private readonly Slice _scratch = new();
    private uint _loginId;          // number of our LOGN; zero before it

    /// <summary>The server has let us in.</summary>
    public bool IsDone;

    /// <summary>When the whole of it is overdue.</summary>
    public long DueAt;

    /// <summary>A login of this session with this proof.</summary>
    public ImipLogin(ImipSession session, ImipProof proof)
    {
        _session = session;
        _proof = proof;
    }

    /// <summary>Greets.</summary>
    public void Open(long now)
    {
        IsDone = false;
        DueAt = now + Limits.LoginMs;
        _loginId = 0;
        _session.Out.Begin("HELO");
        _session.Out.Line("Protocol: ", _protocol);
        _session.Out.End();
    }

    /// <summary>Takes in what the server says before it has let us in; what is wrong with it, or none.</summary>
    public Fault Handle(ImipBlock block)
    {
        if (block.State == BlockState.Oversized)
        {
            return Fault.TooLarge;
        }

        if (block.Type == BlockType.Ack)
        {
            return FaultOf(CodeOf(block));
        }

        if (_loginId == 0 && block.Type == BlockType.Hello)
        {
            return LogIn(block);
        }

        IsDone = _loginId != 0 && block.Type == BlockType.Login
            && block.Number(Header.Reference, _scratch) == _loginId;
        return IsDone ? Fault.None : Fault.ProtocolError;
    }

    /// <summary>The code of an ACK; zero if it has none.</summary>
    public static int CodeOf(ImipBlock block) =>
        block.Argument.TryNumber(out long code) && code > 0 && code <= 999 ? (int)code : 0;

    private Fault LogIn(ImipBlock block)
    {
        block.Value(Header.Protocol, _scratch);
        if (!_scratch.Is(_protocol) || block.Body.Count == 0 || block.Body.Count > ImipProof.LongestChallenge)
        {
            return Fault.ProtocolError;
        }

        block.Value(Header.AuthType, _scratch);
        if (!_proof.Choose(_scratch))
        {
            return Fault.NoMechanism;
        }

        SetInterval(block.Number(Header.KeepAlive, _scratch) * 1000L);
        ImipWriter target = _session.Out;
        target.Begin("LOGN ", _session.User);
        target.Text("Client: Agent\r\n");
        target.Line("Auth-Type: ", _proof.Method);
        target.BeginBody();
        _proof.Write(target, block.Body);
        target.End();
        _loginId = target.LastId;
        return Fault.None;
    }

    private void SetInterval(long interval)
    {
        if (interval > 0)
        {
            interval = interval > ShortestIntervalMs ? interval : ShortestIntervalMs;
            _session.IntervalMs = (int)(interval < LongestIntervalMs ? interval : LongestIntervalMs);
        }
    }

    private static Fault FaultOf(int code) =>
        code == AckCode.BadLogin ? Fault.NotAuthorized
        : code == AckCode.RateLimited || code == AckCode.Internal ? Fault.ServerBusy
        : Fault.ProtocolError;
}
