using Core;
using Core.Commands;
using Tests.Chaos.Fuzz;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Courier;

/// <summary>The invariants "No escape", "Chunking" and "Honest refusal" for the Courier link: frames invented, damaged
/// and cut at any place.</summary>
[TestClass]
public sealed class CourierFuzzTests
{
    private const int Sessions = 250;
    private const int Frames = 40;

    [TestMethod]
    public void No_escape_from_invented_frames()
    {
        foreach (int seed in Seeds.UpTo(Sessions))
        {
            CourierRig rig = Play(seed, frame => frame, chance => () => 1 + chance.Next(200));
            Assert.AreEqual(Fault.None, rig.Engine.Fault, $"seed {seed}: none of these frames is worth a connection");
        }
    }

    [TestMethod]
    public void No_escape_from_damaged_frames()
    {
        HashSet<Fault> faults = [];
        foreach (int seed in Seeds.UpTo(Sessions))
        {
            Mutator mutator = new(new Random(seed));
            CourierRig rig = Play(seed, frame => frame[^1] % 4 == 0 ? mutator.Mutate(frame) : frame,
                chance => () => 1 + chance.Next(2_000));
            faults.Add(rig.Engine.Fault);
        }

        Assert.Contains(Fault.ProtocolError, faults);
        Assert.Contains(Fault.TooLarge, faults);
    }

    [TestMethod]
    public void No_escape_from_noise()
    {
        foreach (int seed in Seeds.UpTo(Sessions))
        {
            Random chance = new(seed);
            CourierRig rig = new();
            rig.Engine.Opened(rig.Clock.Now);
            if (chance.Next(2) == 0)
            {
                rig.Connect();
            }

            byte[] noise = new byte[chance.Next(6_000)];
            chance.NextBytes(noise);
            rig.Receive(noise, () => 1 + chance.Next(500));
            rig.Pass(chance.Next(100_000));
        }
    }

    [TestMethod]
    public void Chunking_changes_nothing()
    {
        foreach (int seed in Seeds.UpTo(Sessions / 5))
        {
            string whole = Story(seed, _ => () => int.MaxValue);
            Assert.AreEqual(whole, Story(seed, _ => () => 1), $"seed {seed}, byte by byte");
            for (int cut = 0; cut < 4; cut++)
            {
                Random pieces = new(1_000 * seed + cut);
                string split = Story(seed, _ => () => 1 + pieces.Next(1 << pieces.Next(1, 12)));
                Assert.AreEqual(whole, split, $"seed {seed}");
            }
        }
    }

    [TestMethod]
    public void Every_push_with_an_id_is_answered_once()
    {
        foreach (int seed in Seeds.UpTo(Sessions))
        {
            Random chance = new(seed);
            RandomFrames frames = new(chance);
            CourierRig rig = new();
            rig.Connect();
            for (int i = 0; i < Frames; i++)
            {
                byte[] frame = frames.Next();
                byte[]? id = Upstream.Items(frame).FirstOrDefault(it => it.Id == 4 && it.Value.Length < 3_000).Value;
                bool isPush = frame[0] == 0x0a && id?.Length <= 8;
                rig.Said.Clear();
                rig.Receive(frame, () => int.MaxValue);
                int answers = Upstream.Frames(rig.Said).Count(it => it[0] == 0x0b);
                Assert.AreEqual(isPush ? 1 : 0, answers, $"seed {seed}, frame {i}");
                Acknowledge(rig);
            }
        }
    }

    private static string Story(int seed, Func<Random, Func<int>> sizes)
    {
        CourierRig rig = Play(seed, frame => frame, sizes);
        return $"{rig.Trace}\n{rig.Said}\n{rig.Engine.Fault}";
    }

    private static CourierRig Play(int seed, Func<byte[], byte[]> change, Func<Random, Func<int>> sizes)
    {
        Random chance = new(seed);
        RandomFrames frames = new(chance);
        CourierRig rig = new();
        rig.Connect();
        FieldList fields = new(Limits.Result);
        fields.AddThousandths("Temperature", 21_500, "Cel");
        rig.Link.SendReport(fields, 0, 7);
        rig.Drain();
        List<byte> flight = [];
        Func<int> size = sizes(new Random(seed));
        for (int i = 0; i < Frames && rig.Engine.Fault == Fault.None; i++)
        {
            flight.AddRange(change(frames.Next()));
            if (chance.Next(5) == 0)
            {
                rig.Receive([.. flight], size);
                flight.Clear();
                rig.Pass(chance.Next(9_000));
                Acknowledge(rig);
            }
        }

        return rig;
    }

    /// <summary>The server takes what was said so far.</summary>
    private static void Acknowledge(CourierRig rig)
    {
        if (rig.Engine.Fault != Fault.None)
        {
            return;
        }

        foreach (byte[] frame in Upstream.Frames(rig.Said).Where(it => it[0] == 0x0a))
        {
            byte[] id = Upstream.Items(frame).First(it => it.Id == 4).Value;
            rig.Receive(ServerWords.Frame(0x0b, (4, id), (8, [0])), () => int.MaxValue);
        }
    }
}
