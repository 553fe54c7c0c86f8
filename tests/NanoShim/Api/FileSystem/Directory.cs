using System.Collections.Generic;
using Tests.NanoShim.World;

namespace System.IO;

public static class Directory
{
    private static Flash Flash => Boot.Current.World.Flash;

    public static bool Exists(string path)
    {
        Disk.Demand("Directory.Exists", path);
        lock (Flash.Gate)
        {
            return Flash.HasFolder(Flash.Plain(path));
        }
    }

    public static DirectoryInfo CreateDirectory(string path)
    {
        Disk.Demand("Directory.CreateDirectory", path);
        lock (Flash.Gate)
        {
            if (!Flash.HasFolder(Flash.Plain(path)))
            {
                Flash.AddFolder(Flash.Plain(path));
            }
        }

        return new DirectoryInfo(path);
    }

    public static string[] GetFiles(string path)
    {
        Disk.Demand("Directory.GetFiles", path);
        lock (Flash.Gate)
        {
            return new List<string>(Flash.FilesIn(Flash.Plain(path))).ToArray();
        }
    }

    public static string[] GetDirectories(string path)
    {
        Disk.Demand("Directory.GetDirectories", path);
        lock (Flash.Gate)
        {
            return new List<string>(Flash.FoldersIn(Flash.Plain(path))).ToArray();
        }
    }
}

public sealed class DirectoryInfo
{
    public DirectoryInfo(string path) => FullName = path;

    public string FullName { get; }
}
