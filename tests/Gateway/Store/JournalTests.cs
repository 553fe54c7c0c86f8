using HostSim.PushGateway;
using HostSim.PushGateway.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.Gateway.Store;

/// <summary>The journal: what is flushed survives, what is torn is dropped, what is damaged is said.</summary>
[TestClass]
public sealed class JournalTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private readonly GatewayMetrics _metrics = new();

    private string Log => Path.Combine(_folder, "00000001.log");

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task What_is_durable_is_read_again_in_order()
    {
        await WriteAsync(1, 100);
        await WriteAsync(101, 50);
        CollectionAssert.AreEqual(Enumerable.Range(1, 150).ToArray(), Read());
    }

    [TestMethod]
    public async Task Torn_at_any_byte_only_the_torn_record_is_lost()
    {
        const int Records = 6;
        List<long> ends = await WriteAsync(1, Records);
        byte[] whole = File.ReadAllBytes(Log);
        Assert.AreEqual(whole.Length, ends[^1] + Segment.Magic.Length);
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(Log, whole[..length]);
            int left = ends.Count(end => end + Segment.Magic.Length <= length);
            CollectionAssert.AreEqual(Enumerable.Range(1, left).ToArray(), Read(), $"cut to {length} bytes");

            // And what is written behind the cut is as good as ever.
            if (length % 7 == 0)
            {
                await WriteAsync(1000, 1);
                CollectionAssert.AreEqual(Enumerable.Range(1, left).Append(1000).ToArray(), Read());
            }
        }
    }

    [TestMethod]
    public async Task A_wrong_bit_in_the_last_record_drops_that_record()
    {
        const int Length = sizeof(int);
        List<long> ends = await WriteAsync(1, 4);
        byte[] whole = File.ReadAllBytes(Log);
        for (int at = (int)ends[2] + Segment.Magic.Length + Length; at < whole.Length; at++)
        {
            File.WriteAllBytes(Log, Flipped(whole, at, 1 << (at % 8)));
            CollectionAssert.AreEqual(Enumerable.Range(1, 3).ToArray(), Read(), $"wrong at {at}");
        }
    }

    [TestMethod]
    public async Task Damage_with_good_records_behind_it_is_refused_not_dropped()
    {
        const int Damaged = 3;
        const int Length = sizeof(int);
        List<long> ends = await WriteAsync(1, 100);
        byte[] whole = File.ReadAllBytes(Log);
        int begin = (int)ends[Damaged - 2] + Segment.Magic.Length;
        for (int at = begin + Length; at < ends[Damaged - 1] + Segment.Magic.Length; at++)
        {
            File.WriteAllBytes(Log, Flipped(whole, at, 1 << (at % 8)));
            InvalidDataException fault = Assert.ThrowsExactly<InvalidDataException>(Read, $"wrong at {at}");
            Assert.Contains(Log, fault.Message);
        }

        // A length that nobody wrote is no torn end either, wherever it leads.
        File.WriteAllBytes(Log, Flipped(whole, begin, 0x40));
        Assert.ThrowsExactly<InvalidDataException>(Read);
    }

    [TestMethod]
    public async Task A_second_torn_end_leaves_the_first_where_it_is()
    {
        for (int i = 0; i < 2; i++)
        {
            await WriteAsync(1, 2);
            File.WriteAllBytes(Log, File.ReadAllBytes(Log)[..^1]);
            Read();
        }

        Assert.HasCount(2, Directory.GetFiles(_folder, "*.torn*"));
    }

    [TestMethod]
    public async Task A_torn_end_is_counted_and_kept_aside()
    {
        await WriteAsync(1, 2);
        byte[] whole = File.ReadAllBytes(Log);
        File.WriteAllBytes(Log, whole[..^1]);
        using (Journal.Open(_folder, _ => { }, NullLogger.Instance, _metrics))
        {
            Assert.AreEqual(1, _metrics.JournalTorn.Value);
        }

        Assert.IsTrue(File.Exists(Log + ".torn"));
    }

    [TestMethod]
    public void A_foreign_file_is_refused()
    {
        File.WriteAllText(Log, "this is something else");
        Assert.ThrowsExactly<InvalidDataException>(Read);
    }

    [TestMethod]
    public async Task A_snapshot_replaces_what_came_before_it()
    {
        using (Journal journal = Open())
        {
            await AppendAsync(journal, 1, 100);
            await journal.CompactAsync(() => [Body(1), Body(100)]);
            await AppendAsync(journal, 101, 2);
        }

        Assert.IsFalse(File.Exists(Log));
        CollectionAssert.AreEqual(new[] { 1, 100, 101, 102 }, Read());
    }

    [TestMethod]
    public async Task A_snapshot_that_was_not_finished_costs_nothing()
    {
        using (Journal journal = Open())
        {
            await AppendAsync(journal, 1, 10);
            await Assert.ThrowsExactlyAsync<IOException>(() => journal.CompactAsync(Broken));
            await AppendAsync(journal, 11, 2);
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, 12).ToArray(), Read());

        static IEnumerable<byte[]> Broken()
        {
            yield return Body(1);
            throw new IOException("no space left");
        }
    }

    [TestMethod]
    public async Task Damage_before_the_last_log_is_refused_not_dropped()
    {
        using (Journal journal = Open())
        {
            await AppendAsync(journal, 1, 10);
            await journal.CompactAsync(() => [Body(1), Body(2)]);
            await AppendAsync(journal, 11, 2);
        }

        string snapshot = Path.Combine(_folder, "00000002.snap");
        File.WriteAllBytes(snapshot, File.ReadAllBytes(snapshot)[..^1]);
        InvalidDataException fault = Assert.ThrowsExactly<InvalidDataException>(Read);
        Assert.Contains(snapshot, fault.Message);
    }

    [TestMethod]
    public async Task Many_who_wait_share_a_flush()
    {
        using Journal journal = Open();
        await Parallel.ForEachAsync(Enumerable.Range(1, 2000), new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (number, _) => await journal.DurableAsync(journal.Append(Body(number)), CancellationToken.None));
        Assert.IsLessThan(2000, _metrics.JournalFlushes.Value);
    }

    private static byte[] Flipped(byte[] whole, int at, int bits)
    {
        byte[] wrong = [.. whole];
        wrong[at] ^= (byte)bits;
        return wrong;
    }

    private static byte[] Body(int number) =>
        [.. new RecordWriter().Begin(RecordKind.Topic).U32((uint)number).Bytes(new byte[number % 7]).Written];

    private Journal Open() => Journal.Open(_folder, _ => { }, NullLogger.Instance, _metrics);

    private async Task<List<long>> WriteAsync(int first, int count)
    {
        using Journal journal = Open();
        return await AppendAsync(journal, first, count);
    }

    private static async Task<List<long>> AppendAsync(Journal journal, int first, int count)
    {
        List<long> ends = [.. Enumerable.Range(first, count).Select(number => journal.Append(Body(number)))];
        await journal.DurableAsync(ends[^1]);
        return ends;
    }

    private int[] Read()
    {
        List<int> numbers = [];
        using Journal journal = Journal.Open(_folder, body =>
        {
            RecordReader reader = new(body);
            reader.U8();
            numbers.Add((int)reader.U32());
        }, NullLogger.Instance, new GatewayMetrics());
        return [.. numbers];
    }
}
