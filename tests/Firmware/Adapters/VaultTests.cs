namespace Tests.Firmware.Adapters;

/// <summary>A record is the old one or the new one, whatever happens while it is saved.</summary>
[TestClass]
public sealed class VaultTests
{
    [TestMethod]
    public void Record_outlives_a_restart()
    {
        using VaultRig rig = new(new Flash());
        Assert.IsEmpty(rig.Load());
        for (byte i = 1; i < 10; i++)
        {
            Assert.IsTrue(rig.Save(Record(i, 40 + i)));
            CollectionAssert.AreEqual(Record(i, 40 + i), rig.Load());
        }

        rig.Erase();
        Assert.IsEmpty(rig.Load());
    }

    [TestMethod]
    [DataRow(Tearing.CopyOnWrite)]
    [DataRow(Tearing.Prefix)]
    [DataRow(Tearing.Erased)]
    public void Power_cut_at_every_step_of_every_save_leaves_the_old_or_the_new_record(Tearing tearing)
    {
        Flash start = new() { Tearing = tearing };
        byte[] old = [];
        for (byte i = 1; i <= 4; i++)
        {
            byte[] fresh = Record(i, 30 * i);
            CutEverywhere(start, rig => rig.Save(fresh, 1), (rig, step) => rig.Save(fresh, step), old, fresh);
            using VaultRig next = new(start);
            Assert.IsTrue(next.Save(fresh));
            old = fresh;
        }
    }

    [TestMethod]
    [DataRow(Tearing.CopyOnWrite)]
    [DataRow(Tearing.Prefix)]
    public void Power_cut_while_erasing_leaves_the_record_or_none_but_never_an_older_one(Tearing tearing)
    {
        Flash start = new() { Tearing = tearing };
        using VaultRig rig = new(start);
        rig.Save(Record(1, 20));
        rig.Save(Record(2, 20));
        CutEverywhere(start, it => it.Erase(1), (it, step) => it.Erase(step), Record(2, 20), []);
    }

    [TestMethod]
    public void Full_flash_keeps_the_old_record_and_says_so()
    {
        using VaultRig rig = new(new Flash());
        rig.Save(Record(1, 100));
        rig.Save(Record(2, 100));
        int fileBytes = rig.Flash.Used / 2;
        for (int room = 0; room < fileBytes + 10; room++)
        {
            rig.Flash.Capacity = fileBytes + room;
            byte[] fresh = Record((byte)(3 + room), 100);
            byte[] before = rig.Load();
            bool isSaved = rig.Save(fresh) == true;
            CollectionAssert.AreEqual(isSaved ? fresh : before, rig.Load(), $"with {room} bytes of room");
            Assert.AreEqual(room >= fileBytes, isSaved, $"with {room} bytes of room");
        }
    }

    [TestMethod]
    public void Every_failing_call_leaves_the_old_or_the_new_record()
    {
        Flash start = new();
        IReadOnlyDictionary<string, int> calls;
        using (VaultRig first = new(start))
        {
            first.Save(Record(1, 50));
            first.Faults.Forget();
            first.Save(Record(2, 50));
            calls = first.Faults.Counts;
        }

        Assert.IsGreaterThan(4, calls.Count);
        foreach ((string name, int count) in calls)
        {
            for (int i = 1; i <= count; i++)
            {
                using VaultRig rig = new(start.Clone());
                rig.Faults.Arm(new ApiCall(name, i));
                bool isSaved = rig.Save(Record(3, 50)) == true;
                Assert.HasCount(1, rig.Faults.Struck, $"{name} #{i}");
                byte[] found = rig.Load();
                Assert.IsTrue(found.SequenceEqual(Record(3, 50)) || (!isSaved && found.SequenceEqual(Record(2, 50))),
                    $"{name} #{i}: saved {isSaved}, found {Convert.ToHexString(found)}");
            }
        }
    }

    [TestMethod]
    public void Flipped_bit_anywhere_is_found()
    {
        using VaultRig rig = new(new Flash());
        rig.Save(Record(1, 20));
        rig.Save(Record(2, 20));
        string newer = rig.Flash.Files.Single(path => rig.Flash.Get(path)!.AsSpan().IndexOf(Record(2, 20)) >= 0);
        byte[] whole = rig.Flash.Get(newer)!;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            rig.Flash.Put(newer, damaged);
            CollectionAssert.AreEqual(Record(1, 20), rig.Load(), $"bit {bit}");
        }
    }

    // Tries each step in turn from the same start, until one try gets through uncut.
    private static void CutEverywhere(
        Flash start, Func<VaultRig, bool?> probe, Func<VaultRig, long, bool?> act, byte[] old, byte[] fresh)
    {
        using (VaultRig first = new(start.Clone()))
        {
            Assert.IsNull(probe(first), "a cut before the first step must be felt");
        }

        bool? done = null;
        int sawOld = 0;
        for (long step = 1; done is null; step++)
        {
            using VaultRig rig = new(start.Clone());
            done = act(rig, step);
            byte[] found = rig.Load();
            bool isOld = found.SequenceEqual(old);
            sawOld += isOld ? 1 : 0;
            Assert.IsTrue(isOld || found.SequenceEqual(fresh),
                $"cut before step {step}: found {Convert.ToHexString(found)}");
        }

        Assert.IsTrue(done);
        Assert.IsGreaterThan(0, sawOld);
    }

    private static byte[] Record(byte seed, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)(i * seed))];
}
