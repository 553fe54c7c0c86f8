using Core.Bytes;
using Core.Ports;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Makes sure, after each login that is no resumption, that the nodes are there and that we hear of
/// commands.</summary>
/// <remarks>
/// <code>
/// known nodes: subscribe → last item → done
/// else:        for each node: create → affiliations;  then subscribe → last item → done
/// no node to give affiliations of, or "wait": pause → create that node again
/// a node that is not there after all: from the beginning
/// the last two together at most 10 times in a session
/// no answer, or no room to ask: pause → the same again
/// done, and commands were missed: last items → done
/// </code>
/// One request at a time. That the nodes are made is kept in the vault, so that a login costs two requests.
/// </remarks>
public sealed class PubSubSetup
{
    private static readonly string Record = "nodes";

    // ejabberd answers internal-server-error to all but one of those who make a node at the same moment. When a whole
    // fleet does, the pauses spread it: from a quarter of a second to a quarter of a minute.
    private const int MostRetries = 10;
    private const int FirstPauseMs = 256;
    private const int LongestPauseShift = 6;

    // A command takes some 500 bytes in an answer that is read whole.
    private const int MostItems = 6;

    private static readonly byte[] Wait = Utf8.Bytes("wait");

    private readonly XmppSession _session;
    private readonly StanzaModule _owner;
    private readonly PubSubNodes _nodes;
    private readonly byte[] _service;
    private readonly IVault _vault;
    private readonly byte[] _state = new byte[5];
    private readonly uint _fingerprint;
    private SetupStep _step;
    private int _node;
    private int _retries;

    /// <summary>Setup of one device's nodes at one service; answers come to <paramref name="owner"/>.</summary>
    public PubSubSetup(XmppSession session, StanzaModule owner, PubSubNodes nodes, byte[] service, IVault vault)
    {
        _session = session;
        _owner = owner;
        _nodes = nodes;
        _service = service;
        _vault = vault;
        _fingerprint = Fingerprint();
        AreKnown = vault.Load(Record, _state) == _state.Length && _state[0] == 1 && ReadFingerprint() == _fingerprint;
    }

    /// <summary>The nodes have been made, for this service and this allowlist.</summary>
    public bool AreKnown;

    /// <summary>Commands that came while there was no room for their results.</summary>
    public int Missed;

    /// <summary>Everything is set up in this session.</summary>
    public bool IsDone => _step == SetupStep.Done;

    /// <summary>The step whose answer is due.</summary>
    public SetupStep Step => _step;

    /// <summary>Begins after a login.</summary>
    public void Begin()
    {
        _retries = 0;
        _node = 0;
        Ask(AreKnown ? SetupStep.Subscribe : SetupStep.Create);
    }

    /// <summary>A node that was thought to be there is missing: begins anew. False if that has been tried often enough
    /// in this session.</summary>
    public bool NodeMissing()
    {
        if (!AreKnown && !IsDone)
        {
            // They are being made anew already; this answers something from before.
            return true;
        }

        if (_retries == MostRetries)
        {
            return false;
        }

        Restart();
        return true;
    }

    /// <summary>There is room for results again: asks for the commands that came while there was none.</summary>
    public void AskMissed()
    {
        if (Missed > 0 && AreKnown && IsDone)
        {
            Ask(SetupStep.LastItem);
        }
    }

    /// <summary>Takes the answer to the request of this tag, or null if there was none; a pause ends without one. What
    /// is of another step came from before the setup began anew.</summary>
    public void Answered(int tag, Received answer)
    {
        if (tag > (int)SetupStep.Pause && _step == SetupStep.Pause)
        {
            Ask((SetupStep)(tag - (int)SetupStep.Pause));
        }
        else if (tag == (int)_step && answer == null)
        {
            // Without nodes nothing can be reported, so it is asked again as long as the session lasts.
            Pause(_step);
        }
        else if (tag == (int)_step)
        {
            Next(answer);
        }
    }

    private void Next(Received answer)
    {
        switch (_step)
        {
            case SetupStep.Create:
                // An error means that the node is there, or that we may not make it, or may later: the next answer
                // shows which.
                Ask(SetupStep.Affiliations);
                break;
            case SetupStep.Affiliations when _retries < MostRetries && IsPassing(answer):
                Pause(SetupStep.Create);
                break;
            case SetupStep.Affiliations when _node + 1 < PubSubNodes.Count:
                _node++;
                Ask(SetupStep.Create);
                break;
            case SetupStep.Affiliations:
                Remember(true);
                Ask(SetupStep.Subscribe);
                break;
            case SetupStep.Subscribe when answer.IsResult:
                Ask(SetupStep.LastItem);
                break;
            case SetupStep.Subscribe when AreKnown && _retries == 0:
                Restart();
                break;
            default:
                _step = SetupStep.Done;
                break;
        }
    }

    // The longer half of the pause is another for each device and each time, because the node's name is in the
    // fingerprint.
    private void Pause(SetupStep next)
    {
        int ms = FirstPauseMs << (_retries < LongestPauseShift ? _retries : LongestPauseShift);
        int more = (int)((_fingerprint >> _retries) % (uint)ms);
        _retries += _retries < MostRetries ? 1 : 0;
        int tag = (int)SetupStep.Pause + (int)next;
        _step = _session.Pending.Pause(_owner, tag, _session.Now + (ms / 2) + (more / 2))
            ? SetupStep.Pause : SetupStep.Done;
    }

    private void Restart()
    {
        _retries++;
        Remember(false);
        _node = 0;
        Ask(SetupStep.Create);
    }

    private void Ask(SetupStep step)
    {
        _step = step;
        byte[] service = _service;
        string type = step == SetupStep.LastItem ? "get" : "set";
        if (!_session.BeginRequest(_owner, (int)step, type, service))
        {
            Pause(step);
            return;
        }

        switch (step)
        {
            case SetupStep.Create:
                _nodes.WriteCreate(_session.Out, _node);
                break;
            case SetupStep.Affiliations:
                _nodes.WriteAffiliations(_session.Out, _node, _session.Host);
                break;
            case SetupStep.Subscribe:
                _nodes.WriteSubscribe(_session.Out, PubSubNodes.Commands, _session.Account.BareJid);
                break;
            default:
                // No more than were missed: those before may be so old that nobody remembers that they ran.
                _nodes.WriteLastItems(
                    _session.Out, PubSubNodes.Commands, Missed == 0 ? 1 : Missed < MostItems ? Missed : MostItems);
                break;
        }

        if (!_session.EndRequest())
        {
            Pause(step);
        }
    }

    private static bool IsPassing(Received answer)
    {
        Stanza stanza = answer.Stanza;
        int error = answer.IsResult ? Stanza.None : stanza.Child(0, Names.Error, null);
        return error != Stanza.None && (stanza.AttributeIs(error, Names.Type, Wait)
            || stanza.Child(error, PubSub.ItemNotFound, Ns.StanzaErrors) != Stanza.None);
    }

    private void Remember(bool known)
    {
        AreKnown = known;
        _state[0] = (byte)(known ? 1 : 0);
        for (int i = 0; i < 4; i++)
        {
            _state[1 + i] = (byte)(_fingerprint >> (8 * i));
        }

        _vault.Save(Record, _state, _state.Length);
    }

    private uint ReadFingerprint() =>
        _state[1] | (uint)_state[2] << 8 | (uint)_state[3] << 16 | (uint)_state[4] << 24;

    /// <summary>Changes with the service, the nodes and the allowlist (FNV-1a).</summary>
    private uint Fingerprint()
    {
        uint hash = 2166136261;
        hash = Add(hash, _service, 0);
        hash = Add(hash, _nodes.Name(0), 0);
        for (int i = 0; _session.Host.Peer(i) != null; i++)
        {
            hash = Add(hash, _session.Host.Peer(i), (int)_session.Host.PeerRole(i));
        }

        return hash;
    }

    private static uint Add(uint hash, byte[] bytes, int more)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            hash = (hash ^ bytes[i]) * 16777619;
        }

        return (hash ^ (uint)more) * 16777619;
    }
}

/// <summary>Steps of the setup; they are the tags of its requests.</summary>
public enum SetupStep
{
    /// <summary>Nothing to do.</summary>
    Done = 0,

    /// <summary>A node is being made.</summary>
    Create = 1,

    /// <summary>The allowlist is being told to the service.</summary>
    Affiliations = 2,

    /// <summary>We subscribe to the commands.</summary>
    Subscribe = 3,

    /// <summary>We ask for the last command, which may have come while we were away, or for all that we
    /// missed.</summary>
    LastItem = 4,

    /// <summary>The service could not do it just now. A pause's tag is this and the step that follows it.</summary>
    Pause = 8,
}
