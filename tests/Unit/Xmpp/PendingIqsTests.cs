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

    private static XmppScript s_script;
    private static PendingIqs s_pending;
    private static Asking s_asking;

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
        Begin();
        int id = s_pending.Add(s_asking, 7, Service, 100);
        Answer("q" + id, from);
        Assert.AreEqual(counts ? 1 : 0, s_asking.Answers, from);
        Answer("q" + id, "pubsub.a.example");
        Assert.AreEqual(1, s_asking.Answers, "once");
        Assert.AreEqual(7, s_asking.LastTag);
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
        Begin();
        Answer("q" + s_pending.Add(s_asking, 0, null, 100), from);
        Assert.AreEqual(counts ? 1 : 0, s_asking.Answers, from);
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
        Begin();
        Assert.AreEqual(1, s_pending.Add(s_asking, 0, Service, 100));
        Answer(id, "pubsub.a.example");
        Assert.AreEqual(0, s_asking.Answers, id);
    }

    [TestMethod]
    public void Requests_are_told_apart()
    {
        Begin();
        int one = s_pending.Add(s_asking, 1, Service, 100);
        int other = s_pending.Add(s_asking, 2, null, 200);
        Assert.AreEqual(100L, s_pending.Deadline);
        Answer("q" + other, "");
        Assert.AreEqual(2, s_asking.LastTag);
        Answer("q" + other, "");
        Assert.AreEqual(1, s_asking.Answers);
        Answer("q" + one, "pubsub.a.example");
        Assert.AreEqual(1, s_asking.LastTag);
        Assert.AreEqual(Engine.Never, s_pending.Deadline);
    }

    [TestMethod]
    public void Too_many_are_refused()
    {
        Begin();
        int first = s_pending.Add(s_asking, 0, Service, 100);
        for (int i = 1; i < Limits.PendingIqs; i++)
        {
            Assert.IsTrue(s_pending.Add(s_asking, 0, Service, 100) > 0);
        }

        Assert.AreEqual(0, s_pending.Add(s_asking, 0, Service, 100));
        s_pending.Cancel(first);
        Assert.IsTrue(s_pending.Add(s_asking, 0, Service, 100) > 0);
        Answer("q" + first, "pubsub.a.example");
        Assert.AreEqual(0, s_asking.Answers, "cancelled");
    }

    [TestMethod]
    public void Overdue_answers_are_told_once()
    {
        Begin();
        int id = s_pending.Add(s_asking, 5, Service, 100);
        Assert.IsFalse(s_pending.Expire(99));
        Assert.IsTrue(s_pending.Expire(100));
        Assert.AreEqual(1, s_asking.Lost);
        Assert.IsFalse(s_pending.Expire(200));
        Answer("q" + id, "pubsub.a.example");
        Assert.AreEqual(0, s_asking.Answers, "too late");
    }

    [TestMethod]
    public void Lost_session_loses_every_answer()
    {
        Begin();
        s_pending.Add(s_asking, 1, Service, 100);
        s_pending.Add(s_asking, 2, null, 1_000_000);
        s_pending.FailAll();
        Assert.AreEqual(2, s_asking.Lost);
        Assert.AreEqual(Engine.Never, s_pending.Deadline);
    }

    [TestMethod]
    public void Resumed_session_gives_more_time()
    {
        Begin();
        s_pending.Add(s_asking, 1, Service, 100);
        s_pending.Extend(5_000);
        Assert.IsFalse(s_pending.Expire(4_999));
        Assert.AreEqual(5_000L, s_pending.Deadline);
    }

    private static void Begin()
    {
        s_script = new XmppScript();
        s_pending = s_script.Session.Pending;
        s_asking = new Asking(s_script.Session);
    }

    private static void Answer(string id, string from)
    {
        string sender = from.Length > 0 ? " from='" + from + "'" : string.Empty;
        Received answer = new(Scanned.One("<iq type='result' id='" + id + "'" + sender + "/>"));
        Assert.IsTrue(answer.Read());
        s_pending.Answer(answer, s_script.Session.FullJid);
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
