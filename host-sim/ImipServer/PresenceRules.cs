using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>Who sees whom in which state.</summary>
/// <remarks>
/// <code>
/// STAT state   ONLINE, AWAY, BUSY, OFFLINE (there, but not to be seen)   → ACK 600, and STAT to all who may see
/// </code>
/// A body of STAT says more in words; it is passed on, and not historical.
/// </remarks>
internal sealed class PresenceRules(ImipDomain domain)
{
    private const int LongestText = 256;

    /// <summary>Takes a new state of a user; the code to answer with.</summary>
    public int Change(ClientSession session, Account account, InboundBlock block)
    {
        if (!States.IsOne(block.Argument) || block.Body.Length > LongestText)
        {
            return Codes.ProtocolError;
        }

        bool wasSeen = session.State != States.Offline;
        session.State = block.Argument;
        session.Ack(Codes.Ok, block.Id);
        Tell(account, block.Body);
        if (!wasSeen && session.State != States.Offline)
        {
            Arrive(session, account);
        }

        return 0;
    }

    /// <summary>Tells the state of an account to everybody who may see it and is there.</summary>
    public void Tell(Account account, byte[] text)
    {
        foreach (string name in account.Allow)
        {
            if (domain.Find(name) is { Session: ClientSession session } watcher && watcher.Buddy.Contains(account.Name))
            {
                session.Send(Block(account, text));
            }
        }
    }

    /// <summary>Tells one user the state of another.</summary>
    public void Show(Account account, ClientSession to) => to.Send(Block(account, []));

    private void Arrive(ClientSession session, Account account)
    {
        IEnumerable<Account> seen = account.Buddy.Select(domain.Find).OfType<Account>()
            .Where(buddy => buddy.Allow.Contains(account.Name) && buddy.State != States.Offline);
        foreach (Account buddy in seen)
        {
            Show(buddy, session);
        }

        domain.Lists.AskAgain(session, account);
        domain.Messages.Deliver(session, account);
    }

    private OutboundBlock Block(Account account, byte[] text) =>
        domain.Numbered($"STAT {account.State}", text).With("From", account.Name);
}
