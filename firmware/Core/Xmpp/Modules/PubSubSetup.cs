using Core.Ports;
using Core.Xml;

namespace Core.Xmpp.Modules;

/// <summary>Makes sure, after each login that is no resumption, that the nodes are there and that we hear of
/// commands.</summary>
/// <remarks>
/// <code>
/// known nodes: subscribe → last item → done
/// else:        for each node: create → affiliations;  then subscribe → last item → done
/// a node that is not there after all: from the beginning, once
/// </code>
/// One request at a time. That the nodes are made is kept in the vault, so that a login costs two requests.
/// </remarks>
public sealed class PubSubSetup
{
    private const string Record = "nodes";

    private readonly XmppSession _session;
    private readonly StanzaModule _owner;
    private readonly PubSubNodes _nodes;
    private readonly byte[] _service;
    private readonly IVault _vault;
    private readonly byte[] _state = new byte[5];
    private readonly uint _fingerprint;
    private SetupStep _step;
    private int _node;
    private bool _retried;

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

    /// <summary>Everything is set up in this session.</summary>
    public bool IsDone => _step == SetupStep.Done;

    /// <summary>The step whose answer is due.</summary>
    public SetupStep Step => _step;

    /// <summary>Begins after a login.</summary>
    public void Begin()
    {
        _retried = false;
        _node = 0;
        Ask(AreKnown ? SetupStep.Subscribe : SetupStep.Create);
    }

    /// <summary>A node that was thought to be there is missing: begins anew, once in a session. False if that has been
    /// tried already.</summary>
    public bool NodeMissing()
    {
        if (IsDone && _retried)
        {
            return false;
        }

        if (IsDone)
        {
            Restart();
        }

        return true;
    }

    /// <summary>Takes the answer to the step's request and asks for the next.</summary>
    public void Answered(Received answer)
    {
        switch (_step)
        {
            case SetupStep.Create:
                // An error means that the node is there, or that we may not make it: publishing will show.
                Ask(SetupStep.Affiliations);
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
            case SetupStep.Subscribe when AreKnown && !_retried:
                Restart();
                break;
            default:
                _step = SetupStep.Done;
                break;
        }
    }

    private void Restart()
    {
        _retried = true;
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
            _step = SetupStep.Done;
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
                _nodes.WriteLastItem(_session.Out, PubSubNodes.Commands);
                break;
        }

        if (!_session.EndRequest())
        {
            _step = SetupStep.Done;
        }
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

    /// <summary>We ask for the last command, which may have come while we were away.</summary>
    LastItem = 4,
}
