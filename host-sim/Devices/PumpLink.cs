using System.Net.Security;
using Core;
using Core.Agent;
using HostSim.Network;

namespace HostSim.Devices;

/// <summary>One of the agent's links as the pump turns it.</summary>
/// <remarks>
/// <code>
/// Idle ──Open──► Changing ──done──► Open ──Secure──► Changing ──done──► Open
///                   │ failed          │ Close, or the connection failed
///                   └───────► Finishing ◄───────┘   (Draining first, if it is an orderly close)
///                                 └──► Idle, and the agent hears Closed
/// </code>
/// At most one read and one write are under way. No read starts before the agent's intents are taken, so that the bytes
/// after STARTTLS belong to TLS.
/// </remarks>
internal sealed class PumpLink(int number, DeviceTransport transport, TrafficTap tap, WakeSignal wake)
    : IAsyncDisposable
{
    // One TLS record that fits a TCP segment, as in the firmware.
    private const int WriteBytes = 1400;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly LinkReader _reader = new(wake);
    private byte[] _out = [];
    private State _state;
    private bool _securing;
    private CancellationTokenSource? _life;
    private Stream? _stream;
    private Task<(Stream? Stream, Fault Fault)>? _changing;
    private Task? _writing;
    private Task? _drainLimit;
    private Task? _finishing;
    private Fault _why;

    private enum State
    {
        Idle,
        Changing,
        Open,
        Draining,
        Finishing,
    }

    /// <summary>Nothing is open and nothing under way.</summary>
    public bool IsIdle => _state == State.Idle;

    /// <summary>The current connection's meter; null before the first.</summary>
    public ConnectionTap? Tap { get; private set; }

    /// <summary>Starts to open a connection.</summary>
    public void Open(Intent intent)
    {
        _out = _out.Length == 0 ? new byte[WriteBytes] : _out;
        _life = new CancellationTokenSource();
        Tap = tap.Connect(number);
        _securing = false;
        _reader.Reset();
        _state = State.Changing;
        _changing = transport.OpenAsync(intent, Tap.Transport, _life.Token);
        wake.SetAfter(_changing);
    }

    /// <summary>Starts TLS on the open connection. Bytes that came before TLS are refused: whoever sent them was not
    /// authenticated (CVE-2011-0411).</summary>
    public void Secure(Intent intent)
    {
        if (_state != State.Open)
        {
            return;
        }

        if (_reader.HasUnread)
        {
            Finish(Fault.TlsFailed, orderly: false);
            return;
        }

        _securing = true;
        _state = State.Changing;
        _changing = SecureAsync(_stream!, intent.TlsName, _life!.Token);
        _stream = null;
        wake.SetAfter(_changing);
    }

    /// <summary>Starts to close in good order: what the agent has still to say goes out first.</summary>
    public void Close(Fault why)
    {
        if (_state == State.Open)
        {
            _why = why;
            _state = State.Draining;
            _drainLimit = Task.Delay(DrainTime);
            wake.SetAfter(_drainLimit);
        }
        else if (_state == State.Changing)
        {
            Finish(why, orderly: false);
        }
    }

    /// <summary>Brings what has happened to the agent and takes what it says. True if anything moved.</summary>
    public bool Step(AgentCore core, long now) => _state switch
    {
        State.Changing => StepChanging(core, now),
        State.Open => StepOpen(core, now),
        State.Draining => StepDraining(core),
        State.Finishing => StepFinishing(core, now),
        _ => false,
    };

    /// <summary>Starts a read if one can be used.</summary>
    public void Listen()
    {
        if (_state == State.Open)
        {
            _reader.Start(_stream!, _life!.Token);
        }
    }

    /// <summary>Closes at once and waits until nothing is under way.</summary>
    public async Task AbandonAsync()
    {
        if (_state is not (State.Idle or State.Finishing))
        {
            Finish(Fault.ConnectionLost, orderly: false);
        }

        await (_finishing ?? Task.CompletedTask);
        _state = State.Idle;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(AbandonAsync());

    // The answer to STARTTLS can be here before the question's write is reported done.
    private async Task<(Stream? Stream, Fault Fault)> SecureAsync(
        Stream connection, string tlsName, CancellationToken cancellation)
    {
        await SettleAsync(_writing);
        _writing = null;
        return await transport.SecureAsync(connection, tlsName, cancellation);
    }

    private bool StepChanging(AgentCore core, long now)
    {
        if (_changing is not { IsCompleted: true } done)
        {
            return false;
        }

        _changing = null;
        (_stream, Fault fault) = done.GetAwaiter().GetResult();
        if (_stream is null)
        {
            Finish(fault, orderly: false);
            return true;
        }

        _state = State.Open;
        if (_securing)
        {
            core.Secured(number, now);
        }
        else
        {
            core.Opened(number, now);
        }

        return true;
    }

    private bool StepOpen(AgentCore core, long now)
    {
        bool moved = StepWriting(core);
        if (_state == State.Open && _reader.Collect(out Fault fault))
        {
            moved = true;
            if (fault != Fault.None)
            {
                Finish(fault, orderly: false);
            }
        }

        if (_state == State.Open && _reader.Offer(core, number, Tap!, now))
        {
            moved = true;
            NoteLogin(core);
        }

        return moved;
    }

    private void NoteLogin(AgentCore core)
    {
        if (Tap!.Login is null && core.State == AgentState.Online)
        {
            Tap.CameOnline();
        }
    }

    private bool StepWriting(AgentCore core)
    {
        if (_writing is { IsCompleted: true } written)
        {
            _writing = null;
            if (!written.IsCompletedSuccessfully)
            {
                Finish(Fault.ConnectionLost, orderly: false);
                return true;
            }
        }

        int count = _writing is null ? core.Transmit(number, _out, 0, _out.Length) : 0;
        if (count == 0)
        {
            return false;
        }

        Tap!.Up(_out.AsSpan(0, count));
        _writing = _stream!.WriteAsync(_out.AsMemory(0, count), _life!.Token).AsTask();
        wake.SetAfter(_writing);
        return true;
    }

    private bool StepDraining(AgentCore core)
    {
        bool moved = StepWriting(core);
        if (_state == State.Draining && (_writing is null || _drainLimit!.IsCompleted))
        {
            Finish(_why, orderly: _writing is null);
            moved = true;
        }

        return moved;
    }

    private bool StepFinishing(AgentCore core, long now)
    {
        if (!_finishing!.IsCompleted)
        {
            return false;
        }

        _finishing = null;
        _state = State.Idle;
        core.Closed(number, _why, now);
        return true;
    }

    private void Finish(Fault why, bool orderly)
    {
        _why = why;
        _state = State.Finishing;
        _finishing = FinishAsync(orderly);
        wake.SetAfter(_finishing);
    }

    // Ends with nothing under way and nothing open, so that the buffers can be used again.
    private async Task FinishAsync(bool orderly)
    {
        if (orderly && _stream is SslStream tls)
        {
            await SettleAsync(tls.ShutdownAsync().WaitAsync(DrainTime));
        }

        await _life!.CancelAsync();
        if (_changing is not null)
        {
            (_stream, _) = await _changing;
            _changing = null;
        }

        if (_stream is not null)
        {
            await _stream.DisposeAsync();
            _stream = null;
        }

        await _reader.SettleAsync();
        await SettleAsync(_writing);
        _writing = null;
        _life.Dispose();
    }

    /// <summary>Waits for the end of <paramref name="task"/>, whatever it is: what a connection says while it is being
    /// given up is of no interest.</summary>
    internal static async Task SettleAsync(Task? task)
    {
        if (task is not null)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
