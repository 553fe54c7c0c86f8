using System.Xml.Linq;

namespace Tests.Server;

/// <summary>
/// Seeded runs of one client whose connection is cut at random, with and without what it had not read yet, or which
/// stays away until its session has expired. Every message arrives, in order, and exactly once.
/// </summary>
[TestClass]
public sealed class SoakTests
{
    private const int Steps = 120;

    [TestMethod]
    public void Nothing_is_lost_or_doubled_whatever_is_cut()
    {
        int resumed = 0;
        int expired = 0;
        for (int seed = 0; seed < 25; seed++)
        {
            Run run = new(seed);
            for (int step = 0; step < Steps; step++)
            {
                run.Step();
            }

            run.Settle();
            CollectionAssert.AreEqual(
                Enumerable.Range(0, run.Sent).ToArray(),
                run.Received.ToArray(),
                $"seed {seed}: {string.Join(' ', run.Received)}");
            resumed += run.Resumed;
            expired += run.Expired;
        }

        Assert.IsTrue(resumed > 20 && expired > 20, $"{resumed} resumed, {expired} expired");
    }

    private sealed class Run(int seed)
    {
        private readonly World _world = new();
        private readonly Random _random = new(seed);
        private ScriptedClient? _bob;
        private ScriptedClient? _alice;
        private string _id = string.Empty;
        private uint _handled;

        public int Sent { get; private set; }

        public int Resumed { get; private set; }

        public int Expired { get; private set; }

        public List<int> Received { get; } = [];

        public void Step()
        {
            _bob ??= _world.Online("bob", "b");
            switch (_random.Next(10))
            {
                case < 5:
                    string to = _random.Next(2) == 0 ? "alice@sim.localhost" : "alice@sim.localhost/a";
                    _bob.Say($"<message to='{to}' type='chat'><body>{Sent++}</body></message>");
                    break;
                case < 7:
                    Read();
                    break;
                case 7:
                    _alice?.Say($"<a xmlns='urn:xmpp:sm:3' h='{_handled}'/>");
                    break;
                case 8 when _alice is not null:
                    Lose();
                    break;
                default:
                    Connect();
                    break;
            }
        }

        // Only a client that has acknowledged what it read is spared repetition once its session has expired.
        private void Lose()
        {
            bool forLong = _random.Next(4) == 0;
            if (forLong)
            {
                _alice!.Say($"<a xmlns='urn:xmpp:sm:3' h='{_handled}'/>");
            }

            _alice!.Session.Closed();
            _alice = null;
            _world.Pass(TimeSpan.FromSeconds(forLong ? 400 : 20));
        }

        public void Settle()
        {
            Connect();
            Read();
        }

        // What the client has read it has handled, but it only tells when it acknowledges or resumes.
        private void Read()
        {
            foreach (XElement element in _alice?.Hear() ?? [])
            {
                bool stanza = element.Name.Namespace == ScriptedClient.Client;
                _handled += stanza ? 1u : 0u;
                if (element.Element(ScriptedClient.Client + "body") is { } body)
                {
                    Received.Add(int.Parse(body.Value));
                }
            }
        }

        private void Connect()
        {
            if (_alice is not null)
            {
                return;
            }

            _alice = _world.Connect();
            _alice.Login("alice", "alice-pw");
            _alice.Say($"<resume xmlns='urn:xmpp:sm:3' previd='{_id}' h='{_handled}'/>");
            if (_alice.Session.Jid == "alice@sim.localhost/a")
            {
                Resumed++;
                Read();
                return;
            }

            Expired++;
            Assert.AreEqual("failed", _alice.HearOne().Name.LocalName);
            _alice.Bind("a");
            XElement enabled = _alice.Ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            _id = (string?)enabled.Attribute("id") ?? string.Empty;
            _handled = 0;
            _alice.Say("<presence/>");
            Read();
        }
    }
}
