using System.Globalization;

namespace HostSim.PushGateway.Store;

/// <summary>The files of a journal: <c>00000007.snap</c> holds everything up to the start of <c>00000007.log</c>, and
/// logs follow one another. Snapshots are written beside and renamed, so there is never half of one.</summary>
public sealed class JournalFolder(string folder, Func<string, FileStream>? open = null)
{
    private const string LogSuffix = ".log";
    private const string SnapshotSuffix = ".snap";

    /// <summary>The number of the log that is written; the first one is 1.</summary>
    public int Current { get; set; } = 1;

    /// <summary>The path of a log.</summary>
    public string Log(int number) => PathOf(number, LogSuffix);

    /// <summary>The path of a snapshot.</summary>
    public string Snapshot(int number) => PathOf(number, SnapshotSuffix);

    /// <summary>Bytes of all its files.</summary>
    public long Bytes() => new DirectoryInfo(folder).EnumerateFiles()
        .Where(file => file.Extension is LogSuffix or SnapshotSuffix).Sum(file => file.Length);

    /// <summary>Replays the newest snapshot and the logs behind it. Returns how many bytes were cut off the last log's
    /// end because they were torn; they are kept in a file beside it.</summary>
    /// <exception cref="InvalidDataException">Something else than the last log's end is damaged.</exception>
    public long Replay(RecordTaker take)
    {
        Directory.CreateDirectory(folder);
        int snapshot = Numbers(SnapshotSuffix).DefaultIfEmpty(0).Max();
        if (snapshot > 0)
        {
            MustBeWhole(Snapshot(snapshot), Segment.Replay(Snapshot(snapshot), take));
        }

        int[] logs = [.. Numbers(LogSuffix).Where(number => number >= snapshot).Order()];
        long torn = 0;
        foreach (int number in logs)
        {
            long good = Segment.Replay(Log(number), take);
            if (number != logs[^1])
            {
                MustBeWhole(Log(number), good);
                continue;
            }

            MustBeTorn(Log(number), good);
            torn = Cut(Log(number), good);
        }

        Current = logs.Length > 0 ? logs[^1] : Math.Max(snapshot, 1);
        DeleteBefore(snapshot);
        return torn;
    }

    /// <summary>Deletes every file older than this snapshot.</summary>
    public void DeleteBefore(int snapshot)
    {
        foreach (int old in Numbers(LogSuffix).Where(number => number < snapshot))
        {
            File.Delete(Log(old));
        }

        foreach (int old in Numbers(SnapshotSuffix).Where(number => number < snapshot))
        {
            File.Delete(Snapshot(old));
        }
    }

    /// <summary>Opens a log to write behind what is in it; begins one that is not there.</summary>
    /// <exception cref="IOException">It cannot be used.</exception>
    public FileStream OpenLog(int number)
    {
        FileStream log = open?.Invoke(Log(number)) ?? OpenFile(Log(number));
        if (log.Length < Segment.Magic.Length)
        {
            Begin(log);
        }

        log.Position = log.Length;
        return log;
    }

    // No buffer of its own: a batch goes to the system in one write.
    private static FileStream OpenFile(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0);

    /// <summary>Writes the snapshot of everything before this log, and deletes what that makes superfluous.</summary>
    /// <exception cref="IOException">The disk refuses; everything is as it was.</exception>
    public void WriteSnapshot(int number, IEnumerable<byte[]> state)
    {
        string made = Snapshot(number) + ".new";
        using (FileStream file = new(made, FileMode.Create, FileAccess.Write, FileShare.None, 256 * 1024))
        {
            Span<byte> header = stackalloc byte[Segment.HeaderSize];
            file.Write(Segment.Magic);
            foreach (byte[] body in state)
            {
                Segment.WriteHeader(header, body);
                file.Write(header);
                file.Write(body);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(made, Snapshot(number), overwrite: true);
        DeleteBefore(number);
    }

    // One that could not be begun is not left behind: the next start would take it for the last one.
    private static void Begin(FileStream log)
    {
        try
        {
            log.SetLength(0);
            log.Write(Segment.Magic);
            log.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            log.Dispose();
            File.Delete(log.Name);
            throw;
        }
    }

    private static long Cut(string path, long good)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        long torn = file.Length - good;
        if (torn > 0)
        {
            file.Position = good;
            using FileStream kept = File.Create(FreeName(path + ".torn"));
            file.CopyTo(kept);
            file.SetLength(good);
            file.Flush(flushToDisk: true);
        }

        return torn;
    }

    private static string FreeName(string path)
    {
        string free = path;
        for (int number = 2; File.Exists(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
        }

        return free;
    }

    private static void MustBeTorn(string path, long good)
    {
        if (Segment.IsDamage(path, good))
        {
            throw Damaged(path, good);
        }
    }

    private static InvalidDataException Damaged(string path, long good) =>
        new($"{path} is damaged at byte {good}; put a copy back or move it away");

    private static void MustBeWhole(string path, long good)
    {
        if (new FileInfo(path).Length != good)
        {
            throw Damaged(path, good);
        }
    }

    private IEnumerable<int> Numbers(string suffix) =>
        from file in Directory.EnumerateFiles(folder, "*" + suffix)
        let name = Path.GetFileNameWithoutExtension(file)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private string PathOf(int number, string suffix) =>
        Path.Combine(folder, number.ToString("d8", CultureInfo.InvariantCulture) + suffix);
}
