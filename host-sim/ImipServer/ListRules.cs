using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>Lists of an account, and how somebody comes to see somebody else.</summary>
/// <remarks>
/// <code>
/// LIST ADD user   List: Buddy   → ACK 600; user is asked with LIST ADD, and says yes with ACK 600, which shows its
///                                 state to who asked, or no with any other code
///                 List: Allow, List: Block   → ACK 600
/// LIST DEL user   → ACK 600
/// LIST GET        → LIST ADD … for each entry, with the same Reference, then ACK 600
/// </code>
/// LIST ADD to the Buddy list and the question were recorded; the answer, DEL, GET, Allow and Block are ours.
/// </remarks>
internal sealed class ListRules(ImipDomain domain)
{
    private const int LongestText = 512;
    private static readonly string[] Names = ["Allow", "Block", "Buddy"];

    /// <summary>Changes or tells a list; the code to answer with.</summary>
    public int Change(ClientSession session, Account account, InboundBlock block)
    {
        if (block.Argument == "GET")
        {
            return Tell(session, account, block);
        }

        string[] words = block.Argument.Split(' ');
        if (words is not ["ADD" or "DEL", _] || block.Body.Length > LongestText
            || account.List(block.Header("List")) is not SortedSet<string> list)
        {
            return Codes.ProtocolError;
        }

        if (domain.Find(words[1]) is not Account other)
        {
            return Codes.UnknownUser;
        }

        if (words[0] == "DEL")
        {
            list.Remove(other.Name);
            return Codes.Ok;
        }

        return list.Count < domain.Limits.ListEntries || list.Contains(other.Name)
            ? Add(session, account, list, other, block) : Codes.RateLimited;
    }

    /// <summary>A user has answered who asked to see it.</summary>
    public void Answered(Account account, string about, string code)
    {
        if (account.Asked.Remove(about) && code == "600" && domain.Find(about) is Account other)
        {
            Admit(account, other);
        }
    }

    /// <summary>Puts the open questions to somebody who has just come.</summary>
    public void AskAgain(ClientSession session, Account account)
    {
        foreach ((string about, byte[] text) in account.Asked)
        {
            Ask(session, account, about, text);
        }
    }

    private int Add(ClientSession session, Account account, SortedSet<string> list, Account other, InboundBlock block)
    {
        if (list == account.Buddy && other.Block.Contains(account.Name))
        {
            return Codes.Blocked;
        }

        list.Add(other.Name);
        session.Ack(Codes.Ok, block.Id);
        if (list == account.Allow && account.Asked.Remove(other.Name))
        {
            Admit(account, other);
        }
        else if (list == account.Buddy && other.Allow.Contains(account.Name))
        {
            domain.Presence.Show(other, session);
        }
        else if (list == account.Buddy && other.Asked.Count < domain.Limits.ListEntries)
        {
            other.Asked[account.Name] = block.Body;
            Ask(other.Session, other, account.Name, block.Body);
        }

        return 0;
    }

    private void Admit(Account account, Account other)
    {
        account.Allow.Add(other.Name);
        if (other.Session is ClientSession session)
        {
            domain.Presence.Show(account, session);
        }
    }

    private void Ask(ClientSession? session, Account account, string about, byte[] text)
    {
        uint id = domain.NextId();
        session?.Ask(new OutboundBlock($"LIST ADD {account.Name}") { Body = text }.With("ID", id)
            .With("From", about).With("List", "Buddy"), id, about);
    }

    private int Tell(ClientSession session, Account account, InboundBlock block)
    {
        foreach (string name in Names)
        {
            foreach (string entry in account.List(name)!)
            {
                session.Send(domain.Numbered($"LIST ADD {entry}").With("List", name).With("Reference", block.Id));
            }
        }

        return Codes.Ok;
    }
}
