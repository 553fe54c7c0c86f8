using System;
using System.Threading;
using Core.Ports;
using nanoFramework.Networking;

namespace Esp32;

/// <summary>Wall time from a time server (SNTP, RFC 4330). TLS checks the dates of certificates and so cannot do
/// without.</summary>
public sealed class NetworkTime
{
    private const int AnswerMs = 20_000;
    private const int LookEveryMs = 100;

    private readonly IClock _clock;
    private readonly string _server;
    private readonly ILog _log;

    /// <summary>Time from <paramref name="server"/>; null for the runtime's own choice.</summary>
    public NetworkTime(IClock clock, string server, ILog log)
    {
        _clock = clock;
        _server = server;
        _log = log;
    }

    /// <summary>Returns true when the time is known, false if it was not to be had within 20 s. Needs the
    /// network.</summary>
    public bool Await()
    {
        if (_clock.UnixTimeMs != 0)
        {
            return true;
        }

        if (!Ask())
        {
            return false;
        }

        for (int waited = 0; waited < AnswerMs && _clock.UnixTimeMs == 0; waited += LookEveryMs)
        {
            Thread.Sleep(LookEveryMs);
        }

        bool known = _clock.UnixTimeMs != 0;
        _log.Write(known ? "time is known" : "no time from the time server", _clock.UnixTimeMs / 1000);
        return known;
    }

    private bool Ask()
    {
        try
        {
            if (_server != null)
            {
                Sntp.Server1 = _server;
            }

            if (Sntp.IsStarted)
            {
                Sntp.UpdateNow();
            }
            else
            {
                Sntp.Start();
            }

            return true;
        }
        catch (Exception)
        {
            _log.Write("the time server could not be asked", 0);
            return false;
        }
    }
}
