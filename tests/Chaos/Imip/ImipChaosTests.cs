using Core;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Imip;

/// <summary>The invariants "Chunking", "No escape" and "Time" for the IMIP link.</summary>
[TestClass]
public sealed class ImipChaosTests
{
    private const int RandomSplits = 50;
    private const int Mutations = 3_000;
    private const int Noises = 1_000;

    [TestMethod]
    public void Every_split_tells_the_same()
    {
        string whole = Story(() => int.MaxValue);
        Assert.Contains("run pin.write for imip:op id 'c1': Done", whole);
        Assert.Contains("run pin.write for imip:op id 'c1': Repeated", whole);
        Assert.AreEqual(1, whole.Split("keep c1: Done").Length - 1);
        Assert.DoesNotContain("imip:eve", whole);
        Assert.Contains("ACK 805", whole);
        Assert.Contains("ACK 806", whole);
        Assert.Contains("ACK 802", whole);
        Assert.Contains("not run: this message is too old", whole);
        Assert.AreEqual(whole, Story(() => 1), "byte by byte");
        for (int seed = 1; seed <= RandomSplits; seed++)
        {
            Random chance = new(seed);
            int most = 1 << chance.Next(1, 11);
            Assert.AreEqual(whole, Story(() => 1 + chance.Next(most)), $"split by seed {seed}");
        }
    }

    [TestMethod]
    public void No_escape_from_damaged_conversations()
    {
        HashSet<Fault> faults = [];
        foreach (int seed in Seeds.UpTo(Mutations))
        {
            Attempt(seed, chance =>
            {
                ImipRig rig = new();
                bool isEarly = chance.Next(4) == 0;
                rig.Feed(isEarly ? Damaged(ServerTalk.Login, chance) : ServerTalk.Login, () => 1 + chance.Next(400));
                rig.Feed(Damaged(ServerTalk.Day, chance), () => 1 + chance.Next(400));
                rig.Wait(chance.Next(200_000));
                faults.Add(rig.Engine.Fault);
            });
        }

        Assert.Contains(Fault.None, faults);
        Assert.Contains(Fault.NotWellFormed, faults);
        Assert.Contains(Fault.ProtocolError, faults);
    }

    [TestMethod]
    public void No_escape_from_random_bytes()
    {
        foreach (int seed in Seeds.UpTo(Noises))
        {
            Attempt(seed, chance =>
            {
                ImipRig rig = new();
                if (chance.Next(2) == 0)
                {
                    rig.Feed(ServerTalk.Login, () => 64);
                }

                byte[] noise = new byte[chance.Next(4000)];
                chance.NextBytes(noise);
                rig.Feed(noise, () => 1 + chance.Next(400));
            });
        }
    }

    [TestMethod]
    public void Time_that_leaps_gives_one_ping()
    {
        ImipRig rig = new();
        rig.Feed(ServerTalk.Login, () => int.MaxValue);
        rig.Said.Clear();
        rig.Wait(3_600_000);
        Assert.AreEqual("PING\r\n10\r\nID: 1004\r\n", rig.Said.ToString());
    }

    private static string Story(Func<int> piece)
    {
        ImipRig rig = new();
        rig.Feed(ServerTalk.Login, piece);
        rig.Feed(ServerTalk.Day, piece);
        Assert.AreEqual(Fault.None, rig.Engine.Fault);
        return $"{rig.Trace}\n{rig.Said}";
    }

    private static void Attempt(int seed, Action<Random> action)
    {
        try
        {
            action(new Random(seed));
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"CHAOS_SEED={seed}: {error.Message}", error);
        }
    }

    private static byte[] Damaged(byte[] source, Random chance)
    {
        List<byte> bytes = [.. source];
        for (int i = chance.Next(1, 4); i > 0 && bytes.Count > 1; i--)
        {
            int at = chance.Next(bytes.Count);
            int length = Math.Min(chance.Next(1, 40), bytes.Count - at);
            switch (chance.Next(4))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, "\r\n"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
