using System;
using System.Device.Wifi;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading;
using Core.Ports;

namespace Esp32;

/// <summary>The chip's way to the access point. Joining blocks, so a link's own thread does it before it connects; the
/// loop only watches.</summary>
/// <remarks>
/// <code>
/// first join       Disconnect, Connect, wait for an address
/// join after loss  the runtime rejoins by itself: wait for that; then as the first time; then with a fresh adapter
/// </code>
/// The last step is for runtimes on which an adapter that failed once never joins again (nanoframework/Home#1374).
/// </remarks>
public sealed class Wifi
{
    // DHCP on a busy access point.
    private const int AddressMs = 15_000;

    // The runtime tries again by itself within this.
    private const int RejoinMs = 5_000;

    private const int LookEveryMs = 100;

    // Joins in a row that failed before the adapter is made anew.
    private const int MostFailures = 3;

    private readonly object _gate = new();
    private readonly string _ssid;
    private readonly string _password;
    private readonly LoopSignal _signal;
    private readonly ILog _log;
    private WifiAdapter _adapter;
    private bool _hasJoined;
    private int _failures;
    private int _isLost;

    /// <summary>The way to the access point of this name, with this password.</summary>
    public Wifi(string ssid, string password, LoopSignal signal, ILog log)
    {
        _ssid = ssid;
        _password = password;
        _signal = signal;
        _log = log;
        NetworkChange.NetworkAvailabilityChanged += OnAvailability;
    }

    /// <summary>There is an address.</summary>
    public bool IsUp
    {
        get
        {
            try
            {
                IPAddress address = IPGlobalProperties.GetIPAddress();
                return address != null && !address.Equals(IPAddress.Any);
            }
            catch (Exception)
            {
                return false;
            }
        }
    }

    /// <summary>True once after the network was lost.</summary>
    public bool TakeLoss() => Interlocked.Exchange(ref _isLost, 0) != 0;

    /// <summary>Joins unless joined; false if that failed. Blocks for half a minute at most, one caller at a
    /// time.</summary>
    public bool Join()
    {
        lock (_gate)
        {
            // Not the first time: the runtime may have joined another network, which it remembers.
            if (_hasJoined && (IsUp || WaitForAddress(RejoinMs)))
            {
                return true;
            }

            bool joined = Connect() && WaitForAddress(AddressMs);
            _hasJoined |= joined;

            // Leaving the old network to join this one was no loss.
            Interlocked.Exchange(ref _isLost, 0);
            _failures = joined ? 0 : _failures + 1;
            _log.Write(joined ? "wifi joined" : "wifi not joined", _failures);
            return joined;
        }
    }

    private bool Connect()
    {
        try
        {
            if (_adapter != null && _failures >= MostFailures)
            {
                _adapter.Dispose();
                _adapter = null;
                _failures = 0;
            }

            if (_adapter == null)
            {
                WifiAdapter[] adapters = WifiAdapter.FindAllAdapters();
                if (adapters.Length == 0)
                {
                    return false;
                }

                _adapter = adapters[0];
            }

            Leave();
            WifiConnectionResult result = _adapter.Connect(_ssid, WifiReconnectionKind.Automatic, _password);
            if (result.ConnectionStatus != WifiConnectionStatus.Success)
            {
                _log.Write("wifi refused", (int)result.ConnectionStatus);
            }

            return result.ConnectionStatus == WifiConnectionStatus.Success;
        }
        catch (Exception)
        {
            _log.Write("wifi failed", _failures);
            return false;
        }
    }

    // Leaving what one is not in may be an error, but it is where we want to be.
    private void Leave()
    {
        try
        {
            _adapter.Disconnect();
        }
        catch (Exception)
        {
            _log.Write("wifi had nothing to leave", 0);
        }
    }

    private bool WaitForAddress(int atMostMs)
    {
        for (int waited = 0; waited < atMostMs; waited += LookEveryMs)
        {
            if (IsUp)
            {
                return true;
            }

            Thread.Sleep(LookEveryMs);
        }

        return IsUp;
    }

    private void OnAvailability(object sender, NetworkAvailabilityEventArgs e)
    {
        if (!e.IsAvailable)
        {
            Interlocked.Exchange(ref _isLost, 1);
            _signal.Set();
        }
    }
}
