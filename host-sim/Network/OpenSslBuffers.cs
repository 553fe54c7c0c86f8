using System.Runtime.InteropServices;

namespace HostSim.Network;

/// <summary>Makes every TLS connection of this process give its buffers back while it is idle, where the system's TLS
/// is OpenSSL 3.</summary>
/// <remarks>OpenSSL keeps up to 34 KiB for each connection that ever read and wrote; SSL_MODE_RELEASE_BUFFERS
/// (SSL_CTX_set_mode(3)) ends that, but .NET has no setting for it. So OpenSSL is asked to call us with every
/// connection that it makes (CRYPTO_get_ex_new_index(3)), and the mode is set there.</remarks>
internal static class OpenSslBuffers
{
    private const int ClassSsl = 0;
    private const int ControlMode = 33;
    private const int ReleaseBuffers = 0x10;

    private static readonly Lock Gate = new();

    // OpenSSL calls it for as long as the process lives: it must not be collected.
    private static readonly NewObject Set =
        static (ssl, _, _, _, _, _) => _control!(ssl, ControlMode, ReleaseBuffers, 0);

    private static Control? _control;

    private delegate void NewObject(nint parent, nint value, nint all, int index, long number, nint pointer);

    private delegate int GetNewIndex(int kind, long number, nint pointer, nint made, nint copied, nint freed);

    private delegate long Control(nint ssl, int command, long number, nint pointer);

    /// <summary>From now on; does nothing where there is no OpenSSL 3, or when it was done before.</summary>
    public static void ReleaseWhileIdle()
    {
        lock (Gate)
        {
            if (_control is null && OperatingSystem.IsLinux()
                && NativeLibrary.TryLoad("libssl.so.3", out nint ssl)
                && NativeLibrary.TryLoad("libcrypto.so.3", out nint crypto))
            {
                _control = Export<Control>(ssl, "SSL_ctrl");
                Export<GetNewIndex>(crypto, "CRYPTO_get_ex_new_index")(
                    ClassSsl, 0, 0, Marshal.GetFunctionPointerForDelegate(Set), 0, 0);
            }
        }
    }

    private static T Export<T>(nint library, string name) =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
