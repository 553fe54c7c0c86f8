using System.Globalization;
using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>Messages from one user to another.</summary>
/// <remarks>
/// <code>
/// MESG { To, [ACK-Type], … }   errors-only (recorded, and when it is not said)   ACK when it cannot be delivered
///                              all, none (ours)                                  ACK 600 too; never an ACK
/// </code>
/// For somebody who is not there it is kept, and delivered after STAT with a header Delayed. Headers that this server
/// does not know go along. What was sent into a connection that turns out to be dead is lost, since its receiver
/// acknowledges nothing. All of this but ACK-Type: errors-only is ours, not historical.
/// </remarks>
internal sealed class MessageRules(ImipDomain domain)
{
    // What belongs to the way from one client to the server, not to the message.
    private static readonly string[] OfOneWay = ["ID", "Reference", "From", "To", "ACK-Type", "Delayed"];

    /// <summary>Passes a message on; the code to answer with, zero for none.</summary>
    public int Route(Account from, InboundBlock block)
    {
        string ackType = block.Header("ACK-Type") ?? "errors-only";
        int code = TryRoute(from, block);
        return ackType switch
        {
            "none" => 0,
            "all" => code,
            _ => code == Codes.Ok ? 0 : code,
        };
    }

    /// <summary>Delivers what was kept for somebody who has just come.</summary>
    public void Deliver(ClientSession session, Account account)
    {
        while (account.Offline.TryPeek(out OutboundBlock? message) && session.Send(message.With("ID", domain.NextId())))
        {
            account.Offline.Dequeue();
        }
    }

    private int TryRoute(Account from, InboundBlock block)
    {
        if (block.Header("To") is not { Length: > 0 } to)
        {
            return Codes.ProtocolError;
        }

        if (domain.Find(to) is not Account account)
        {
            return Codes.UnknownUser;
        }

        if (account.Block.Contains(from.Name))
        {
            return Codes.Blocked;
        }

        bool isThere = account.State != States.Offline;
        if (!isThere || !account.Session!.Send(Message(from, block).With("ID", domain.NextId())))
        {
            Keep(account, Message(from, block).With("Delayed",
                domain.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        }

        return Codes.Ok;
    }

    private void Keep(Account account, OutboundBlock message)
    {
        if (account.Offline.Count == domain.Limits.OfflineMessages)
        {
            account.Offline.Dequeue();
            domain.Log.LogInformation("imip {User}: too much waits, the oldest message is dropped", account.Name);
        }

        account.Offline.Enqueue(message);
    }

    private static OutboundBlock Message(Account from, InboundBlock block)
    {
        OutboundBlock message = new OutboundBlock("MESG") { Body = block.Body }.With("From", from.Name);
        foreach ((string name, string value) in block.Headers)
        {
            if (!OfOneWay.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                message.With(name, value);
            }
        }

        return message;
    }
}
