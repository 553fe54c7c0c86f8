using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Core;
using Core.Ports;

namespace Esp32;

/// <summary>One TCP connection, perhaps with TLS on it. What the platform throws ends here and becomes a
/// <see cref="Fault"/>: SocketException, since the runtime of July 2026 CryptographicException from a handshake, and
/// whatever an older one may choose.</summary>
/// <remarks>One thread opens, secures and reads; another writes and may close at any time.</remarks>
public sealed class Wire
{
    // A peer that takes nothing for so long is gone; without it a write never ends.
    private const int SendMs = 15_000;

    private readonly object _gate = new();
    private readonly ILog _log;
    private Socket _socket;
    private SslStream _tls;
    private bool _isClosed;

    /// <summary>A connection that is still to be opened, once.</summary>
    public Wire(ILog log)
    {
        _log = log;
    }

    /// <summary>Looks the host up and connects to the first of its addresses that answers.</summary>
    public Fault Open(string host, int port)
    {
        try
        {
            IPAddress[] addresses = Dns.GetHostEntry(host).AddressList;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (TryConnect(addresses[i], port))
                {
                    return Fault.None;
                }
            }

            return Fault.ConnectFailed;
        }
        catch (Exception e)
        {
            Tell("host not found", e);
            return Fault.ConnectFailed;
        }
    }

    /// <summary>Puts TLS 1.2 or 1.3 on the open connection. The server has to carry the name in a certificate of this
    /// authority; the device shows its own certificate unless that is null. Stops every thread of the device until it
    /// ends.</summary>
    public Fault Secure(string name, X509Certificate authority, X509Certificate own)
    {
        try
        {
            lock (_gate)
            {
                if (_isClosed)
                {
                    return Fault.ConnectionLost;
                }

                // Known before the handshake, so that closing frees its buffers also if it fails.
                _tls = new SslStream(_socket);
            }

            _tls.SslVerification = SslVerification.CertificateRequired;
            _tls.AuthenticateAsClient(name, own, authority, SslProtocols.Tls12 | SslProtocols.Tls13);
            return Fault.None;
        }
        catch (Exception e)
        {
            Tell("TLS failed", e);
            return Fault.TlsFailed;
        }
    }

    /// <summary>Waits for bytes. Their count; zero if the peer has closed, -1 if the connection is lost.</summary>
    public int Read(byte[] target)
    {
        try
        {
            return _tls != null ? _tls.Read(target, 0, target.Length)
                : _socket.Receive(target, 0, target.Length, SocketFlags.None);
        }
        catch (Exception e)
        {
            if (!_isClosed)
            {
                Tell("read failed", e);
            }

            return -1;
        }
    }

    /// <summary>Sends all of the bytes; false if the connection is lost.</summary>
    public bool Write(byte[] source, int count)
    {
        try
        {
            if (_tls != null)
            {
                _tls.Write(source, 0, count);
                return true;
            }

            int sent = 0;
            while (sent < count)
            {
                int some = _socket.Send(source, sent, count - sent, SocketFlags.None);
                if (some <= 0)
                {
                    return false;
                }

                sent += some;
            }

            return true;
        }
        catch (Exception e)
        {
            Tell("write failed", e);
            return false;
        }
    }

    /// <summary>Closes it, whatever it is doing; a thread that waits in it returns. Nothing happens the second
    /// time.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Drop();
        }
    }

    private bool TryConnect(IPAddress address, int port)
    {
        try
        {
            lock (_gate)
            {
                if (_isClosed)
                {
                    return false;
                }

                _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            }

            _socket.SendTimeout = SendMs;
            _socket.Connect(new IPEndPoint(address, port));
            SendAtOnce();
            return true;
        }
        catch (Exception e)
        {
            Tell("no connection", e);
            lock (_gate)
            {
                Drop();
            }

            return false;
        }
    }

    // We hand over whole flights; waiting for more to say (RFC 896) only makes answers late. A stack that cannot stop
    // that is good enough.
    private void SendAtOnce()
    {
        try
        {
            _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
        }
        catch (Exception e)
        {
            Tell("no TCP_NODELAY", e);
        }
    }

    private void Drop()
    {
        try
        {
            if (_tls != null)
            {
                _tls.Dispose();
            }
        }
        catch (Exception e)
        {
            Tell("TLS not closed", e);
        }

        try
        {
            if (_socket != null)
            {
                _socket.Close();
            }
        }
        catch (Exception e)
        {
            Tell("socket not closed", e);
        }
    }

    private void Tell(string what, Exception e)
    {
        SocketException socket = e as SocketException;
        _log.Write(what, socket != null ? socket.ErrorCode : 0);
    }
}
