using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Service discovery (XEP-0030): what the device is and can do, and its commands (XEP-0050 §2).</summary>
/// <remarks>
/// <code>
/// node                    info                                  items
/// none, or that of caps   client/bot and every feature          none
/// commands                automation/command-list               the commands that the caller may run
/// name of a command       automation/command-node               none
/// any other               item-not-found                        item-not-found
/// </code>
/// The nodes of commands are for peers that may run one of them; others see forbidden.
/// </remarks>
public sealed class Disco : StanzaModule
{
    private static readonly string ItemsStart = "<query xmlns='http://jabber.org/protocol/disco#items'";
    private static readonly string InfoStart = "<query xmlns='http://jabber.org/protocol/disco#info'";
    private static readonly string QueryEnd = "</query>";
    private static readonly string IdentityStart = "<identity category='client' type='bot' name='";
    private static readonly string FeatureStart = "<feature var='";
    private static readonly byte[] Items = Utf8.Bytes("http://jabber.org/protocol/disco#items");

    private readonly Caps _caps;
    private readonly Slice _node = new();

    /// <summary>Shows what <paramref name="caps"/> stands for.</summary>
    public Disco(XmppSession session, Caps caps)
        : base(session, Utf8.Bytes("http://jabber.org/protocol/disco#info"), Items)
    {
        _caps = caps;
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        Stanza stanza = request.Stanza;
        int query = request.Payload;
        if (!request.IsGet || !stanza.Is(query, Names.Query))
        {
            return false;
        }

        bool asksForItems = stanza.IsIn(query, Items);
        bool named = stanza.Attribute(query, Names.Node, _node) && _node.Count > 0;
        if (!named)
        {
            _node.Set(stanza.Arena, 0, 0);
        }

        if (named && !_caps.IsNode(_node))
        {
            AnswerForCommands(request, asksForItems);
            return true;
        }

        Begin(request, asksForItems);
        if (!asksForItems)
        {
            WriteDevice();
        }

        End(request);
        return true;
    }

    private void AnswerForCommands(Received request, bool asksForItems)
    {
        bool isList = _node.Is(CommandElement.Namespace);
        CommandSpec command = isList ? null : Session.Host.Find(_node);
        if (!isList && command == null)
        {
            Session.Out.Error(request, "cancel", "item-not-found");
            return;
        }

        Role role = Session.Host.RoleOf(request.Bare);
        if (role < (isList ? Role.Read : command.Role))
        {
            Session.Out.Error(request, "auth", "forbidden");
            return;
        }

        Begin(request, asksForItems);
        if (!asksForItems)
        {
            WriteCommand(command);
        }
        else if (isList)
        {
            WriteItems(role);
        }

        End(request);
    }

    private void Begin(Received request, bool items)
    {
        StanzaWriter target = Session.Out;
        target.BeginResult(request);
        target.Text(items ? ItemsStart
            : InfoStart);
        if (_node.Count > 0)
        {
            target.Attribute("node", _node);
        }

        target.Byte('>');
    }

    private void End(Received request)
    {
        Session.Out.Text(QueryEnd);
        Session.Out.EndResult(request);
    }

    private void WriteDevice()
    {
        StanzaWriter target = Session.Out;
        target.Text(IdentityStart);
        target.Escaped(_caps.Name);
        target.Text(XmlWriter.EndEmpty);
        foreach (byte[] feature in _caps.Features)
        {
            target.Text(FeatureStart);
            target.Bytes(feature);
            target.Text(XmlWriter.EndEmpty);
        }
    }

    private void WriteCommand(CommandSpec command)
    {
        StanzaWriter target = Session.Out;
        target.Text("<identity category='automation' type='");
        target.Text(command == null ? "command-list' name='Commands" : "command-node' name='");
        target.Text(command == null ? string.Empty : command.Summary);
        target.Text("'/><feature var='http://jabber.org/protocol/commands'/><feature var='jabber:x:data'/>");
    }

    private void WriteItems(Role role)
    {
        StanzaWriter target = Session.Out;
        foreach (CommandSpec command in Session.Host.Commands)
        {
            if (role >= command.Role)
            {
                target.Text("<item jid='");
                target.Escaped(Session.FullJid);
                target.Text("' node='");
                target.Text(command.Name);
                target.Text("' name='");
                target.Text(command.Summary);
                target.Text(XmlWriter.EndEmpty);
            }
        }
    }
}
