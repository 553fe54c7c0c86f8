using Core.Digests;
using Xmpp.Xml;
using Xmpp.Auth;

namespace Tests.Bench.Il;

/// <summary>What is counted: a piece of the core's work, prepared so that it can be run once more and once
/// more.</summary>
internal static class Scenarios
{
    /// <summary>Name, what to run, and how many of the named thing one run is.</summary>
    public static IEnumerable<(string Name, Action Run, int Times)> All()
    {
        yield return Digest("SHA-1, a block", new Sha1());
        yield return Digest("SHA-256, a block", new Sha256());
        yield return Digest("SHA-512, a block", new Sha512());
        yield return Slice("SCRAM-SHA-1, an iteration", ScramKind.Sha1, ScramSha1.SliceIterations);
        yield return Slice("SCRAM-SHA-256, an iteration less its HMAC", ScramKind.Sha256, ScramNative.SliceIterations);
        yield return Slice("SCRAM-SHA-512, an iteration less its HMAC", ScramKind.Sha512, ScramNative.SliceIterations);
        yield return Slice("SCRAM-SHA-1, a slice", ScramKind.Sha1, 1);
        yield return Slice("SCRAM-SHA-256, a slice less its HMACs", ScramKind.Sha256, 1);
        yield return Slice("SCRAM-SHA-512, a slice less its HMACs", ScramKind.Sha512, 1);
        yield return ("readings, 466 bytes: found by the scanner", Scanned(Stanzas.Readings), 1);
        yield return ("PubSub command, 466 bytes: to its dispatch", Dispatched(Stanzas.Notification), 1);
        yield return ("ad-hoc command: to its dispatch and answer", Dispatched(Stanzas.Command), 1);
        yield return ("ad-hoc command: whole agent, bytes to bytes", Exchanged(Stanzas.Command), 1);
        yield return ("PubSub command: whole agent, result acknowledged", Obeyed(Stanzas.Notification), 1);
        yield return ("Courier command, 100 bytes of JSON: to its dispatch and acknowledgement", Pushed(), 1);
    }

    private static Action Pushed()
    {
        CourierOnline engine = new();
        return () =>
        {
            int before = engine.Dispatched;
            engine.Exchange(CourierOnline.Command);
            Require(engine.Dispatched == before + 1);
        };
    }

    private static Action Scanned(byte[] stanza)
    {
        XmlScanner scanner = new(new Stanza());
        scanner.Append(Stanzas.Header, 0, Stanzas.Header.Length);
        Require(scanner.Scan() == ScanEvent.StreamOpen);
        return () =>
        {
            scanner.Append(stanza, 0, stanza.Length);
            Require(scanner.Scan() == ScanEvent.Stanza && scanner.Scan() == ScanEvent.None);
        };
    }

    private static Action Dispatched(byte[] stanza)
    {
        EngineOnline engine = new();
        return () =>
        {
            int before = engine.Dispatched;
            engine.Exchange(stanza);
            Require(engine.Dispatched == before + 1);
        };
    }

    private static Action Exchanged(byte[] stanza)
    {
        AgentOnline agent = new();
        return () => Require(agent.Exchange(stanza) > 0);
    }

    // A command runs once, so the last digit of its id is another in each turn.
    private static Action Obeyed(byte[] stanza)
    {
        AgentOnline agent = new();
        byte[] item = [.. stanza];
        int digit = item.AsSpan().IndexOf("' publisher="u8) - 1;
        return () =>
        {
            int before = agent.Reads;
            item[digit]++;
            Require(agent.Obey(item) > 0 && agent.Reads > before);
        };
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("The scenario does not do what it says.");
        }
    }

    private static (string Name, Action Run, int Times) Digest(string name, Digest digest, int count = 32)
    {
        byte[] message = new byte[count];
        byte[] result = new byte[digest.Size];
        return (name, Run, 1);

        void Run()
        {
            digest.Update(message, 0, message.Length);
            digest.Finish(result, 0);
        }
    }

    private static (string Name, Action Run, int Times) Slice(string name, ScramKind kind, int times)
    {
        ScramHash hash = ScramHash.Of(kind, new HostCrypto());
        hash.Begin("pencil"u8.ToArray(), new byte[16], 16, int.MaxValue);
        return (name, hash.Slice, times);
    }
}
