using System.Text;
using Tests.NanoShim.World;

namespace System.IO;

public static class File
{
    private static Flash Flash => Boot.Current.World.Flash;

    public static bool Exists(string path)
    {
        Disk.Demand("File.Exists", path);
        return Disk.HasFile(path);
    }

    public static FileStream Create(string path) => new(path, FileMode.Create);

    public static FileStream Open(string path, FileMode mode) => new(path, mode);

    public static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, mode, access);

    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read);

    public static FileStream OpenWrite(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Write);

    public static void Delete(string path)
    {
        Disk.Demand("File.Delete", path);
        lock (Flash.Gate)
        {
            if (Flash.HasFile(Flash.Plain(path)))
            {
                Flash.Delete(Flash.Plain(path));
            }
        }
    }

    public static void Move(string sourceFileName, string destFileName)
    {
        Disk.Demand("File.Move", sourceFileName);
        lock (Flash.Gate)
        {
            string from = Flash.Plain(sourceFileName);
            string to = Flash.Plain(destFileName);
            if (!Flash.HasFile(from) || Flash.HasFile(to))
            {
                throw new IOException();
            }

            Flash.Move(from, to);
        }
    }

    public static byte[] ReadAllBytes(string path)
    {
        using FileStream file = OpenRead(path);
        byte[] bytes = new byte[(int)file.Length];
        file.Read(bytes, 0, bytes.Length);
        return bytes;
    }

    public static string ReadAllText(string path)
    {
        byte[] bytes = ReadAllBytes(path);
        return Encoding.UTF8.GetString(bytes, 0, bytes.Length);
    }

    public static void WriteAllBytes(string path, byte[] bytes)
    {
        using FileStream file = Create(path);
        file.Write(bytes, 0, bytes.Length);
    }

    public static void WriteAllText(string path, string contents) =>
        WriteAllBytes(path, Encoding.UTF8.GetBytes(contents));
}
