using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What a stream error means for us (RFC 6120 §4.9.3).</summary>
public static class StreamErrors
{
    /// <summary>Reads the error at element 0; where another host is named, <paramref name="host"/> shows it. A stream
    /// that ends as not authorized is only an error like others: the next login tells the reason. Before TLS nobody has
    /// a place yet that another could take.</summary>
    public static Fault Read(Stanza error, Slice host, bool secured)
    {
        host.Clear();
        int elsewhere = error.Child(0, Utf8.Bytes("see-other-host"), Ns.StreamErrors);
        if (elsewhere != Stanza.None)
        {
            return error.Text(elsewhere, host) && host.Count > 0 ? Fault.SeeOtherHost : Fault.StreamError;
        }

        return Has(error, "system-shutdown") || Has(error, "reset") ? Fault.ServerRestart
            : secured && Has(error, "conflict") ? Fault.Conflict
            : Has(error, "host-unknown") || Has(error, "host-gone") ? Fault.HostUnknown
            : Has(error, "policy-violation") ? Fault.PolicyViolation
            : Has(error, "resource-constraint") ? Fault.ServerBusy
            : Has(error, "connection-timeout") ? Fault.ConnectionLost : Fault.StreamError;
    }

    /// <summary>True if the error may have been brought about by what we sent; false if the server has troubles of its
    /// own, or wants us elsewhere: then nothing that waits is given up.</summary>
    public static bool IsAboutUs(Fault fault) => fault != Fault.ServerRestart && fault != Fault.ConnectionLost
        && fault != Fault.SeeOtherHost && fault != Fault.ServerBusy;

    /// <summary>The condition to tell the peer when we end the stream for this fault; null for none.</summary>
    public static string Condition(Fault fault)
    {
        switch (fault)
        {
            case Fault.NotWellFormed: return "not-well-formed";
            case Fault.TooLarge: return "policy-violation";
            case Fault.ProtocolError: return "undefined-condition";
            case Fault.Timeout: return "connection-timeout";
            default: return null;
        }
    }

    /// <summary>Ends the stream with an error, taking back a stanza that was being written.</summary>
    public static void Write(StanzaWriter target, string condition)
    {
        target.TakeBackUnfinished();
        target.Text("<stream:error><");
        target.Text(condition);
        target.Text(" xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
    }

    // A stream ends seldom: names that were kept for it would take heap all the time.
    private static bool Has(Stanza error, string condition) =>
        error.Child(0, Utf8.Bytes(condition), Ns.StreamErrors) != Stanza.None;
}
