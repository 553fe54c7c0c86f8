using System.Xml.Linq;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// SASL as RFC 6120 §6 frames it:
/// <code>
/// auth -> (challenge response)* -> success | failure        abort -> failure
/// </code>
/// After success the client opens a new stream; after failure it may try again.
/// </summary>
internal sealed class Sasl1Negotiation(ServerSession session, XmppDomain domain)
{
    private ISaslExchange? _exchange;
    private int _failures;

    public void Handle(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "auth":
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

    private void Begin(XElement auth)
    {
        if (SaslCatalog.Obstacle(session, domain) is { } obstacle)
        {
            Fail(obstacle);
            return;
        }

        _exchange = SaslCatalog.Start((string?)auth.Attribute("mechanism"), session, domain);
        if (_exchange is null)
        {
            Fail("invalid-mechanism");
        }
        else if (auth.Value.Length == 0)
        {
            session.Send(new XElement(Xmlns.Sasl + "challenge"));
        }
        else
        {
            Continue(auth.Value);
        }
    }

    private void Continue(string text)
    {
        if (!SaslCatalog.TryDecode(text, out byte[] message))
        {
            Fail("incorrect-encoding");
            return;
        }

        SaslStep step = _exchange!.Step(message);
        string? data = step.Data.Length == 0 ? null : Convert.ToBase64String(step.Data);
        switch (step.Outcome)
        {
            case SaslOutcome.Challenge:
                session.Send(new XElement(Xmlns.Sasl + "challenge", data));
                break;
            case SaslOutcome.Success:
                session.Send(new XElement(Xmlns.Sasl + "success", data));
                session.Account = step.Account;
                session.RestartStream();
                break;
            default:
                Fail(step.Condition);
                break;
        }
    }

    private void Fail(string condition)
    {
        _exchange = null;
        session.Send(new XElement(Xmlns.Sasl + "failure", new XElement(Xmlns.Sasl + condition)));
        domain.Log.LogInformation("login failed: {Condition}", condition);
        if (++_failures >= domain.Options.Limits.AuthFailures)
        {
            session.Fail("policy-violation", "Too many failed logins");
        }
    }
}
