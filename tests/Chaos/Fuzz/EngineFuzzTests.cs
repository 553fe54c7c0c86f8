using System.Text;
using Core;
using Tests.Chaos.Recorded;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Fuzz;

/// <summary>Invariant "No escape": no input makes Receive, Transmit or Tick throw; only Fault, and a fault is
/// final.</summary>
[TestClass]
public sealed class EngineFuzzTests
{
    private const int Mutations = 150;
    private const int RandomInputs = 300;
    private const int Inventions = 400;

    public static IEnumerable<object[]> Names => Conversation.All().Select(it => new object[] { it.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void No_escape_from_mutated_sessions(string name)
    {
        Conversation conversation = Conversation.Named(name);
        foreach (int seed in Seeds.UpTo(Mutations))
        {
            Attempt(seed, () => PlayMutated(conversation, new Random(seed)));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void No_escape_from_random_bytes_in_any_phase(string name)
    {
        Conversation conversation = Conversation.Named(name);
        foreach (int seed in Seeds.UpTo(RandomInputs))
        {
            Attempt(seed, () => PlayThenNoise(conversation, new Random(seed)));
        }
    }

    [TestMethod]
    public void No_escape_from_invented_stanzas()
    {
        HashSet<Fault> faults = [];
        foreach (int seed in Seeds.UpTo(Inventions))
        {
            Attempt(seed, () => faults.Add(PlayInvented(new Random(seed), false)));
        }

        Assert.Contains(Fault.NotWellFormed, faults, "malformed references are noticed where they are read");
    }

    [TestMethod]
    public void No_escape_from_mutated_inventions()
    {
        foreach (int seed in Seeds.UpTo(Inventions))
        {
            Attempt(seed, () => PlayInvented(new Random(seed), true));
        }
    }

    private static void Attempt(int seed, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"CHAOS_SEED={seed}: {error.Message}", error);
        }
    }

    private static void PlayMutated(Conversation conversation, Random chance)
    {
        Mutator mutator = new(chance);
        LinkRig rig = new(conversation.Options, new SeededCrypto(1, conversation.Nonces));
        int damaged = chance.Next(conversation.Steps.Count);
        for (int i = 0; i < conversation.Steps.Count; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(conversation.Steps[i].Text);
            bool damage = i == damaged || chance.Next(12) == 0;
            Play(rig, conversation.Steps[i].Kind, damage ? mutator.Mutate(bytes) : bytes, chance);
        }
    }

    private static void PlayThenNoise(Conversation conversation, Random chance)
    {
        LinkRig rig = new(conversation.Options, new SeededCrypto(1, conversation.Nonces));
        foreach (Step step in conversation.Steps.Take(chance.Next(conversation.Steps.Count)))
        {
            Play(rig, step.Kind, Encoding.UTF8.GetBytes(step.Text), chance);
        }

        byte[] noise = new byte[chance.Next(6000)];
        chance.NextBytes(noise);
        Play(rig, StepKind.Send, noise, chance);
    }

    private static Fault PlayInvented(Random chance, bool mutated)
    {
        RandomXml xml = new(chance);
        Mutator mutator = new(chance);
        LinkRig rig = new("external", new SeededCrypto(1, []));
        Play(rig, StepKind.Open, [], chance);
        Play(rig, StepKind.Send, Encoding.UTF8.GetBytes(Conversation.Login), chance);
        for (int i = 0; i < 40 && rig.Engine.Fault == Fault.None; i++)
        {
            byte[] stanza = Encoding.UTF8.GetBytes(xml.Stanza());
            Play(rig, StepKind.Send, mutated && i > 5 ? mutator.Mutate(stanza) : stanza, chance);
        }

        return rig.Engine.Fault;
    }

    private static void Play(LinkRig rig, StepKind kind, byte[] bytes, Random chance)
    {
        switch (kind)
        {
            case StepKind.Open:
                rig.Engine.Opened(rig.Clock.Now);
                break;
            case StepKind.Secure when rig.Link.WantsTls:
                rig.Engine.Secured(rig.Clock.Now);
                break;
            case StepKind.Cut:
                rig.Engine.Closed(rig.Clock.Now);
                break;
            case StepKind.Send:
                Feed(rig, bytes, chance);
                break;
            default:
                break;
        }

        rig.Settle();
        if (chance.Next(20) == 0)
        {
            rig.Clock.Now += chance.Next(100_000);
            rig.Engine.Tick(rig.Clock.Now);
        }
    }

    private static void Feed(LinkRig rig, byte[] bytes, Random chance)
    {
        int most = 1 << chance.Next(13);
        for (int at = 0; at < bytes.Length;)
        {
            int size = Math.Min(1 + chance.Next(most), bytes.Length - at);
            rig.Receive(bytes, at, size);
            at += size;
        }
    }
}
