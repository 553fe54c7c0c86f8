using System;
using System.IO;
using Core.Bytes;
using Core.Json;

namespace Esp32.Provisioning;

/// <summary>The configuration on the chip's flash: agent.json, as a person wrote it or as the serial console saved
/// it.</summary>
/// <remarks>
/// <code>
/// agent.json = { name: value, … }     name  = key, or the parts of a key as nested objects
///                                     value = string | number | true | false | null | [ string, … ]
/// save       = write agent.new and read it back · write agent.json · remove agent.new
/// load       = agent.json if it is JSON, or else agent.new if that is: the power failed between the two writes
/// </code>
/// </remarks>
public sealed class ConfigStore
{
    /// <summary>Largest file that is read.</summary>
    public const int MaxBytes = 4096;

    private const string FileName = "agent.json";
    private const string NewFileName = "agent.new";

    private readonly string _folder;

    /// <summary>The configuration in files whose paths begin with <paramref name="folder"/>.</summary>
    public ConfigStore(string folder)
    {
        _folder = folder;
    }

    /// <summary>There is a file at all.</summary>
    public bool Exists => ReadFile(FileName) != null || ReadFile(NewFileName) != null;

    /// <summary>Fills <paramref name="config"/>. Null, or else what is wrong; every good key is taken in even
    /// so.</summary>
    public string Load(DeviceConfig config)
    {
        byte[] file = ReadFile(FileName);
        byte[] saved = file != null && IsJson(file) ? null : ReadFile(NewFileName);
        bool isInterrupted = saved != null && IsJson(saved);
        return isInterrupted ? new ConfigReader(config).Read(saved)
            : file != null ? new ConfigReader(config).Read(file)
            : FileName + ": there is no such file";
    }

    /// <summary>Saves <paramref name="config"/>; false if the flash does not hold it afterwards.</summary>
    public bool Save(DeviceConfig config)
    {
        ByteWriter text = new(MaxBytes);
        ConfigWriter.Write(config, text);
        if (text.Overflow || !WriteFile(NewFileName, text) || !WriteFile(FileName, text))
        {
            return false;
        }

        // If it stays it says the same as agent.json, which goes before it.
        TryRemove(NewFileName);
        return true;
    }

    /// <summary>Text of another file beside it, such as a certificate; null if there is none.</summary>
    public string ReadText(string name)
    {
        byte[] file = ReadFile(name);
        return file == null ? null : Utf8.Text(file, 0, file.Length);
    }

    private static bool IsJson(byte[] file)
    {
        JsonReader reader = new(0);
        reader.Open(file, 0, file.Length);
        while (reader.Next() < JsonToken.End)
        {
            reader.Skip();
        }

        return reader.Token == JsonToken.End;
    }

    /// <summary>A whole file; null if there is none. One read that fails is not believed: the device would take itself
    /// for one that was never told anything, and wait for a person.</summary>
    private byte[] ReadFile(string name) => TryRead(name, out byte[] file) || TryRead(name, out file) ? file : null;

    private bool TryRead(string name, out byte[] content)
    {
        content = null;
        try
        {
            if (!File.Exists(_folder + name))
            {
                return true;
            }

            FileStream file = new(_folder + name, FileMode.Open, FileAccess.Read);
            try
            {
                content = ReadAll(file);
                return true;
            }
            finally
            {
                file.Dispose();
            }
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static byte[] ReadAll(FileStream file)
    {
        int length = file.Length > MaxBytes ? MaxBytes : (int)file.Length;
        byte[] bytes = new byte[length];
        int at = 0;
        int count = 1;
        while (at < length && count > 0)
        {
            count = file.Read(bytes, at, length - at);
            at += count;
        }

        return at == length ? bytes : null;
    }

    private bool WriteFile(string name, ByteWriter text)
    {
        try
        {
            FileStream file = new(_folder + name, FileMode.Create, FileAccess.Write);
            try
            {
                file.Write(text.Buffer, 0, text.Count);
                file.Flush();
            }
            finally
            {
                file.Dispose();
            }
        }
        catch (Exception)
        {
            return false;
        }

        byte[] written = ReadFile(name);
        return written != null && written.Length == text.Count && Same.Bytes(written, 0, text.Buffer, 0, text.Count);
    }

    private bool TryRemove(string name)
    {
        try
        {
            File.Delete(_folder + name);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
