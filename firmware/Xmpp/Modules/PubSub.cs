using Core;
using Core.Bytes;
using Core.Commands;
using Core.Ports;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>PubSub (XEP-0060), or PEP (XEP-0163) where no service is configured: commands come as items, readings and
/// results go out as items.</summary>
/// <remarks>
/// <code>
/// event   message { event { items[node] { item[id, publisher] { command } | retract[id] } } }
/// answer  iq { pubsub { items[node] { item … } } }
/// publish iq { pubsub { publish[node] { item[id] { payload } } [publish-options] } }
/// </code>
/// With PEP there is no node for commands, because nobody else can publish on our account; readings go to those whom
/// the roster policy has approved. A retracted item is of no interest: a command that ran cannot be taken back.
/// </remarks>
public sealed class PubSub : StanzaModule
{
    /// <summary>Tag of publishing to the first node; the setup's steps are the tags below.</summary>
    private const int PublishTag = 16;

    private static readonly string PublishStart = "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='";
    private static readonly string ItemStart = "'><item id='";
    private static readonly string PublishEnd = "</item></publish>";
    private static readonly string PubSubEnd = "</pubsub>";
    private static readonly byte[] Namespace = Utf8.Bytes("http://jabber.org/protocol/pubsub");
    private static readonly byte[] EventNamespace = Utf8.Bytes("http://jabber.org/protocol/pubsub#event");
    private const ulong PubSubName = 0x6275736275700008; // pubsub
    private const ulong EventName = 0x746E657665000010; // event
    private const ulong Items = 0x736D657469000010; // items
    private static readonly byte[] Publisher = Utf8.Bytes("publisher");
    internal static readonly byte[] ItemNotFound = Utf8.Bytes("item-not-found");
    private static readonly byte[] Conflict = Utf8.Bytes("conflict");

    private readonly byte[] _service;
    private readonly PubSubNodes _nodes;
    private readonly PubSubSetup _setup;
    private readonly ReportWriter _report;
    private readonly Slice _text = new();
    private readonly ICommandResults _results;
    private int _made;              // PEP nodes that are there in this session: a bit for each

    /// <summary>PubSub at <paramref name="service"/>; null for PEP. Results of commands that came as items go to
    /// <paramref name="results"/>.</summary>
    public PubSub(XmppSession session, string deviceId, byte[] service, IVault vault, ICommandResults results)
        : base(session)
    {
        _service = service;
        _nodes = new PubSubNodes(deviceId);
        _setup = service == null ? null : new PubSubSetup(session, this, _nodes, service, vault);
        _report = new ReportWriter(deviceId);
        _results = results;
    }

    /// <summary>True if a report can be handed over: the nodes are there.</summary>
    public bool IsReady => _setup == null || _setup.AreKnown;

    /// <inheritdoc/>
    public override void Online(bool resumed)
    {
        if (!resumed)
        {
            _made = 0;
            _setup?.Begin();
        }
    }

    /// <inheritdoc/>
    public override bool Message(Received message)
    {
        Stanza stanza = message.Stanza;
        int happened = stanza.Child(0, EventName, EventNamespace);
        if (happened == Stanza.None)
        {
            return false;
        }

        if (!message.IsError && _service != null && message.From.Is(_service))
        {
            RunItems(stanza, stanza.Child(happened, Items, null));
        }

        return true;
    }

    /// <summary>Publishes readings; false if that cannot be begun now.</summary>
    public bool PublishReport(FieldList fields, long unixTimeMs, byte[] itemId, int idLength)
    {
        if (!BeginPublish(PubSubNodes.Data, itemId, 0, idLength))
        {
            return false;
        }

        _report.Write(Session.Out, fields, unixTimeMs);
        return EndPublish(PubSubNodes.Data);
    }

    /// <summary>Publishes what came of a command, under the command's own id; false if that cannot be begun
    /// now.</summary>
    public bool PublishResult(CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields)
    {
        if (!BeginPublish(PubSubNodes.Results, id.Bytes, id.Offset, id.Count))
        {
            return false;
        }

        if (command != null)
        {
            _text.Set(id.Bytes, id.Offset, 0);
            CommandElement.Begin(Session.Out, command, _text, CommandElement.Completed);
            if (outcome != Outcome.Done)
            {
                CommandElement.WriteNote(Session.Out, command, outcome, badArgument);
            }

            DataForm.WriteResult(Session.Out, fields);
            Session.Out.Text(CommandElement.End);
        }

        return EndPublish(PubSubNodes.Results);
    }

    /// <inheritdoc/>
    public override void Answered(int tag, Received answer)
    {
        if (tag >= PublishTag)
        {
            PublishAnswered(1 << (tag - PublishTag), answer);
            if (_setup != null && _results.HasRoom)
            {
                _setup.AskMissed();
            }

            return;
        }

        if (tag == (int)SetupStep.LastItem && tag == (int)_setup.Step && answer != null)
        {
            _setup.Missed = 0;
            if (answer.IsResult)
            {
                TakeLastItem(answer.Stanza);
            }
        }

        _setup.Answered(tag, answer);
    }

    private void PublishAnswered(int node, Received answer)
    {
        if (answer == null)
        {
            Session.Owner.Published(Delivery.Lost);
            return;
        }

        if (answer.IsResult)
        {
            _made |= node;
            Session.Owner.Published(Delivery.Taken);
            return;
        }

        int error = answer.Stanza.Child(0, Names.Error, null);
        bool missing = error != Stanza.None && answer.Stanza.Child(error, ItemNotFound, Ns.StanzaErrors) != Stanza.None;
        bool preconditions = error != Stanza.None
            && answer.Stanza.Child(error, Conflict, Ns.StanzaErrors) != Stanza.None;
        if (missing && _setup != null && _setup.NodeMissing())
        {
            Session.Owner.Published(Delivery.Lost);
        }
        else if (preconditions && (_made & node) == 0)
        {
            // The node is there with other options (XEP-0060 §7.1.5): its owner's will comes before ours.
            _made |= node;
            Session.Owner.Published(Delivery.Lost);
        }
        else
        {
            Session.Owner.Published(Delivery.Refused);
        }
    }

    private bool BeginPublish(int node, byte[] id, int idOffset, int idLength)
    {
        if (!IsReady || !Session.BeginRequest(this, PublishTag + node, StanzaWriter.Set, _service))
        {
            return false;
        }

        StanzaWriter target = Session.Out;
        target.Text(PublishStart);
        target.Escaped(_nodes.Name(node));
        target.Text(ItemStart);
        target.Escaped(id, idOffset, idLength);
        target.Text(XmlWriter.EndTag);
        return true;
    }

    private bool EndPublish(int node)
    {
        StanzaWriter target = Session.Out;
        target.Text(PublishEnd);
        if (_setup == null && (_made & 1 << node) == 0)
        {
            // A PEP node is made by publishing; its options stand in the first one of a session and cost nothing later.
            PubSubNodes.WritePublishOptions(target);
        }

        target.Text(PubSubEnd);
        return Session.EndRequest();
    }

    /// <summary>The last command may be one we have not seen: it came while we were away. A device without any memory
    /// of commands notes it without running it: it may be from another life.</summary>
    private void TakeLastItem(Stanza stanza)
    {
        int pubsub = stanza.Child(0, PubSubName, Namespace);
        int items = pubsub == Stanza.None ? Stanza.None : stanza.Child(pubsub, Items, null);
        if (items == Stanza.None)
        {
            return;
        }

        if (Session.Host.HasMemory)
        {
            RunItems(stanza, items);
            return;
        }

        int item = stanza.Child(items, Names.Item, null);
        if (item != Stanza.None && stanza.Attribute(item, Names.Id, _text))
        {
            Session.Host.See(_text, true);
        }
    }

    private void RunItems(Stanza stanza, int items)
    {
        if (items == Stanza.None || !stanza.AttributeIs(items, Names.Node, _nodes.Name(PubSubNodes.Commands)))
        {
            return;
        }

        int item = stanza.Child(items, Names.Item, null);
        while (item != Stanza.None)
        {
            RunItem(stanza, item);
            item = stanza.NextSibling(item, Names.Item, null);
        }
    }

    private void RunItem(Stanza stanza, int item)
    {
        CommandCall call = Session.Call;
        call.Clear();
        call.IsItem = true;
        bool named = stanza.Attribute(item, Names.Id, call.Id) && call.Id.Count > 0 && call.Id.Count <= Limits.StanzaId;
        if (stanza.Attribute(item, Publisher, _text))
        {
            Jid.Bare(_text, call.Caller);
        }

        int command = stanza.Child(item, CommandElement.Name, CommandElement.Namespace);
        if (command == Stanza.None || !named || Session.Host.HasSeen(call.Id))
        {
            return;
        }

        bool readable = CommandElement.Read(
            stanza, command, call, Session.Host, _text, out _, out bool cancelled);
        if (!readable || cancelled || call.Spec == null)
        {
            return;
        }

        if (!_results.HasRoom)
        {
            // Nothing was run, so nothing is noted: the same item comes again.
            _setup.Missed++;
            return;
        }

        Session.Host.Run(call);
        _results.Keep(call);
        if (!Session.Host.HasSeen(call.Id))
        {
            // What was refused is refused once, not at every login.
            Session.Host.See(call.Id, true);
        }
    }
}
