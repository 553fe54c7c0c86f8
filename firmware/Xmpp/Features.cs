using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What a server offers in <c>&lt;stream:features/&gt;</c> (RFC 6120 §4.3.2), as far as we can use
/// it.</summary>
public sealed class Features
{
    private const ulong InlineName = 0x656E696C6E690008; // inline
    private const ulong FastName = 0x7473616600000018; // fast
    private const ulong ClientStateName = 0x6973630000000020; // csi

    private readonly Slice _text = new();

    /// <summary>TLS can be started.</summary>
    public bool StartTls;

    /// <summary>Password mechanisms and EXTERNAL, by SASL2 if that is what we would use, else by SASL.</summary>
    public Mechanisms Mechanisms;

    /// <summary>SASL2 with Bind 2 inside (XEP-0388, XEP-0386): the way we use if it is there.</summary>
    public bool Sasl2;

    /// <summary>A session can be resumed inside SASL2 (XEP-0198 §5).</summary>
    public bool InlineResume;

    /// <summary>Tokens of the kind that we use (XEP-0484).</summary>
    public bool Fast;

    /// <summary>A resource can be bound.</summary>
    public bool Bind;

    /// <summary>Stream management can be enabled.</summary>
    public bool StreamManagement;

    /// <summary>The server wants to know whether anybody looks at the client (XEP-0352).</summary>
    public bool ClientState;

    /// <summary>Reads the element at 0.</summary>
    public void Read(Stanza features)
    {
        StartTls = features.Child(0, Utf8.Bytes("starttls"), Ns.Tls) != Stanza.None;
        Bind = features.Child(0, Names.Bind, Ns.Bind) != Stanza.None;
        StreamManagement = features.Child(0, Names.Sm, Ns.StreamManagement) != Stanza.None;
        ClientState = features.Child(0, ClientStateName, Ns.ClientState) != Stanza.None;

        int sasl2 = features.Child(0, Utf8.Bytes("authentication"), Ns.Sasl2);
        int inline = sasl2 == Stanza.None ? Stanza.None : features.Child(sasl2, InlineName, null);
        Sasl2 = inline != Stanza.None && features.Child(inline, Names.Bind, Ns.Bind2) != Stanza.None;
        InlineResume = Sasl2 && features.Child(inline, Names.Sm, Ns.StreamManagement) != Stanza.None;
        int fast = Sasl2 ? features.Child(inline, FastName, Ns.Fast) : Stanza.None;
        Fast = fast != Stanza.None && (ReadMechanisms(features, fast) & Mechanisms.HashedToken) != 0;

        int sasl = Sasl2 ? sasl2 : features.Child(0, Utf8.Bytes("mechanisms"), Ns.Sasl);
        Mechanisms = sasl == Stanza.None ? Mechanisms.None : ReadMechanisms(features, sasl);
    }

    private Mechanisms ReadMechanisms(Stanza features, int list)
    {
        Mechanisms found = Mechanisms.None;
        int item = features.Child(list, Names.Mechanism, null);
        while (item != Stanza.None)
        {
            if (features.Text(item, _text))
            {
                found |= Recognize();
            }

            item = features.NextSibling(item, Names.Mechanism, null);
        }

        return found;
    }

    // Read once in a login: names that were kept for it would take heap all the time.
    private Mechanisms Recognize()
    {
        string name = _text.ToString();
        return name == "SCRAM-SHA-256" ? Mechanisms.Scram256
            : name == "SCRAM-SHA-512" ? Mechanisms.Scram512
            : name == "SCRAM-SHA-1" ? Mechanisms.Scram1
            : name == "EXTERNAL" ? Mechanisms.External
            : name == "PLAIN" ? Mechanisms.Plain
            : name == "HT-SHA-256-NONE" ? Mechanisms.HashedToken : Mechanisms.None;
    }
}
