using Core;
using Core.Time;

namespace Xmpp;

/// <summary>Whether the stream still lives: keep-alives, acknowledgement requests, overdue answers (XEP-0198 §4, RFC
/// 6120 §4.6).</summary>
/// <remarks>An idle stream carries one space per interval. <c>&lt;r/&gt;</c> takes its place while stanzas are
/// unacknowledged, and comes sooner when they fill the window or have waited long; a ping does, where the server
/// acknowledges nothing.</remarks>
public sealed class Liveness
{
    private static readonly string Request = "<r xmlns='urn:xmpp:sm:3'/>";

    // Within this a keep-alive into the void is noticed: by the answer it asks for, or by the device's TCP, which sends
    // it again for about a minute.
    private const int DeathMs = 90_000;

    private readonly XmppSession _session;
    private readonly KeepAlive _keepAlive;
    private bool _onlyKeptAlive;    // the last thing said was a keep-alive, and nothing was heard since
    private long _lastHeard;
    private long _quietSince;
    private long _askAt;            // when to ask for acknowledgement; zero: no need
    private long _answerAt;         // when its answer is overdue; zero: none is due

    /// <summary>Watches one session.</summary>
    public Liveness(XmppSession session, KeepAlive keepAlive)
    {
        _session = session;
        _keepAlive = keepAlive;
    }

    /// <summary>When the server's next word of the login is overdue.</summary>
    public long LoginDeadline => _lastHeard + Limits.LoginMs;

    /// <summary>When <see cref="Tick"/> is needed while the session is online.</summary>
    public long Deadline
    {
        get
        {
            long deadline = _quietSince + _keepAlive.IntervalMs;
            long pending = _session.Pending.Deadline;
            deadline = pending < deadline ? pending : deadline;
            deadline = _askAt > 0 && _askAt < deadline ? _askAt : deadline;
            return _answerAt > 0 && _answerAt < deadline ? _answerAt : deadline;
        }
    }

    /// <summary>A new transport.</summary>
    public void Opened(long now)
    {
        _askAt = _answerAt = 0;
        _keepAlive.Connected();
        Heard(now);
    }

    /// <summary>The transport is gone. If that showed soon after a keep-alive, the silence before was too long for it;
    /// at any other time something else happened.</summary>
    public void Closed(long now)
    {
        if (_onlyKeptAlive && now - _quietSince <= DeathMs)
        {
            _keepAlive.Died(now);
        }

        _onlyKeptAlive = false;
    }

    /// <summary>Bytes came. During the login only whole elements count: a server that dribbles spaces must not hold it
    /// open.</summary>
    public void Received(long now, bool online)
    {
        _session.Now = now;
        if (online)
        {
            Heard(now);
        }
    }

    /// <summary>Something came that counts.</summary>
    public void Heard(long now)
    {
        _session.Now = now;
        _lastHeard = now;
        _quietSince = now;
        _onlyKeptAlive = false;
    }

    /// <summary>Something was sent.</summary>
    public void Said() => _quietSince = _session.Now;

    /// <summary>An acknowledgement came.</summary>
    public void Answered() => _askAt = _answerAt = 0;

    /// <summary>Says what is due; false if the peer owes an answer for too long.</summary>
    public bool Tick(long now)
    {
        bool overdue = _session.Pending.Expire(now);
        if ((_answerAt > 0 && now >= _answerAt) || (overdue && now - _lastHeard >= Limits.AnswerMs))
        {
            return false;
        }

        if (_askAt > 0 && now >= _askAt)
        {
            Ask(now);
        }

        if (now - _quietSince >= _keepAlive.IntervalMs)
        {
            KeepAlive(now);
        }

        return true;
    }

    /// <summary>Sees whether stanzas were sent that have to be asked about, now or later.</summary>
    public void Plan()
    {
        StreamManagement acks = _session.Acks;
        if (!acks.IsEnabled || acks.Unacknowledged == 0 || _answerAt > 0)
        {
            return;
        }

        if (acks.IsFilling)
        {
            Ask(_session.Now);
        }
        else if (_askAt == 0)
        {
            _askAt = _session.Now + Limits.AskMs;
        }
    }

    private void KeepAlive(long now)
    {
        _keepAlive.Sent(now);
        _onlyKeptAlive = true;
        _quietSince = now;
        if (!_session.Acks.IsEnabled && Ping())
        {
            return;
        }

        if (_session.Acks.IsEnabled && _session.Acks.Unacknowledged > 0)
        {
            Ask(now);
        }
        else if (_session.Out.HasRoom)
        {
            _session.Out.Byte(' ');
        }
    }

    private bool Ping()
    {
        foreach (StanzaModule module in _session.Modules)
        {
            if (module.KeepAlive())
            {
                return true;
            }
        }

        return false;
    }

    private void Ask(long now)
    {
        if (!_session.Out.HasRoom)
        {
            // The transport is stuck: no answer is due to what does not get out.
            _askAt = now + Limits.AnswerMs;
            return;
        }

        _askAt = 0;
        if (_answerAt == 0)
        {
            _session.Out.Text(Request);
            _answerAt = now + Limits.AnswerMs;
        }
    }
}
