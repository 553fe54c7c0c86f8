using System.Security.Cryptography;

namespace HostSim.PushGateway;

/// <summary>Runs a command on the files of the gateway.</summary>
internal static class ToolRun
{
    /// <summary>Runs it; what is wrong with a file becomes a line for a person.</summary>
    /// <exception cref="UsageException">A file cannot be used.</exception>
    public static int Usable(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or CryptographicException)
        {
            throw new UsageException(e.Message);
        }
    }
}
