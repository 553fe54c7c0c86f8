using System.Text;
using Core;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Recorded;

/// <summary>Plays the server's part of a conversation to a link, cut into pieces of chosen sizes.</summary>
internal sealed class Replay
{
    private readonly Conversation _conversation;
    private readonly Func<int> _nextSize;
    private readonly LinkRig _rig;
    private readonly StringBuilder _pending = new();
    private int _expectedFrom;

    private Replay(Conversation conversation, Func<int> nextSize)
    {
        _conversation = conversation;
        _nextSize = nextSize;
        _rig = new LinkRig(conversation.Options, new SeededCrypto(1, conversation.Nonces));
    }

    /// <summary>Plays it, and tells what the link said and what it told its owner.</summary>
    public static string Run(Conversation conversation, Func<int> nextSize)
    {
        Replay replay = new(conversation, nextSize);
        foreach (Step step in conversation.Steps)
        {
            replay.Play(step);
        }

        return replay._rig.Said + "\n---\n" + replay._rig.Trace;
    }

    private void Play(Step step)
    {
        if (step.Kind is StepKind.Send)
        {
            _pending.Append(step.Text);
            return;
        }

        if (step.Kind is not StepKind.Expect)
        {
            Flush();
        }

        Act(step);
    }

    private void Act(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Open:
                _rig.Engine.Opened(_rig.Clock.Now);
                _rig.Settle();
                break;
            case StepKind.Secure:
                Assert.IsTrue(_rig.Link.WantsTls, $"{_conversation.Name}: TLS is not wanted; {_rig.Engine.Fault}");
                _rig.Engine.Secured(_rig.Clock.Now);
                _rig.Settle();
                break;
            case StepKind.Cut:
                AssertFault(step.Text);
                _rig.Trace.AppendLine($"cut with {_rig.Engine.Fault}");
                _rig.Engine.Closed(_rig.Clock.Now);
                break;
            default:
                Flush();
                Expect(step.Text);
                break;
        }
    }

    private void AssertFault(string expected)
    {
        if (expected.Length > 0)
        {
            Assert.AreEqual(expected, _rig.Engine.Fault.ToString(), _conversation.Name + "\n" + _rig.Said);
        }
    }

    private void Expect(string text)
    {
        string said = _rig.Said.ToString();
        int at = said.IndexOf(text, _expectedFrom, StringComparison.Ordinal);
        Assert.IsGreaterThanOrEqualTo(0, at,
            $"{_conversation.Name}: '{text}' is not in what was said: {said[_expectedFrom..]}");
        _expectedFrom = at + text.Length;
    }

    private void Flush()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_pending.ToString());
        _pending.Clear();
        for (int at = 0; at < bytes.Length;)
        {
            int size = Math.Min(_nextSize(), bytes.Length - at);
            _rig.Receive(bytes, at, size);
            at += size;
        }

        _rig.Settle();
    }
}
