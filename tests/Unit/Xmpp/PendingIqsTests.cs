using Core;
using Core.Bytes;
using Xmpp;
using nanoFramework.TestFramework;
using Tests.Unit.Xml;

namespace Tests.Unit.Xmpp;

/// <summary>An answer counts only from whom it was asked (a client that went by the id alone let anybody answer,
/// CVE-2024-46957).</summary>
[TestClass]
public sealed class PendingIqsTests
{
    private static readonly byte[] Service = Utf8.Bytes("pubsub.a.example");

    private readonly XmppScript _script = new();
    private readonly PendingIqs _pending;
    private readonly Asking _asking;

    public PendingIqsTests()
    {
        _pending = _script.Session.Pending;
        _asking = new Asking(_script.Session);
    }

    [TestMethod]
    [DataRow("pubsub.a.example", true)]
    [DataRow("", false)]
    [DataRow("a.example", false)]
    [DataRow("eve@b.example/x", false)]
    [DataRow("pubsub.a.example/x", false)]
    [DataRow("x@pubsub.a.example", false)]
    [DataRow("pubsub.a.example.evil", false)]
    [DataRow("pubsub.a.exampl", false)]
    [DataRow("PUBSUB.a.example", false)]
    [DataRow("dev@a.example", false)]
    public void Answer_comes_from_the_one_that_was_asked(string from, bool counts)
    {
        int id = _pending.Add(_asking, 7, Service, 100);
        Answer("q" + id, from);
        Assert.AreEqual(counts ? 1 : 0, _asking.Answers, from);
        Answer("q" + id, "pubsub.a.example");
        Assert.AreEqual(1, _asking.Answers, "once");
        Assert.AreEqual(7, _asking.LastTag);
    }

    [TestMethod]
    [DataRow("", true)]
    [DataRow("dev@a.example", true)]
    [DataRow("dev@a.example/agent", true)]
    [DataRow("a.example", true)]
    [DataRow("dev@a.example/other", false)]
    [DataRow("eve@a.example", false)]
    [DataRow("b.example", false)]
    public void Own_account_answers_in_several_names(string from, bool counts)
    {
        Answer("q" + _pending.Add(_asking, 0, null, 100), from);
        Assert.AreEqual(counts ? 1 : 0, _asking.Answers, from);
    }

    [TestMethod]
    [DataRow("q2")]
    [DataRow("q")]
    [DataRow("")]
    [DataRow("1")]
    [DataRow("Q1")]
    [DataRow("q-1")]
    [DataRow("q1 ")]
    [DataRow("q4294967297")]
    [DataRow("q99999999999999999999")]
    public void Other_ids_are_not_ours(string id)
    {
        Assert.AreEqual(1, _pending.Add(_asking, 0, Service, 100));
        Answer(id, "pubsub.a.example");
        Assert.AreEqual(0, _asking.Answers, id);
    }

    [TestMethod]
    public void Requests_are_told_apart()
    {
        int one = _pending.Add(_asking, 1, Service, 100);
        int other = _pending.Add(_asking, 2, null, 200);
        Assert.AreEqual(100L, _pending.Deadline);
        Answer("q" + other, "");
        Assert.AreEqual(2, _asking.LastTag);
        Answer("q" + other, "");
        Assert.AreEqual(1, _asking.Answers);
        Answer("q" + one, "pubsub.a.example");
        Assert.AreEqual(1, _asking.LastTag);
        Assert.AreEqual(Engine.Never, _pending.Deadline);
    }

    [TestMethod]
    public void Too_many_are_refused()
    {
        int first = _pending.Add(_asking, 0, Service, 100);
        for (int i = 1; i < Limits.PendingIqs; i++)
        {
            Assert.IsTrue(_pending.Add(_asking, 0, Service, 100) > 0);
        }

        Assert.AreEqual(0, _pending.Add(_asking, 0, Service, 100));
        _pending.Cancel(first);
        Assert.IsTrue(_pending.Add(_asking, 0, Service, 100) > 0);
        Answer("q" + first, "pubsub.a.example");
        Assert.AreEqual(0, _asking.Answers, "cancelled");
    }

    [TestMethod]
    public void Overdue_answers_are_told_once()
    {
        int id = _pending.Add(_asking, 5, Service, 100);
        Assert.IsFalse(_pending.Expire(99));
        Assert.IsTrue(_pending.Expire(100));
        Assert.AreEqual(1, _asking.Lost);
        Assert.IsFalse(_pending.Expire(200));
        Answer("q" + id, "pubsub.a.example");
        Assert.AreEqual(0, _asking.Answers, "too late");
    }

    [TestMethod]
    public void Lost_session_loses_every_answer()
    {
        _pending.Add(_asking, 1, Service, 100);
        _pending.Add(_asking, 2, null, 1_000_000);
        _pending.FailAll();
        Assert.AreEqual(2, _asking.Lost);
        Assert.AreEqual(Engine.Never, _pending.Deadline);
    }

    [TestMethod]
    public void Resumed_session_gives_more_time()
    {
        _pending.Add(_asking, 1, Service, 100);
        _pending.Extend(5_000);
        Assert.IsFalse(_pending.Expire(4_999));
        Assert.AreEqual(5_000L, _pending.Deadline);
    }

    private void Answer(string id, string from)
    {
        string sender = from.Length > 0 ? " from='" + from + "'" : string.Empty;
        Received answer = new(Scanned.One("<iq type='result' id='" + id + "'" + sender + "/>"));
        Assert.IsTrue(answer.Read());
        _pending.Answer(answer, _script.Session.FullJid);
    }

    private sealed class Asking : StanzaModule
    {
        public int Answers;
        public int Lost;
        public int LastTag;

        public Asking(XmppSession session)
            : base(session)
        {
        }

        public override void Answered(int tag, Received answer)
        {
            LastTag = tag;
            Answers += answer != null ? 1 : 0;
            Lost += answer == null ? 1 : 0;
        }
    }
}
