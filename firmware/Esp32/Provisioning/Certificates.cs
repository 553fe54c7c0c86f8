using System;
using System.Security.Cryptography.X509Certificates;

namespace Esp32.Provisioning;

/// <summary>The certificates that TLS needs: the authority that the server's certificate has to come from, and perhaps
/// the device's own.</summary>
public sealed class Certificates
{
    private const string AuthorityFile = "ca.pem";
    private const string OwnFile = "device.pem";
    private const string OwnKeyFile = "device.key";

    /// <summary>The authority; null if there is none.</summary>
    public X509Certificate Authority;

    /// <summary>The device's own certificate; null if none is wanted or there is none.</summary>
    public X509Certificate Own;

    /// <summary>Reads both. Null, or else what is wrong.</summary>
    public string Load(DeviceConfig config, ConfigStore store)
    {
        string wrong = LoadAuthority(config[ConfigKey.Authority], store.ReadText(AuthorityFile));
        return wrong == null && config.IsSet(ConfigKey.OwnCertificate) ? LoadOwn(store) : wrong;
    }

    private string LoadAuthority(string configured, string file)
    {
        if (configured == null && file == null)
        {
            return ConfigKey.Name(ConfigKey.Authority) + ": is missing, and there is no " + AuthorityFile;
        }

        try
        {
            Authority = configured != null
                ? new X509Certificate(Convert.FromBase64String(configured)) : new X509Certificate(file);
            return null;
        }
        catch (Exception)
        {
            return ConfigKey.Name(ConfigKey.Authority) + ": is no certificate";
        }
    }

    private string LoadOwn(ConfigStore store)
    {
        string certificate = store.ReadText(OwnFile);
        string key = store.ReadText(OwnKeyFile);
        if (certificate == null || key == null)
        {
            return ConfigKey.Name(ConfigKey.OwnCertificate) + ": there is no " + OwnFile + " or no " + OwnKeyFile;
        }

        try
        {
            Own = new X509Certificate2(certificate, key, string.Empty);
            return null;
        }
        catch (Exception)
        {
            return ConfigKey.Name(ConfigKey.OwnCertificate) + ": is no certificate with its key";
        }
    }
}
