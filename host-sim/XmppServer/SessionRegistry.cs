using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>Binds, hibernates, resumes and ends resources.</summary>
internal sealed class SessionRegistry(XmppDomain domain)
{
    private readonly Dictionary<string, Resource> _resumable = [];
    private readonly Dictionary<string, uint> _expired = [];
    private readonly Queue<string> _expiredOrder = new();

    /// <summary>
    /// The next moment at which a hibernating session ends or an acknowledgement is overdue, or null.
    /// </summary>
    public DateTimeOffset? NextDeadline => _resumable.Values.Min(resource => resource.Sm!.Deadline(AckTimeout));

    private TimeSpan AckTimeout => domain.Options.AckTimeout;

    /// <summary>
    /// Binds a full JID; an older session of the same resource is closed with conflict (RFC 6120 §7.7.2.2).
    /// </summary>
    public Resource Bind(Account account, string name, ServerSession session)
    {
        if (account.Find(name) is { } older)
        {
            Replace(older);
        }
        else if (account.Resources.Count >= domain.Options.Limits.SessionsPerAccount)
        {
            Replace(account.Resources.Find(resource => resource.Session is null) ?? account.Resources[0]);
        }

        Resource resource = new(account, account.Jid.With(name), domain.Options) { Session = session };
        account.Resources.Add(resource);
        domain.Log.LogInformation("bound {Jid}", resource.Jid);
        domain.RaiseOnline(resource.Jid);
        return resource;
    }

    /// <summary>Starts stream management; gives the answer to <c>enable</c>.</summary>
    public XElement Enable(Resource resource, XElement enable)
    {
        bool resumable = (string?)enable.Attribute("resume") is "true" or "1";
        string? id = resumable ? domain.Entropy.Token(12) : null;
        resource.Sm = new StreamManagement(id, domain.Options.Limits.UnackedStanzas);
        XElement enabled = new(Xmlns.Sm + "enabled");
        if (id is not null)
        {
            _resumable.Add(id, resource);
            enabled.SetAttributeValue("id", id);
            enabled.SetAttributeValue("resume", "true");
            enabled.SetAttributeValue("max", (int)domain.Options.Hibernation.TotalSeconds);
        }

        return enabled;
    }

    /// <summary>
    /// Moves a session to a new connection. Null and the answer <c>failed</c> if it is unknown, somebody else's, or the
    /// client acknowledges what was never sent. The caller says <c>resumed</c> and then lets the resource replay.
    /// </summary>
    public Resource? Resume(ServerSession session, XElement resume, out XElement answer)
    {
        string id = (string?)resume.Attribute("previd") ?? string.Empty;
        Resource? resource = domain.Faults.RefuseResume ? null : _resumable.GetValueOrDefault(id);
        if (resource is null || resource.Account != session.Account || resource.Sm!.Spoiled)
        {
            answer = Failed("item-not-found");
            if (_expired.TryGetValue(id, out uint handled) && resource is null)
            {
                answer.SetAttributeValue("h", handled);
            }

            return null;
        }

        if (!uint.TryParse((string?)resume.Attribute("h"), out uint acknowledged)
            || !resource.Sm.Acknowledge(acknowledged))
        {
            answer = Failed("undefined-condition");
            return null;
        }

        ServerSession? older = resource.Session;
        resource.Session = null;
        older?.Fail("conflict", "Resumed by a new connection");
        resource.Session = session;
        domain.Log.LogInformation("resumed {Jid}", resource.Jid);
        domain.RaiseOnline(resource.Jid);
        answer =
            new XElement(Xmlns.Sm + "resumed", new XAttribute("previd", id), new XAttribute("h", resource.Sm.Handled));
        return resource;
    }

    /// <summary>The connection is gone: the resource hibernates if it may, otherwise it ends.</summary>
    public void Lost(Resource resource, bool final)
    {
        resource.Session = null;
        domain.RaiseOffline(resource.Jid);
        if (final || resource.Sm?.Id is null || resource.Sm.Spoiled)
        {
            End(resource);
            return;
        }

        resource.Sm.HibernatesUntil = domain.Now + domain.Options.Hibernation;
        domain.Log.LogInformation("hibernates {Jid}, {Count} unacknowledged", resource.Jid, resource.Sm.Unacked.Count);
    }

    /// <summary>Ends what has hibernated long enough and gives up connections that no longer acknowledge.</summary>
    public void Expire()
    {
        DateTimeOffset now = domain.Now;
        foreach (Resource resource in _resumable.Values.Where(one => one.Sm!.Deadline(AckTimeout) <= now).ToArray())
        {
            if (resource.Session is { } session)
            {
                session.Abandon("no acknowledgement");
            }
            else
            {
                End(resource);
            }
        }
    }

    /// <summary>Forgets every hibernating session without a trace, as a crash does.</summary>
    public void LoseHibernating()
    {
        foreach (Resource resource in _resumable.Values.Where(one => one.Session is null).ToArray())
        {
            End(resource);
        }

        _expired.Clear();
        _expiredOrder.Clear();
    }

    /// <summary>
    /// Ends a resource: its presence goes and what it never acknowledged finds another way or bounces.
    /// </summary>
    public void End(Resource resource)
    {
        if (!resource.Account.Resources.Remove(resource))
        {
            return;
        }

        resource.Session = null;
        if (resource.Sm?.Id is { } id)
        {
            _resumable.Remove(id);
            Remember(id, resource.Sm.Handled);
        }

        domain.Log.LogInformation("ended {Jid}", resource.Jid);
        domain.Capabilities.Forget(resource);
        domain.Presence.Gone(resource);
        foreach (XElement stanza in resource.Sm?.Unacked ?? [])
        {
            domain.Router.Undelivered(stanza, resource);
        }
    }

    public static XElement Failed(string condition) =>
        new(Xmlns.Sm + "failed", new XElement(Xmlns.StanzaErrors + condition));

    private void Replace(Resource older)
    {
        older.Session?.Fail("conflict", "Replaced by new connection");
        End(older);
    }

    private void Remember(string id, uint handled)
    {
        if (_expiredOrder.Count >= domain.Options.Limits.ExpiredSessions)
        {
            _expired.Remove(_expiredOrder.Dequeue());
        }

        _expired[id] = handled;
        _expiredOrder.Enqueue(id);
    }
}
