using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer.Wire;

namespace HostSim.XmppServer;

/// <summary>
/// The server's end of one connection, without any I/O: bytes in, bytes out. Its driver feeds it, sends what it takes
/// out, starts TLS when asked and reports the end; every call is made under the domain's gate.
/// <code>
/// header -> features -> [STARTTLS -> header -> features] -> SASL -> header -> features -> bind or resume -> stanzas
///                                                        \> SASL2 with bind or resume -------------------> stanzas
/// </code>
/// </summary>
public sealed class ServerSession
{
    private readonly XmppDomain _domain;
    private readonly StreamTokenizer _tokenizer;
    private readonly Negotiation _negotiation;
    private readonly BoundStream _bound;
    private readonly ArrayBufferWriter<byte> _output = new();
    private StreamHeader? _header;
    private bool _headerSent;
    private bool _gone;

    /// <summary>A new connection; <paramref name="encrypted"/> if TLS came first.</summary>
    public ServerSession(XmppDomain domain, bool encrypted, IReadOnlyList<string>? certificateJids = null)
    {
        _domain = domain;
        _tokenizer = new StreamTokenizer(domain.Options.Limits.StanzaBytes, domain.Options.Limits.Depth);
        _negotiation = new Negotiation(this, domain);
        _bound = new BoundStream(this, domain);
        Encrypted = encrypted;
        CertificateJids = certificateJids ?? [];
        domain.Attach(this);
    }

    /// <summary>
    /// Told when output or a wish has appeared, also because of other sessions; called under the gate.
    /// </summary>
    public event Action? OutputReady;

    /// <summary>True once TLS protects the connection.</summary>
    public bool Encrypted { get; private set; }

    /// <summary>The driver must send all output, do the TLS handshake and call <see cref="TlsStarted"/>.</summary>
    public bool WantsTls { get; private set; }

    /// <summary>The driver must send all output, close the connection and call <see cref="Closed"/>.</summary>
    public bool WantsClose { get; private set; }

    /// <summary>
    /// True if the client is taken for dead: the driver closes the connection at once, output unsent.
    /// </summary>
    public bool Abandoned { get; private set; }

    /// <summary>The authenticated bare JID or bound full JID, or null.</summary>
    public string? Jid => (Resource?.Jid ?? Account?.Jid)?.ToString();

    internal IReadOnlyList<string> CertificateJids { get; private set; }

    internal Account? Account { get; set; }

    internal Resource? Resource { get; set; }

    /// <summary>Who the client says it is in the stream header, or null.</summary>
    internal string? ClaimedFrom => _header?.From;

    /// <summary>Takes bytes from the client; what arrives between STARTTLS and the handshake is dropped.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !WantsClose && !WantsTls && !_gone)
        {
            bytes = bytes[_tokenizer.Take(bytes, out Frame frame)..];
            Handle(frame);
        }

        NoteOutput();
    }

    /// <summary>Takes everything there is to send; false if there is nothing.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? output)
    {
        if (Resource?.Sm is { WantsAck: true } sm && !WantsClose)
        {
            sm.Asked(_domain.Now);
            Send(new XElement(Xmlns.Sm + "r"));
        }

        output = _output.WrittenCount == 0 ? null : _output.WrittenSpan.ToArray();
        _output.ResetWrittenCount();
        return output is not null;
    }

    /// <summary>The handshake asked for with <see cref="WantsTls"/> is done.</summary>
    public void TlsStarted(IReadOnlyList<string> certificateJids)
    {
        WantsTls = false;
        Encrypted = true;
        CertificateJids = certificateJids;
        RestartStream();
    }

    /// <summary>The connection is gone, for whatever reason. Nothing may be called afterwards.</summary>
    public void Closed()
    {
        _gone = true;
        WantsClose = true;
        Release(false);
        _domain.Detach(this);
    }

    /// <summary>The server stops: a last word and the end; a resumable session hibernates.</summary>
    public void Shutdown() => Fail("system-shutdown", null, keep: true);

    /// <summary>
    /// Ends the stream with an error of RFC 6120 §4.9.3; <paramref name="keep"/> lets a session hibernate.
    /// </summary>
    internal void Fail(string condition, string? text, bool keep = false, XElement? detail = null)
    {
        if (WantsClose)
        {
            return;
        }

        SendHeaderOnce(_domain.Name);
        Send(StreamWords.Error(condition, text, detail));
        _domain.Log.LogInformation("stream of {Jid} ends with {Condition}", Jid, condition);
        EndStream(keep);
    }

    /// <summary>Gives the connection up without a word; the driver closes it.</summary>
    internal void Abandon(string reason)
    {
        _domain.Log.LogInformation("connection of {Jid} is given up: {Reason}", Jid, reason);
        Abandoned = true;
        WantsClose = true;
        NoteOutput();
    }

    internal void Send(XElement element)
    {
        if (Abandoned)
        {
            return;
        }

        byte[] bytes = StanzaWriter.Write(element);
        if (_output.WrittenCount + bytes.Length > _domain.Options.Limits.PendingOutputBytes)
        {
            Abandon("it does not read");
            return;
        }

        _output.Write(bytes);
        NoteOutput();
    }

    /// <summary>Says that TLS begins here and reads nothing more until it has.</summary>
    internal void StartTls()
    {
        Send(new XElement(Xmlns.Tls + "proceed"));
        WantsTls = true;
    }

    /// <summary>Expects a new stream header, as after STARTTLS and SASL.</summary>
    internal void RestartStream()
    {
        _tokenizer.Restart();
        _header = null;
        _headerSent = false;
    }

    internal void SendFeatures() => Send(StreamFeatures.For(this, _domain));

    private void Handle(Frame frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.StreamOpen:
                Open(frame.Bytes);
                break;
            case FrameKind.Element:
                Element(frame.Bytes);
                break;
            case FrameKind.StreamClose:
                OrderlyEnd();
                break;
            case FrameKind.Broken:
                Fail(_tokenizer.Fault, _tokenizer.Fault == "policy-violation" ? "XML stanza is too big" : null);
                break;
            default:
                break;
        }
    }

    private void Open(byte[] tag)
    {
        _header = StreamHeader.Read(tag, out string fault);
        SendHeaderOnce(_header?.To ?? _domain.Name);
        if (_header is null)
        {
            Fail(fault, null);
        }
        else if (_domain.Faults.SeeOtherHost is { } other)
        {
            Fail("see-other-host", other);
        }
        else if (_header.To?.ToLowerInvariant() != _domain.Name)
        {
            Fail("host-unknown", null);
        }
        else if (_header.Version is null || _header.Version.StartsWith("0.", StringComparison.Ordinal))
        {
            Fail("unsupported-version", null);
        }
        else
        {
            SendFeatures();
        }
    }

    private void Element(byte[] bytes)
    {
        XElement? element = StanzaReader.Read(bytes, _header!);
        if (element is null)
        {
            Fail("not-well-formed", null);
        }
        else if (Resource is null)
        {
            _negotiation.Handle(element);
        }
        else
        {
            _bound.Handle(element);
        }
    }

    private void OrderlyEnd()
    {
        if (Resource?.Sm is { } sm)
        {
            Send(new XElement(Xmlns.Sm + "a", new XAttribute("h", sm.Handled)));
        }

        EndStream(false);
    }

    private void EndStream(bool keep)
    {
        _output.Write("</stream:stream>"u8);
        WantsClose = true;
        Release(!keep);
        NoteOutput();
    }

    private void Release(bool final)
    {
        Resource? resource = Resource;
        Resource = null;
        if (resource?.Session == this)
        {
            _domain.Sessions.Lost(resource, final);
        }
    }

    private void SendHeaderOnce(string from)
    {
        if (_headerSent)
        {
            return;
        }

        _headerSent = true;
        string header = StreamWords.Opening(from, ClaimedFrom, _domain.Entropy.Token(15));
        _output.Write(Encoding.UTF8.GetBytes(header));
    }

    private void NoteOutput()
    {
        if (_output.WrittenCount > 0 || WantsClose || Resource?.Sm is { WantsAck: true })
        {
            OutputReady?.Invoke();
        }
    }
}
