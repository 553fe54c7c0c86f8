namespace Tests.NanoShim.World;

/// <summary>The file system of the chip: outlives every run, can be full, and loses power at any step.</summary>
/// <remarks>
/// A step is one byte written, or one change of the directory: create, truncate, commit, delete, move. Paths are kept
/// as given, apart from the case of the drive letter and trailing separators.
/// </remarks>
public sealed class Flash
{
    // The littlefs partition of the 4 MB boards.
    private const int PartitionBytes = 256 * 1024;

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly HashSet<string> _folders = [];
    private long _cutAt = long.MaxValue;
    private Action? _cut;

    /// <summary>Guards everything here.</summary>
    public object Gate { get; } = new();

    /// <summary>Bytes that files can take together.</summary>
    public int Capacity { get; set; } = PartitionBytes;

    /// <summary>What a power cut leaves.</summary>
    public Tearing Tearing { get; set; }

    /// <summary>Steps since it was made.</summary>
    public long Steps { get; private set; }

    /// <summary>Bytes in use.</summary>
    public int Used => _files.Values.Sum(it => it.Length);

    /// <summary>Paths of all files.</summary>
    public IReadOnlyList<string> Files
    {
        get
        {
            lock (Gate)
            {
                return [.. _files.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Cuts the power before the n-th step from now, from 1, is done.</summary>
    public void CutAfter(long steps)
    {
        lock (Gate)
        {
            _cutAt = Steps + steps;
        }
    }

    /// <summary>No cut is planned any more.</summary>
    public void CutNever()
    {
        lock (Gate)
        {
            _cutAt = long.MaxValue;
        }
    }

    /// <summary>Puts a file there from outside, as a flashing tool does.</summary>
    public void Put(string path, ReadOnlySpan<byte> content)
    {
        lock (Gate)
        {
            _files[Plain(path)] = content.ToArray();
        }
    }

    /// <summary>What is in a file; null if there is none.</summary>
    public byte[]? Get(string path)
    {
        lock (Gate)
        {
            return _files.TryGetValue(Plain(path), out byte[]? content) ? [.. content] : null;
        }
    }

    /// <summary>Removes a file from outside.</summary>
    public void Remove(string path)
    {
        lock (Gate)
        {
            _files.Remove(Plain(path));
        }
    }

    /// <summary>A copy of everything, to try the same start with another cut.</summary>
    public Flash Clone()
    {
        lock (Gate)
        {
            Flash copy = new() { Capacity = Capacity, Tearing = Tearing };
            foreach ((string path, byte[] content) in _files)
            {
                copy._files[path] = [.. content];
            }

            copy._folders.UnionWith(_folders);
            return copy;
        }
    }

    /// <summary>A path as it is kept.</summary>
    public static string Plain(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string plain = path.Length > 3 ? path.TrimEnd('\\') : path;
        return char.ToUpperInvariant(plain[0]) + plain[1..];
    }

    /// <summary>True if the drive of a path is this file system.</summary>
    public static bool IsMounted(string path) => Plain(path).StartsWith("I:\\", StringComparison.Ordinal);

    internal void PoweredBy(Action cut) => _cut = cut;

    /// <summary>True if there is such a file. Hold <see cref="Gate"/>.</summary>
    public bool HasFile(string path) => _files.ContainsKey(path);

    /// <summary>True if there is such a folder. Hold <see cref="Gate"/>.</summary>
    public bool HasFolder(string path) => path.Length == 3 || _folders.Contains(path);

    internal byte[] Content(string path) => _files[path];

    /// <summary>Files right in a folder. Hold <see cref="Gate"/>.</summary>
    public IEnumerable<string> FilesIn(string folder) => Below(_files.Keys, folder);

    /// <summary>Folders right in a folder. Hold <see cref="Gate"/>.</summary>
    public IEnumerable<string> FoldersIn(string folder) => Below(_folders, folder);

    /// <summary>Makes a folder in one step. Hold <see cref="Gate"/>.</summary>
    public void AddFolder(string path)
    {
        Step();
        _folders.Add(path);
    }

    internal void DropFolder(string path)
    {
        Step();
        _folders.Remove(path);
    }

    /// <summary>Gives a file this content in one step.</summary>
    internal void Commit(string path, byte[] content)
    {
        Step();
        _files[path] = content;
    }

    /// <summary>What the medium holds of a file in the middle of a write.</summary>
    internal void Lay(string path, byte[] content) => _files[path] = content;

    /// <summary>Deletes a file in one step. Hold <see cref="Gate"/>.</summary>
    public void Delete(string path)
    {
        Step();
        _files.Remove(path);
    }

    /// <summary>Renames a file in one step. Hold <see cref="Gate"/>.</summary>
    public void Move(string from, string to)
    {
        Step();
        _files[to] = _files[from];
        _files.Remove(from);
    }

    /// <summary>Bytes that a file may still grow by when its content is <paramref name="work"/> long.</summary>
    internal int Room(string path, int work)
    {
        int others = Used - (_files.TryGetValue(path, out byte[]? old) ? old.Length : 0);
        return Math.Max(0, Capacity - others - work);
    }

    /// <summary>How many of <paramref name="count"/> bytes are written before the power is cut.</summary>
    internal int Written(int count)
    {
        long left = _cutAt - Steps - 1;
        return left >= count ? count : (int)Math.Max(0, left);
    }

    /// <summary>Lets steps pass.</summary>
    /// <exception cref="PowerLostException">The planned one was among them.</exception>
    internal void Step(int count = 1)
    {
        Steps += count;
        if (Steps < _cutAt)
        {
            return;
        }

        _cutAt = long.MaxValue;
        _cut?.Invoke();
        throw new PowerLostException();
    }

    private static List<string> Below(IEnumerable<string> paths, string folder)
    {
        string prefix = folder.EndsWith('\\') ? folder : folder + "\\";
        return [.. paths.Where(it => it.StartsWith(prefix, StringComparison.Ordinal)
            && it.IndexOf('\\', prefix.Length) < 0)];
    }
}
