using System.Xml.Linq;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// SASL2 (XEP-0388) with what can ride on it: Bind2 (0386), FAST (0484) and a resume of stream management (0198).
/// <code>
/// authenticate -> (challenge response)* -> success [resumed | failed] [bound] [token] | failure        abort ->
/// failure
/// </code>
/// There is no new stream after success; features follow at once, and after a failure the client may try another way.
/// </summary>
internal sealed class Sasl2Negotiation(ServerSession session, XmppDomain domain)
{
    private ISaslExchange? _exchange;
    private XElement _request = new("none");
    private int _failures;

    private string? ClientId => (string?)_request.Child(Xmlns.Sasl2, "user-agent")?.Attribute("id");

    public void Handle(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "authenticate":
                Begin(element);
                break;
            case "response" when _exchange is not null:
                Continue(element.Value);
                break;
            case "response":
                Fail("malformed-request");
                break;
            case "abort":
                Fail("aborted");
                break;
            default:
                session.Fail("unsupported-stanza-type", null);
                break;
        }
    }

    private void Begin(XElement authenticate)
    {
        _request = authenticate;
        string? obstacle = SaslCatalog.Obstacle(session, domain);
        if (obstacle is not null || !StreamFeatures.OffersSasl2(session, domain))
        {
            Fail(obstacle ?? "invalid-mechanism");
            return;
        }

        string? mechanism = (string?)authenticate.Attribute("mechanism");
        bool token = mechanism == FastTokens.Mechanism && domain.Options.OfferFast;
        _exchange = token ? TokenLogin() : SaslCatalog.Start(mechanism, session, domain);
        if (_exchange is null)
        {
            Fail("invalid-mechanism");
        }
        else if (authenticate.Child(Xmlns.Sasl2, "initial-response") is { } initial)
        {
            Continue(initial.Value);
        }
        else
        {
            session.Send(new XElement(Xmlns.Sasl2 + "challenge"));
        }
    }

    private HashedTokenExchange TokenLogin()
    {
        string? count = (string?)_request.Child(Xmlns.Fast, "fast")?.Attribute("count");
        long? number = long.TryParse(count, out long parsed) ? parsed : null;
        return new HashedTokenExchange(domain, ClientId ?? string.Empty, number);
    }

    private void Continue(string text)
    {
        if (!SaslCatalog.TryDecode(text, out byte[] message))
        {
            Fail("incorrect-encoding");
            return;
        }

        SaslStep step = _exchange!.Step(message);
        switch (step.Outcome)
        {
            case SaslOutcome.Challenge:
                session.Send(new XElement(Xmlns.Sasl2 + "challenge", Convert.ToBase64String(step.Data)));
                break;
            case SaslOutcome.Success:
                Succeed(step);
                break;
            default:
                Fail(step.Condition);
                break;
        }
    }

    private void Succeed(SaslStep step)
    {
        session.Account = step.Account;
        XElement success = new(Xmlns.Sasl2 + "success");
        if (step.Data.Length > 0)
        {
            success.Add(new XElement(Xmlns.Sasl2 + "additional-data", Convert.ToBase64String(step.Data)));
        }

        bool resumed = Resume(success);
        if (!resumed && _request.Child(Xmlns.Bind2, "bind") is { } bind)
        {
            success.Add(Bind2.Bind(session, domain, bind, ClientId));
        }

        success.Add(Token(step.Account!));
        success.Add(new XElement(Xmlns.Sasl2 + "authorization-identifier", session.Jid));
        session.Send(success);
        session.SendFeatures();
        if (resumed)
        {
            session.Resource!.Replay();
        }
    }

    private bool Resume(XElement success)
    {
        if (_request.Child(Xmlns.Sm, "resume") is not { } resume)
        {
            return false;
        }

        session.Resource = domain.Sessions.Resume(session, resume, out XElement answer);
        success.Add(answer);
        return session.Resource is not null;
    }

    // A token is renewed when asked for, and once the one just used is old enough (XEP-0484 §3.5).
    private XElement? Token(Account account)
    {
        FastToken? used = (_exchange as HashedTokenExchange)?.Token;
        string? wanted = (string?)_request.Child(Xmlns.Fast, "request-token")?.Attribute("mechanism");
        bool old = used is not null && domain.Now - used.Issued >= domain.Options.TokenRotation;
        if ((string?)_request.Child(Xmlns.Fast, "fast")?.Attribute("invalidate") is "true" or "1")
        {
            account.Tokens.Forget(ClientId);
            return null;
        }

        if (!domain.Options.OfferFast || string.IsNullOrEmpty(ClientId) || !(old || wanted == FastTokens.Mechanism))
        {
            return null;
        }

        FastToken token = account.Tokens.Issue(ClientId, used);
        return new XElement(
            Xmlns.Fast + "token",
            new XAttribute("token", token.Secret),
            new XAttribute("expiry", Stanzas.Stamp(token.Expires)));
    }

    private void Fail(string condition)
    {
        _exchange = null;
        session.Send(new XElement(Xmlns.Sasl2 + "failure", new XElement(Xmlns.Sasl + condition)));
        domain.Log.LogInformation("login failed: {Condition}", condition);
        if (++_failures >= domain.Options.Limits.AuthFailures)
        {
            session.Fail("policy-violation", "Too many failed logins");
        }
    }
}
