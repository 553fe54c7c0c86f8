using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>Copies of one-to-one chats for the account's other resources (XEP-0280).</summary>
internal sealed class Carbons(XmppDomain domain)
{
    /// <summary>One resource received a message to its full JID.</summary>
    public void Received(XElement message, Resource receiver) => Copy(message, receiver, "received");

    /// <summary>One resource has sent a message.</summary>
    public void Sent(XElement message, Resource sender) => Copy(message, sender, "sent");

    private void Copy(XElement message, Resource except, string direction)
    {
        if (!Eligible(message))
        {
            return;
        }

        foreach (Resource other in except.Account.Resources.Where(one => one.Carbons && one != except).ToArray())
        {
            XElement forwarded = new(Xmlns.Forward + "forwarded", new XElement(message));
            XElement carbon = new(Xmlns.Carbons + direction, forwarded);
            XElement copy = Stanzas.Message(except.Account.Jid, other.Jid, "chat", carbon);
            copy.SetAttributeValue("id", domain.Entropy.Token(9));
            other.Deliver(copy);
        }
    }

    private static bool Eligible(XElement message)
    {
        bool wanted = message.Type() == "chat"
            || (message.Type() is null or "normal" && message.Element(Xmlns.Client + "body") is not null);
        return wanted
            && message.Element(Xmlns.Carbons + "private") is null
            && message.Element(Xmlns.Hints + "no-copy") is null
            && message.Element(Xmlns.MucUser + "x") is null;
    }
}
