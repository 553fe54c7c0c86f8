using System;
using System.Threading;
using Core;
using Core.Agent;

namespace Esp32;

/// <summary>What a reader tells the loop.</summary>
internal static class Report
{
    /// <summary>Nothing new.</summary>
    public const int None = 0;

    /// <summary>The connection is open, inside TLS if that was asked for.</summary>
    public const int Opened = 1;

    /// <summary>The connection is inside TLS now.</summary>
    public const int Secured = 2;

    /// <summary>The buffer holds bytes.</summary>
    public const int Filled = 3;

    /// <summary>The connection has ended; the thread is about to.</summary>
    public const int Ended = 4;
}

/// <summary>The thread of one open link: it does everything that blocks but writing. It owns the buffer until it
/// reports, then waits for the loop to hand it back.</summary>
/// <remarks>
/// <code>
/// open ─► Opened ─► order ─┬─ read ───► Filled ──► order …
///    │                     ├─ secure ─► Secured ─► order …
///    │                     └─ stop ─┐
///    └─ failed ─────────────────────┴─► Ended
/// </code>
/// One report, one order: neither side speaks twice in a row.
/// </remarks>
internal sealed class LinkReader
{
    // As much of a TLS record as the scanner can usefully take at once.
    private const int BufferBytes = 1024;

    private readonly Esp32Connector _connector;
    private readonly LoopSignal _signal;
    private readonly AutoResetEvent _order = new(false);
    private Thread _thread;
    private string _host;
    private int _port;
    private bool _directTls;
    private string _tlsName;
    private bool _wantsTls;
    private bool _isStopping;
    private int _report;

    /// <summary>What was read; the loop's from <see cref="Report.Filled"/> until <see cref="Read"/>.</summary>
    public readonly byte[] Buffer = new byte[BufferBytes];

    /// <summary>Bytes in the buffer.</summary>
    public int Count;

    /// <summary>Why the connection ended.</summary>
    public Fault Fault;

    /// <summary>The connection, for the loop to write to.</summary>
    public Wire Wire;

    /// <summary>A reader without a thread.</summary>
    public LinkReader(Esp32Connector connector, LoopSignal signal)
    {
        _connector = connector;
        _signal = signal;
    }

    /// <summary>Starts a thread that opens a connection. The one before has to be joined.</summary>
    public void Start(Intent intent)
    {
        _host = intent.Host;
        _port = intent.Port;
        _directTls = intent.DirectTls;
        _tlsName = intent.TlsName;
        _wantsTls = _isStopping = false;
        Fault = Fault.None;
        Count = 0;
        Wire = _connector.Prepare();
        Interlocked.Exchange(ref _report, Report.None);
        try
        {
            _thread = new Thread(Run);
            _thread.Start();
        }
        catch (Exception)
        {
            // No memory for a thread now; the agent tries again later.
            _thread = null;
            Fault = Fault.ConnectFailed;
            Tell(Report.Ended);
        }
    }

    /// <summary>What has happened since last asked.</summary>
    public int Take() => Interlocked.Exchange(ref _report, Report.None);

    /// <summary>Orders the next read.</summary>
    public void Read() => _order.Set();

    /// <summary>Orders the handshake.</summary>
    public void Secure(string tlsName)
    {
        _tlsName = tlsName;
        _wantsTls = true;
        _order.Set();
    }

    /// <summary>Closes the connection, and with it whatever the thread waits for.</summary>
    public void Stop()
    {
        _isStopping = true;
        Wire.Close();
        _order.Set();
    }

    /// <summary>Waits for the thread's end; false if it does not come.</summary>
    public bool Join(int atMostMs)
    {
        if (_thread != null && !_thread.Join(atMostMs))
        {
            return false;
        }

        // An order that came too late must not start the next thread's first read.
        _order.WaitOne(0, false);
        return true;
    }

    private void Run()
    {
        try
        {
            Converse();
        }
        catch (Exception)
        {
            // An exception at the root would end this thread in silence and leave the loop waiting for its report.
            Fault = Fault.ConnectionLost;
        }

        Wire.Close();
        Tell(Report.Ended);
    }

    private void Converse()
    {
        Fault = _connector.Open(Wire, _host, _port, _directTls, _tlsName);
        int next = Report.Opened;
        while (Fault == Fault.None && IsOrderedAfter(next))
        {
            if (_wantsTls)
            {
                _wantsTls = false;
                Fault = _connector.Secure(Wire, _tlsName);
                next = Report.Secured;
            }
            else
            {
                Count = Wire.Read(Buffer);
                Fault = Count > 0 ? Fault.None : Count == 0 ? Fault.ClosedByPeer : Fault.ConnectionLost;
                next = Report.Filled;
            }
        }
    }

    private bool IsOrderedAfter(int report)
    {
        Tell(report);
        _order.WaitOne();
        return !_isStopping;
    }

    private void Tell(int report)
    {
        Interlocked.Exchange(ref _report, report);
        _signal.Set();
    }
}
